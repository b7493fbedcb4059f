import * as vscode from 'vscode';
import type { Decoded } from '../token/decoded.ts';
import { safeText, safeValue } from '../token/display.ts';
import { opaqueReason } from '../token/opaque.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';
import { claimContext, type TokenContext } from './tokenContext.ts';

/** Characters of a payload in a tooltip. */
const payloadLimit = 2000;

/** Says what kind of token this is where that is not simply a JWT, and why it cannot be read where it cannot. */
export function formatRow(context: TokenContext): TreeNode[] {
  const { id, token } = context;
  const said = formatText(token, context.profile?.issuer);
  if (said === undefined) return [];
  return [
    {
      id: `${id}/kind`,
      label: vscode.l10n.t('Format'),
      description: said.short,
      tooltip: [said.short, said.long].filter(Boolean).join('\n'),
      icon: icon(
        token.kind === 'damaged' ? 'warning' : 'lock',
        token.kind === 'damaged' ? 'list.warningForeground' : undefined,
      ),
      value: said.long ?? said.short,
      ...(said.long === undefined
        ? {}
        : {
            children: () => [
              { id: `${id}/kind/why`, label: said.long ?? '', icon: icon('comment'), value: said.long ?? '' },
            ],
          }),
    },
    ...payloadRow(context),
  ];
}

function formatText(token: Decoded, issuer: string | undefined): { short: string; long?: string } | undefined {
  switch (token.kind) {
    case 'jwt':
      return undefined;
    case 'sdJwt':
      return { short: vscode.l10n.t('a JWT whose holder chooses what to show (SD-JWT)') };
    case 'opaque':
      return {
        short: vscode.l10n.t('opaque: only the server can read it'),
        long: localise(opaqueReason(token.raw, issuer).text),
      };
    case 'jwe':
      return { short: vscode.l10n.t('encrypted: only the API can read it'), long: localise(token.text) };
    case 'jws':
      return { short: vscode.l10n.t('signed content that is not a set of claims') };
    case 'damaged':
      return { short: vscode.l10n.t('damaged'), long: localise(token.text) };
  }
}

function payloadRow({ id, token }: TokenContext): TreeNode[] {
  if (token.kind !== 'jws' || token.payloadText === undefined || token.payloadText === '') return [];
  return [
    {
      id: `${id}/payload`,
      label: vscode.l10n.t('Payload'),
      description: safeText(token.payloadText),
      tooltip: safeText(token.payloadText, payloadLimit),
      icon: icon('file'),
      value: token.payloadText,
    },
  ];
}

/** What is odd about how the token is written. */
export function problemsRow({ id, token }: TokenContext): TreeNode[] {
  const { problems } = token;
  const [first] = problems;
  if (first === undefined) return [];
  const texts = problems.map((problem) => localise(problem.text));
  return [
    {
      id: `${id}/problems`,
      label: vscode.l10n.t('Spelling ({0})', String(problems.length)),
      description: localise(first.text),
      icon: icon('info'),
      value: texts.join('\n'),
      children: () =>
        texts.map((said, index) => ({
          id: `${id}/problems/${String(index)}`,
          label: said,
          icon: icon('comment'),
          value: said,
        })),
    },
  ];
}

/** What the holder of an SD-JWT chose to show (RFC 9901 §4.2), and the proof of who holds it. */
export function disclosuresRow(context: TokenContext): TreeNode[] {
  const { token } = context;
  if (token.kind !== 'sdJwt') return [];
  const id = `${context.id}/disclosures`;
  const names = token.disclosures.map(({ name, value }) =>
    name === undefined ? safeValue(value, 40) : safeText(name),
  );
  const { keyBinding } = token;
  return [
    {
      id,
      label: vscode.l10n.t('Disclosed'),
      description: names.length === 0 ? vscode.l10n.t('nothing') : names.join(', '),
      icon: icon('eye'),
      children: async () => {
        const { claimRow } = await import('./claimRow.ts');
        return token.disclosures.map(({ name, value }, index) => ({
          ...claimRow(id, name ?? vscode.l10n.t('an element of a list'), value, claimContext(context)),
          id: `${id}/${String(index)}`,
        }));
      },
    },
    ...(keyBinding === undefined
      ? []
      : [
          {
            id: `${context.id}/keyBinding`,
            label: vscode.l10n.t('Proof of the holder'),
            description: Object.keys(keyBinding.claims)
              .map((name) => safeText(name))
              .join(', '),
            icon: icon('key'),
            children: async () => {
              const { claimRow } = await import('./claimRow.ts');
              return Object.entries(keyBinding.claims).map(([name, value]) =>
                claimRow(`${context.id}/keyBinding`, name, value, claimContext(context)),
              );
            },
          },
        ]),
  ];
}
