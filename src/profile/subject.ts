import { text } from '../token/text.ts';
import { nearest, subjectKeys } from './keys.ts';
import { printable, type ProblemPath, type Report } from './problem.ts';
import type { Profile, Subject } from './profile.ts';
import { checkKeys, entriesOf, parseString, type Entries } from './values.ts';

/** The profiles whose tokens may be exchanged, and the names of those that exchange tokens themselves. */
export interface Candidates {
  readonly usable: readonly Profile[];
  readonly exchanging: readonly string[];
}

/** Whose token a profile with the grant `tokenExchange` exchanges; `undefined` where a problem says why not. */
export function parseSubject(
  entries: Entries,
  { usable, exchanging }: Candidates,
  path: ProblemPath,
  report: Report,
): Subject | undefined {
  const here = [...path, 'subject'];
  const found = entriesOf(entries.get('subject'));
  if (found === undefined) {
    report(
      here,
      text('The token exchange grant needs “{key}”: whose token is exchanged, e.g. {example}.', {
        key: 'subject',
        example: '{ "profile": "integration", "api": "orders" }',
      }),
    );
    return undefined;
  }
  const meant = checkKeys(found, subjectKeys, here, report);
  if (!found.has('profile') && !meant.has('profile')) {
    report([...here, 'profile'], text('“{key}” is missing.', { key: 'profile' }));
  }
  const any = (): undefined => undefined;
  const name = parseString(found, 'profile', here, report, any);
  const apiName = parseString(found, 'api', here, report, any);
  if (name === undefined) return undefined;
  if (exchanging.includes(name)) {
    report(
      [...here, 'profile'],
      text('“{name}” exchanges a token itself. Name the profile that somebody signs in with.', {
        name: printable(name),
      }),
    );
    return undefined;
  }
  const profile = usable.find((one) => one.name === name);
  if (profile === undefined) {
    const names = usable.map((one) => one.name);
    report(
      [...here, 'profile'],
      text('There is no usable profile “{name}”.', { name: printable(name) }),
      near(name, names),
    );
    return undefined;
  }
  const api = apiName === undefined ? profile.apis[0] : profile.apis.find((one) => one.name === apiName);
  if (api !== undefined) return { profile, api };
  const names = profile.apis.map((one) => one.name);
  const said = { name: printable(name), api: printable(apiName ?? '') };
  report([...here, 'api'], text('The profile {name} has no API “{api}”.', said), near(apiName ?? '', names));
  return undefined;
}

/**
 * A token is a secret of the server that issued it and of the APIs it is for: whoever else gets it may use it there. So
 * it is exchanged at its own issuer, at the endpoints that the profile of the sign-in has, and nowhere else: no workspace
 * leads a token of the user's elsewhere by a profile that exchanges it.
 */
export function checkPlace(entries: Entries, { profile }: Subject, path: ProblemPath, report: Report): void {
  for (const key of ['issuer', 'endpoints']) {
    if (!entries.has(key) || (key === 'issuer' && entries.get(key) === profile.issuer)) continue;
    report(
      [...path, key],
      text(
        'A token is exchanged by the server that issued it and by no other, which could use it as its own. Leave “{key}” out: the profile of the “subject” has it.',
        { key },
      ),
    );
  }
}

function near(word: string, known: readonly string[]): { suggestion?: string } {
  const suggestion = nearest(word, known);
  return suggestion === undefined ? {} : { suggestion };
}
