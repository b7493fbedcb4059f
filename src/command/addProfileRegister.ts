import * as vscode from 'vscode';
import { OAuthFailure } from '../oauth/failure.ts';
import { register, type RegisteredClient, type RegistrationRefusal } from '../oauth/registration.ts';
import { askedScopes, setClient, type Draft } from '../profile/draft.ts';
import { clientRegistration, type ClientRegistration } from '../profile/registration.ts';
import { safeText } from '../token/display.ts';
import { askAddress } from './addProfileRedirect.ts';
import { confirm } from './clipboard.ts';
import { askModally, showError, showInformation } from './message.ts';
import { askChoice, askText, type Outcome, type Place } from './quickStep.ts';

type Way = 'register' | 'address' | 'byHand';

/** What a request came to; undefined where the person ended it. */
type Result = RegisteredClient | RegistrationRefusal | OAuthFailure | undefined;

interface Registration {
  readonly endpoint: string;
  readonly client: ClientRegistration;
}

/**
 * Registers a client for the profile that is in the making (RFC 7591): shows what is sent and to whom, and sends it when
 * the person agrees. What the server says of the client goes into the draft.
 *
 * @returns `byHand` where the person rather enters the ID of a client that is there.
 */
export async function askRegistration(draft: Draft, place: Place): Promise<Outcome | 'byHand'> {
  const { registration } = draft;
  if (registration === undefined) return 'byHand';
  let way: Way | undefined;
  for (;;) {
    const answer = way === undefined ? await askWay(draft, place) : { value: way };
    if (typeof answer === 'string') return answer;
    way = undefined;
    if (answer.value === 'byHand') return 'byHand';
    if (answer.value === 'address') {
      const address = await askAddress(draft.redirectUri, { ...place, back: true });
      if (address === 'cancelled') return address;
      if (address !== 'back') draft.redirectUri = address.value;
      continue;
    }
    const { endpoint } = registration;
    const client = clientRegistration(registration, draft.redirectUri, askedScopes(draft));
    if (!(await agrees(endpoint, client))) continue;
    const result = await withToken(await send({ endpoint, client }), { endpoint, client }, place);
    if (result === undefined) continue;
    if ('clientId' in result) {
      take(draft, result);
      return 'next';
    }
    way = await tellRefusal(result, endpoint, draft.redirectUri);
    if (way === undefined) return 'cancelled';
  }
}

function askWay({ redirectUri }: Draft, place: Place): ReturnType<typeof askChoice<Way>> {
  return askChoice<Way>(place, vscode.l10n.t('Register a client for {0}', redirectUri), [
    {
      value: 'register',
      icon: 'add',
      label: vscode.l10n.t('Register a Client…'),
      detail: vscode.l10n.t('Shows first what is sent'),
    },
    {
      value: 'address',
      icon: 'edit',
      label: vscode.l10n.t('Use Another Address…'),
      detail: vscode.l10n.t('Without a port any free one; some servers want a fixed one'),
    },
    {
      value: 'byHand',
      icon: 'key',
      label: vscode.l10n.t('Enter a Client ID…'),
      detail: vscode.l10n.t('Of a client that is registered already'),
    },
  ]);
}

/** Says what is sent and where, as it is sent. */
async function agrees(endpoint: string, client: ClientRegistration): Promise<boolean> {
  const sent = Object.entries(client).map(
    ([name, value]: [string, string | readonly string[]]) =>
      `${name}: ${safeText(typeof value === 'string' ? value : value.join(', '), 1000)}`,
  );
  const yes = vscode.l10n.t('Register');
  const about = [
    vscode.l10n.t('To {0} goes:', safeText(endpoint)),
    sent.join('\n'),
    vscode.l10n.t(
      'The server keeps the client until somebody removes it there. The token for changing it later, which some servers hand out, is not kept.',
    ),
  ];
  const question = vscode.l10n.t('Register a client at {0}?', hostOf(endpoint));
  return (await askModally(question, about.join('\n\n'), [yes], vscode.l10n.t('Cancel'))) === yes;
}

async function send({ endpoint, client }: Registration): Promise<Result> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Registering a client at {0}…', hostOf(endpoint)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (_, cancellation) => {
    const controller = new AbortController();
    cancellation.onCancellationRequested(() => {
      controller.abort();
    });
    return attempt({ endpoint, client, signal: controller.signal });
  });
}

async function attempt(request: Parameters<typeof register>[0]): Promise<Result> {
  try {
    return await register(request);
  } catch (error) {
    if (error instanceof OAuthFailure && error.code === 'cancelled') return undefined;
    return error instanceof OAuthFailure ? error : new OAuthFailure('unexpected');
  }
}

