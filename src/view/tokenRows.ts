import * as vscode from 'vscode';
import { audiences } from '../token/audiences.ts';
import { isSigned } from '../token/decoded.ts';
import type { FindingInput } from '../token/findingInput.ts';
import type { JsonObject } from '../token/json.ts';
import { safeText } from '../token/display.ts';
import { scopes, tokenScopes, type Scope } from '../token/scopes.ts';
import { disclosuresRow, formatRow, problemsRow } from './formatRows.ts';
import { findingsRow } from './findingRows.ts';
import { localise } from './localise.ts';
import { icon, type TreeNode } from './node.ts';
import { signatureRow } from './signatureRow.ts';
import { serverRows } from './serverRows.ts';
import { claimContext, type TokenContext } from './tokenContext.ts';
import { tokenInput } from './tokenInput.ts';

/** What a token says: findings, audiences and scopes first, then every claim, the header and the signature. */
export function tokenRows(context: TokenContext): TreeNode[] {
  const { token } = context;
  const verdict = context.issuer.verdict(token, context.profile, context.id);
  const input = tokenInput(context, verdict);
  const claims = 'claims' in token ? token.claims : undefined;
  const header = 'header' in token ? token.header : undefined;
  return [
    ...findingsRow(context, verdict),
    ...formatRow(context),
    ...serverRows(context),
    ...problemsRow(context),
    ...(claims === undefined ? [] : [audiencesRow(context, input, claims)]),
    ...(saysScopes(context, claims) ? [scopesRow(context, input, claims)] : []),
    ...(claims === undefined ? [] : [objectRow(context, 'claims', vscode.l10n.t('Claims'), claims)]),
    ...disclosuresRow(context),
    ...(header === undefined ? [] : [objectRow(context, 'header', vscode.l10n.t('Header'), header)]),
    {
      ...signatureRow(`${context.id}/signature`, verdict),
      ...(isSigned(token) && { context: 'signature', token: () => context }),
    },
  ];
}

/** Of a token that was pasted nobody knows whether it ought to have scopes. */
function saysScopes({ use }: TokenContext, claims: JsonObject | undefined): boolean {
  return use === 'accessToken' || (use === 'unknown' && claims !== undefined && tokenScopes(claims) !== undefined);
}

function audiencesRow(context: TokenContext, { profile }: FindingInput, claims: JsonObject): TreeNode {
  const found = audiences(claims, profile?.issuer, profile?.userinfoEndpoint);
  const id = `${context.id}/audiences`;
  return {
    id,
    label: vscode.l10n.t('Audiences'),
    description: found.length === 0 ? vscode.l10n.t('none') : found.map(({ value }) => safeText(value)).join(', '),
    icon: icon('target'),
    value: found.map(({ value }) => value).join(' '),
    expanded: true,
    children: () =>
      found.map((audience, index) => ({
        id: `${id}/${String(index)}`,
        label: safeText(audience.value),
        ...(audience.reason === undefined ? {} : { description: localise(audience.reason) }),
        value: audience.value,
      })),
  };
}

function scopesRow(context: TokenContext, { profile, answer }: FindingInput, claims: JsonObject | undefined): TreeNode {
  const list = scopes({
    requested: profile?.requestedScopes,
    granted: answer?.grantedScopes,
    claims,
    refreshToken: answer?.refreshToken,
  });
  const id = `${context.id}/scopes`;
  const missing = list.filter(({ state }) => state === 'missing').length;
  const names = list.filter(({ state }) => state !== 'missing').map(({ name }) => name);
  return {
    id,
    label: vscode.l10n.t('Scopes'),
    description:
      missing === 0
        ? names.map((name) => safeText(name)).join(', ') || vscode.l10n.t('none')
        : vscode.l10n.t('{0} missing · {1}', String(missing), names.map((name) => safeText(name)).join(', ')),
    icon: missing === 0 ? icon('checklist') : icon('warning', 'list.warningForeground'),
    value: names.join(' '),
    children: () => list.map((scope) => scopeRow(id, scope)),
  };
}

function scopeRow(parent: string, { name, state, reason }: Scope): TreeNode {
  const icons = { granted: icon('check'), missing: icon('close', 'list.warningForeground'), unrequested: icon('add') };
  const description = reason === undefined ? '' : localise(reason);
  return {
    id: `${parent}/${name}`,
    label: safeText(name),
    ...(description === '' ? {} : { description }),
    icon: icons[state],
    value: name,
  };
}

function objectRow(context: TokenContext, part: 'claims' | 'header', label: string, object: JsonObject): TreeNode {
  const id = `${context.id}/${part}`;
  const names = Object.keys(object);
  return {
    id,
    label,
    description: part === 'claims' ? String(names.length) : names.map((name) => safeText(name)).join(', '),
    icon: icon(part === 'claims' ? 'list-unordered' : 'symbol-namespace'),
    value: JSON.stringify(object, undefined, 2),
    children: async () => {
      // What claims mean is loaded when somebody wants to read it.
      const { claimRow, headerRow } = await import('./claimRow.ts');
      return names.map((name) =>
        part === 'claims' ? claimRow(id, name, object[name], claimContext(context)) : headerRow(id, name, object[name]),
      );
    },
  };
}
