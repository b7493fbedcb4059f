import { text } from '../text.ts';
import type { Mend } from './refusal.ts';

/** What mends an error of Entra ID. Pages are those of the Entra admin center (entra.microsoft.com). */

export const signIn: Mend = { advice: text('Sign in again.'), mendings: ['signIn'] };

export const strong: Mend = { advice: text('Sign in again, and the pages ask for it.'), mendings: ['signIn'] };

export const password: Mend = {
  advice: text('Sign in again and follow the page.'),
  mendings: ['signIn', 'otherAccount'],
};

export const otherAccount: Mend = { advice: text('Choose another account.'), mendings: ['otherAccount'] };

export const invite: Mend = {
  advice: text(
    'Choose another account, check the tenant in “issuer” of the profile, or let an administrator invite the account: Users › Invite external user.',
  ),
  mendings: ['otherAccount', 'editProfile'],
  key: 'issuer',
};

export const locked: Mend = {
  advice: text('Wait, or let an administrator look: Monitoring & health › Sign-in logs.'),
  mendings: ['tryAgain', 'otherAccount', 'showLog'],
};

export const tenant: Mend = {
  advice: text(
    'Write the tenant’s ID or domain into “issuer” of the profile: “https://login.microsoftonline.com/TENANT/v2.0”.',
  ),
  mendings: ['editProfile', 'otherAccount'],
  key: 'issuer',
};

export const client: Mend = {
  advice: text(
    'Check “clientId” (the Application ID) and the tenant in “issuer” of the profile: App registrations › the client › Overview.',
  ),
  mendings: ['editProfile', 'tryAgain'],
  key: 'clientId',
};

export const secret: Mend = {
  advice: text('Make a new one and enter its value: App registrations › the client › Certificates & secrets.'),
  mendings: ['enterSecret', 'editProfile'],
  key: 'clientAuthentication',
};

export const noSecret: Mend = {
  advice: text('Set “clientAuthentication” of the profile to “none”.'),
  mendings: ['editProfile', 'tryAgain'],
  key: 'clientAuthentication',
};

export const publicClient: Mend = {
  advice: text(
    'Register the redirect URI under “Mobile and desktop applications”, not “Web” (App registrations › the client › Authentication), or give the profile a “clientAuthentication”.',
  ),
  mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
  key: 'clientAuthentication',
};

export const redirectUri: Mend = {
  advice: text(
    'Add it under “Mobile and desktop applications”: App registrations › the client › Authentication. “http://localhost” there allows any port; an address with 127.0.0.1 goes into the Manifest.',
  ),
  mendings: ['copyRedirectUri', 'editProfile', 'tryAgain'],
  key: 'redirectUri',
};

export const native: Mend = {
  advice: text(
    'Move it from “Single-page application” to “Mobile and desktop applications”: App registrations › the client › Authentication.',
  ),
  mendings: ['copyRedirectUri', 'tryAgain', 'editProfile'],
  key: 'redirectUri',
};

export const nativeAgain: Mend = {
  advice: text(
    'Sign in again. Registered under “Mobile and desktop applications” it would live longer: App registrations › the client › Authentication.',
  ),
  mendings: ['signIn', 'copyRedirectUri'],
};

export const scopes: Mend = {
  advice: text(
    'Check “scopes” of the API in the profile: all of one API, as “api://ID/NAME” or “api://ID/.default”, besides “openid”, “profile” and “offline_access”.',
  ),
  mendings: ['editProfile', 'tryAgain'],
  key: 'scopes',
};

export const api: Mend = {
  advice: text(
    'The part of the scope before the last slash must be the API’s Application ID URI, and the API must be in this tenant: App registrations › the API › Expose an API.',
  ),
  mendings: ['editProfile', 'tryAgain'],
  key: 'scopes',
};

export const permission: Mend = {
  advice: text('Add it: App registrations › the client › API permissions.'),
  mendings: ['tryAgain', 'editProfile'],
  key: 'scopes',
};

export const consent: Mend = {
  advice: text('Sign in and consent, or let an administrator: App registrations › the client › API permissions.'),
  mendings: ['consent', 'otherAccount'],
};

export const adminConsent: Mend = {
  advice: text('They can grant it for all: App registrations › the client › API permissions › Grant admin consent.'),
  mendings: ['tryAgain', 'otherAccount', 'showLog'],
};

export const assign: Mend = {
  advice: text('Assign the user or a group: Enterprise applications › the client › Users and groups.'),
  mendings: ['tryAgain', 'otherAccount'],
};

export const device: Mend = {
  advice: text(
    'Sign in from such a device and in a browser that passes it on (Edge, or Chrome with Microsoft’s extension).',
  ),
  mendings: ['tryAgain', 'otherAccount', 'showLog'],
};

export const administrator: Mend = {
  advice: text(
    'An administrator finds the policy by the correlation ID in the log: Monitoring & health › Sign-in logs.',
  ),
  mendings: ['showLog', 'otherAccount', 'tryAgain'],
};

export const parameters: Mend = {
  advice: text('Check “authorizationParameters” and “tokenParameters” of the profile.'),
  mendings: ['editProfile', 'tryAgain', 'showLog'],
  key: 'authorizationParameters',
};

export const pending: Mend = { advice: text('Finish it there.'), mendings: ['tryAgain'] };

export const tls: Mend = {
  advice: text('A proxy in between may be old: it must speak TLS 1.2.'),
  mendings: ['tryAgain', 'showLog'],
};