/** Where the server wants an initial access token: asks for it until it takes one, or another thing is refused. */
async function withToken(first: Result, { endpoint, client }: Registration, place: Place): Promise<Result> {
  if (!isRefused(first) || first.refused !== 'accessToken') return first;
  const host = hostOf(endpoint);
  let result: Result;
  const answer = await askText(
    { ...place, back: true },
    {
      value: '',
      password: true,
      placeholder: vscode.l10n.t('initial access token'),
      prompt: vscode.l10n.t(
        '{0} registers a client only with an initial access token, which its administrators hand out ({1}). It is used once and kept nowhere.',
        host,
        saidBy(first),
      ),
      // RFC 6750 §2.1
      fault: (value) =>
        /^[\w.~+/-]+=*$/.test(value)
          ? undefined
          : vscode.l10n.t('Paste the token alone: it has no spaces and no quotes.'),
      examine: async (value, signal) => {
        result = await attempt({ endpoint, client, signal, initialAccessToken: value });
        if (!isRefused(result) || result.refused !== 'accessToken') return undefined;
        return { message: vscode.l10n.t('{0} does not take this token: {1}.', host, saidBy(result)) };
      },
    },
  );
  return typeof answer === 'string' ? undefined : result;
}

function take(draft: Draft, registered: RegisteredClient): void {
  const { clientId, clientAuthentication, clientSecret, redirectUri } = registered;
  setClient(draft, clientId);
  draft.clientAuthentication = clientAuthentication;
  if (clientSecret !== undefined) draft.clientSecret = clientSecret;
  if (redirectUri !== draft.redirectUri) {
    showInformation(
      vscode.l10n.t(
        'The server registered the redirect URI {0} in place of {1}.',
        safeText(redirectUri),
        draft.redirectUri,
      ),
    );
    draft.redirectUri = redirectUri;
  }
  confirm(vscode.l10n.t('Client {0} registered', safeText(clientId, 60)));
}

/** Says why there is no client. @returns the way on that was chosen. */
async function tellRefusal(
  refused: RegistrationRefusal | OAuthFailure,
  endpoint: string,
  redirectUri: string,
): Promise<Way | undefined> {
  const enter = { title: vscode.l10n.t('Enter a Client ID…'), way: 'byHand' as const };
  const again = { title: vscode.l10n.t('Try Again'), way: 'register' as const };
  const address = { title: vscode.l10n.t('Use Another Address…'), way: 'address' as const };
  const host = hostOf(endpoint);
  const tell = async (message: string, ...buttons: { title: string; way: Way }[]): Promise<Way | undefined> =>
    (await showError(message, ...buttons))?.way;
  if (!isRefused(refused)) {
    const { status } = refused.details;
    const message =
      status === undefined
        ? vscode.l10n.t('{0} was not reached. Whether it registered a client is not known.', host)
        : vscode.l10n.t('{0} gave no answer that can be used (HTTP {1}).', host, String(status));
    return tell(message, again, enter);
  }
  const said = saidBy(refused);
  switch (refused.refused) {
    case 'redirectUri':
      return tell(
        vscode.l10n.t(
          '{0} does not register the redirect URI {1} ({2}). Use another address.',
          host,
          redirectUri,
          said,
        ),
        address,
        enter,
      );
    case 'unusable':
      return tell(
        vscode.l10n.t(
          'What {0} answered is no client that can be used here: its ID, its redirect URI or the way in which it proves itself is missing or not supported. Register one by hand.',
          host,
        ),
        enter,
      );
    case 'client':
      return tell(
        vscode.l10n.t('{0} does not register such a client ({1}). Register one by hand, and enter its ID.', host, said),
        enter,
        address,
      );
    case 'closed':
    case 'accessToken':
      return tell(
        vscode.l10n.t(
          '{0} has an address for registering clients, but registers none ({1}). Ask its administrators for one, and enter its ID.',
          host,
          said,
        ),
        enter,
      );
  }
}

function isRefused(result: Result): result is RegistrationRefusal {
  return result !== undefined && 'refused' in result;
}

function saidBy({ details: { error, description, status } }: RegistrationRefusal): string {
  const words = [error, description].filter((part) => part !== undefined).map((part) => safeText(part));
  return words.length > 0 ? words.join(': ').replace(/\.$/, '') : `HTTP ${String(status)}`;
}

function hostOf(endpoint: string): string {
  return new URL(endpoint).host;
}
