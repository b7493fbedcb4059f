import { isUserinfo } from '../audiences.ts';
import { safeText } from '../display.ts';
import { text } from '../text.ts';
import type { Text } from '../text.ts';
import type { ExplainAction } from './explanation.ts';
import { apiButForSlash, apiFor, targetsOf } from './knownApi.ts';
import type { Suspect } from './suspect.ts';
import { copyAgain, editProfile, list } from './verdict.ts';
import type { Case, Verdict } from './verdict.ts';

/** The token is for another API (RFC 9068 §4, RFC 7519 §4.1.3): which one is wanted, which one came, what gives the right one. */
export function audienceVerdict(one: Case): Verdict {
  const { symptom, context } = one;
  const wanted = symptom.wants.audiences;
  if (wanted.length === 0) return unnamed(one);
  const api = apiFor(wanted, context);
  if (api === undefined) return unknownApi(one);
  const copy: ExplainAction = { kind: 'tokenForAudience', target: api.target, label: api.label };
  const suspect = one.suspect;
  const args = {
    wanted: list(wanted),
    right: safeText(api.label),
    api: suspect?.label ?? '',
    has: audienceOf(suspect),
  };
  if (suspect !== undefined && suspect.facts.audience.some((audience) => wanted.includes(audience))) {
    return {
      verdict: text(
        'The API wants a token for {wanted}, and the token for {api} is one. So another token was sent.',
        args,
      ),
      actions: [copy],
      excludes: true,
    };
  }
  if (suspect?.guessed === true) {
    return {
      verdict: text(
        'The API wants a token for {wanted}, and another one was sent. The API “{right}” of the profile gives the right one.',
        args,
      ),
      details: [
        ...(suspect.facts.audience.length === 0
          ? []
          : [text('The token for {api}, if you sent that, is for {has}.', args)]),
        ...audienceHints(suspect),
      ],
      actions: [copy],
      forAny: true,
    };
  }
  return { ...anotherOne(suspect, args), actions: [copy], forAny: true };
}

function anotherOne(suspect: Suspect | undefined, args: Readonly<Record<string, string>>): Verdict {
  if (suspect === undefined) {
    return {
      verdict: text(
        'The API wants a token for {wanted}, and another one was sent. The API “{right}” of the profile gives the right one.',
        args,
      ),
    };
  }
  if (suspect.facts.claims === undefined) {
    return {
      verdict: text(
        'The API wants a token for {wanted}; the token for {api} cannot be read. The API “{right}” of the profile gives the right one.',
        args,
      ),
    };
  }
  return {
    verdict:
      suspect.facts.audience.length === 0
        ? text(
            'The API wants a token for {wanted}; the token for {api} has no audience. The API “{right}” of the profile gives the right one.',
            args,
          )
        : text(
            'The API wants a token for {wanted}; the token for {api} is for {has}. The API “{right}” of the profile gives the right one.',
            args,
          ),
    details: audienceHints(suspect),
  };
}

/** No profile asks for it, so no button can get it. */
function unknownApi({ symptom, suspect, context }: Case): Verdict {
  const wanted = symptom.wants.audiences;
  const near = apiButForSlash(wanted, context);
  const args = {
    wanted: list(wanted),
    api: suspect?.label ?? '',
    has: audienceOf(suspect),
    near: list([...(near?.resource ?? []), near?.audience ?? ''].filter((one) => one !== '')),
  };
  const details = [...(suspect === undefined ? [] : audienceHints(suspect))];
  if (near !== undefined) {
    return {
      verdict: text(
        'The API wants {wanted}, the profile asks for {near}: only a slash at the end differs, and audiences are compared letter by letter.',
        args,
      ),
      details: [
        text('Write the audience exactly as the API expects it, if the authorization server knows it by that name.'),
        ...details,
      ],
      actions: [{ kind: 'editProfile', target: near.target }],
      forAny: true,
    };
  }
  return {
    verdict:
      suspect === undefined || suspect.facts.audience.length === 0
        ? text('The API wants a token for {wanted}, and no profile has an API with this audience.', args)
        : text(
            'The API wants a token for {wanted}; the token for {api} is for {has}. No profile has an API with the audience that is wanted.',
            args,
          ),
    details: [text('Add the API to the profile, under “apis”, with this “audience” or “resource”.'), ...details],
    actions: [editProfile(suspect)],
    forAny: true,
  };
}

/** ASP.NET Core and others say what they refuse, not what they want. */
function unnamed({ symptom, suspect, context }: Case): Verdict {
  const others = context.apis
    .filter(({ target }) => target.profile === suspect?.target?.profile && target.api !== suspect.target.api)
    .slice(0, 2)
    .map(({ target, label }): ExplainAction => ({ kind: 'tokenForAudience', target, label }));
  const args = { api: suspect?.label ?? '', has: audienceOf(suspect), refused: safeText(symptom.refused ?? '') };
  const details = [
    text('The API does not say which audience it expects: look for “audience” in its configuration.'),
    ...(suspect === undefined ? [] : audienceHints(suspect)),
  ];
  if (suspect === undefined) {
    return {
      verdict:
        symptom.refused === undefined
          ? text('The API says that the token is for another audience than its own.')
          : context.tokens.length === 0
            ? text('The API does not accept the audience of the token, which is {refused}.', args)
            : text(
                'The API does not accept the audience of the token, which is {refused}. None of the tokens here has it, so another one was sent.',
                args,
              ),
      details,
      actions: [
        ...(context.apis.length > 2
          ? []
          : context.apis.map(({ target, label }): ExplainAction => ({ kind: 'tokenForAudience', target, label }))),
        { kind: 'editProfile' },
      ],
    };
  }
  return {
    verdict:
      suspect.facts.audience.length === 0
        ? text('The API misses its audience: the token for {api} has none.', args)
        : text('The API does not accept the audience: the token for {api} is for {has}.', args),
    details,
    actions: [...others, editProfile(suspect), ...(others.length === 0 ? copyAgain(suspect) : [])],
  };
}

/** The audience that the token was asked for, without the userinfo endpoint that `openid` adds. */
function audienceOf(suspect: Suspect | undefined): string {
  if (suspect === undefined) return '';
  const { audience, issuer, profile } = suspect.facts;
  const asked = audience.filter((one) => targetsOf(profile).includes(one));
  const apis = audience.filter((one) => !isUserinfo(one, issuer, profile?.userinfoEndpoint));
  return list(asked.length > 0 ? asked : apis.length > 0 ? apis : audience);
}

function audienceHints({ facts }: Suspect): readonly Text[] {
  const hints: Text[] = [];
  if (facts.looksLikeIdToken)
    hints.push(text('This is an ID token. It tells the client who signed in and is for no API.'));
  if (facts.audience.includes('00000003-0000-0000-c000-000000000000')) {
    hints.push(
      text('The token is for Microsoft Graph. A scope of your own API, “api://…/.default”, asks for one of yours.'),
    );
  }
  const { audience } = facts;
  if (audience.length > 0 && audience.every((one) => isUserinfo(one, facts.issuer, facts.profile?.userinfoEndpoint))) {
    hints.push(text('The token is for the userinfo endpoint alone: no API was named when it was asked for.'));
  }
  return hints;
}
