import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api, Profile } from '../../../src/profile/profile.ts';
import { cacheKey } from '../../../src/session/cacheKey.ts';
import type { AccessToken, Session } from '../../../src/session/session.ts';
import { apiRows } from '../../../src/view/apiRows.ts';
import { IssuerFacts } from '../../../src/view/issuerFacts.ts';
import { toTreeItem } from '../../../src/view/node.ts';
import { orders as ordersOf, profile as work } from '../../unit/session/support.ts';
import { jwt, now } from '../../unit/token/tokens.ts';

const orders: Api = { ...ordersOf, scopes: ['openid', 'read:orders', 'write:orders'] };
const profile: Profile = { ...work, apis: [orders] };

/** The row of `orders` as VS Code gets it. */
async function row(lifetime: number, scope: string): Promise<vscode.TreeItem> {
  const expiresAt = now + lifetime;
  const claims = { iss: profile.issuer, sub: 'ada', aud: [orders.audience], azp: profile.clientId };
  const token: AccessToken = {
    api: orders.name,
    cacheKey: cacheKey(profile, 'ada', orders),
    value: jwt({ ...claims, iat: now - 3600, exp: expiresAt, scope }),
    tokenType: 'bearer',
    receivedAt: now - 3600,
    expiresAt,
    audience: 'https://orders.example',
    resource: [],
    requestedScopes: orders.scopes,
  };
  const session: Session = {
    id: 's',
    issuer: profile.issuer,
    clientId: profile.clientId,
    subject: 'ada',
    label: 'ada@example.com',
    profile: profile.name,
    signedInAt: now - 3600,
    refreshToken: { value: 'r', receivedAt: now - 3600, rotates: false },
    accessTokens: [token],
  };
  const issuer = new IssuerFacts(() => undefined);
  const [node] = await apiRows({ profile, session, issuer, now, minimumLifetime: 60 });
  assert.ok(node !== undefined);
  return toTreeItem(node);
}

/** Shape, colour, words, and what a screen reader says. */
async function shown(lifetime: number, scope = orders.scopes.join(' ')): Promise<readonly unknown[]> {
  const { iconPath, description, accessibilityInformation } = await row(lifetime, scope);
  assert.ok(iconPath instanceof vscode.ThemeIcon);
  return [
    iconPath.id,
    (iconPath.color as { readonly id?: string } | undefined)?.id,
    description,
    accessibilityInformation?.label,
  ];
}

describe('the closed row of an API', () => {
  it('says how old the token is by the rule of the status bar', async () => {
    assert.deepEqual(await shown(3000), ['key', 'charts.green', 'expires in 50 min', 'orders, expires in 50 min']);
    assert.deepEqual(await shown(5), [
      'watch',
      'list.warningForeground',
      'expires in 5 s',
      'orders: about to expire, expires in 5 s',
    ]);
    assert.deepEqual(await shown(-180), [
      'history',
      'list.errorForeground',
      'expired 3 min ago',
      'orders, expired 3 min ago',
    ]);
  });

  it('says that there is more to see below it', async () => {
    assert.deepEqual(await shown(3000, 'openid read:orders'), [
      'key',
      'list.warningForeground',
      'expires in 50 min · 1 warning',
      'orders, expires in 50 min · 1 warning',
    ]);
    const { tooltip } = await row(3000, 'openid read:orders');
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, /^Warning: Not granted: write:orders$/m);
  });
});
