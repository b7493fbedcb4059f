/**
 * `npm run docs:findings`: writes the tables of findings, made from the rules, into docs/findings.md and README.md,
 * between the comments that mark their places. `test/unit/docs/findings.test.ts` fails when they are stale.
 */
import { helpForFinding } from '../../src/token/help.ts';
import type { Rule } from '../../src/token/rule.ts';
import { audienceRules } from '../../src/token/rules/audience.ts';
import { bindingRules } from '../../src/token/rules/binding.ts';
import { identityRules } from '../../src/token/rules/identity.ts';
import { kindRules } from '../../src/token/rules/kind.ts';
import { providerRules } from '../../src/token/rules/provider.ts';
import { refreshRules } from '../../src/token/rules/refresh.ts';
import { scopeRules } from '../../src/token/rules/scope.ts';
import { shapeRules } from '../../src/token/rules/shape.ts';
import { signatureRules } from '../../src/token/rules/signature.ts';
import { timeRules } from '../../src/token/rules/time.ts';
import { anchor, row, write, type Generated } from './generated.ts';

interface Family {
  readonly name: string;
  /** What is noticed, in a few words for the README. */
  readonly about: string;
  readonly rules: readonly Rule[];
}

/** In the order in which people ask. */
export const families: readonly Family[] = [
  {
    name: 'Audience',
    about: 'another API than the one asked for, a second audience and why, none, a slash too many',
    rules: audienceRules,
  },
  {
    name: 'Scopes',
    about: 'asked for and not granted, added by the server, in `scp`, in `permissions` or in `roles`',
    rules: scopeRules,
  },
  {
    name: 'Kind of token',
    about: 'opaque for want of an audience, encrypted and not broken, an ID or refresh token sent to an API',
    rules: kindRules,
  },
  {
    name: 'Refresh token',
    about: 'why none came: not asked for, not allowed, or the provider wants other parameters',
    rules: refreshRules,
  },
  {
    name: 'Time',
    about: 'expired, not yet valid, clocks that differ, milliseconds in place of seconds',
    rules: timeRules,
  },
  {
    name: 'Issuer, client, subject',
    about: 'another server, a slash too many, issued to another client, about somebody else',
    rules: identityRules,
  },
  {
    name: 'Signature',
    about: 'not the issuer’s, a key that is not published, `none`, weak algorithms, keys that the token brings',
    rules: signatureRules,
  },
  {
    name: 'Proof of possession',
    about: 'bound to a key or certificate (DPoP, mutual TLS) and sent as a bearer token',
    rules: bindingRules,
  },
  {
    name: 'Form',
    about: 'damaged, duplicate names, too large for a header, claims of the wrong type or name',
    rules: shapeRules,
  },
  {
    name: 'Providers',
    about: 'habits of Auth0, Entra ID, AD FS, Okta, Keycloak and Cognito',
    rules: providerRules,
  },
];

/** What the code says in each file. */
export const findingsTables: readonly Generated[] = [
  { file: 'README.md', mark: 'findings', text: familiesTable() },
  { file: 'docs/findings.md', mark: 'findings', text: families.map(familySection).join('\n\n') },
];

function familiesTable(): string {
  const count = families.reduce((sum, { rules }) => sum + rules.length, 0);
  return [
    row('about', 'findings', 'what is noticed'),
    row('---', '---:', '---'),
    ...families.map(({ name, about, rules }) =>
      row(`[${name}](docs/findings.md#${anchor(name)})`, rules.length, about),
    ),
    row('', count, '[all of them, with what to do and where it is written](docs/findings.md)'),
  ].join('\n');
}

function familySection({ name, rules }: Family): string {
  return [
    `## ${name}`,
    '',
    row('code', 'severity', 'what it says', 'what to do', 'source'),
    row('---', '---', '---', '---', '---'),
    ...rules.map(({ code, severity, title, meaning, advice, source }) =>
      row(codeCell(code), severity, `**${sentence(title)}.** ${sentence(meaning)}`, sentence(advice), cell(source)),
    ),
  ].join('\n');
}

/** Leads to the page that explains it at length. */
function codeCell(code: string): string {
  const [page, section] = helpForFinding(code)?.split('#') ?? [];
  return section === undefined ? `\`${code}\`` : `[\`${code}\`](help/${String(page)}.md#${section})`;
}

/** What a rule fills in stands as its name in angle brackets. */
function sentence({ message }: { readonly message: string }): string {
  return cell(message.replace(/\{(\w+)\}/g, '‹$1›'));
}

function cell(text: string): string {
  return text.replace(/[|*_<]/g, '\\$&');
}

if (import.meta.main) await write(findingsTables);
