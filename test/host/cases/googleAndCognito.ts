import type { RealCase } from './realCase.ts';
import { answer, jwt, opaque } from './tokens.ts';

const google = { issuer: 'https://accounts.google.com', clientId: '1234567890-made2up.apps.googleusercontent.com' };
const pool = 'https://cognito-idp.us-west-2.amazonaws.com/us-west-2_MadeUp123';

/** Google and Amazon Cognito. */
export const googleAndCognitoCases: readonly RealCase[] = [
  {
    thread: 'https://github.com/googleapis/google-api-php-client/issues/1510',
    saw: '“Wrong number of segments”: the token begins with ya29 and is sent to a library that wants a JWT.',
    paste: () => opaque(150, 'ya29.GlwSBhxX2dqxxNPhu'),
    profile: { ...google, scopes: ['openid', 'email'] },
    finding: 'kind.opaqueByDesign',
  },
  {
    thread: 'https://github.com/googleapis/google-api-nodejs-client/issues/750',
    saw: 'No refresh_token, although access_type is offline.',
    paste: () => answer(opaque(150, 'ya29.GlwSBhxX2dqxxNPhu'), { scope: 'https://www.googleapis.com/auth/cloudprint' }),
    profile: {
      ...google,
      scopes: ['https://www.googleapis.com/auth/cloudprint'],
      authorizationParameters: { access_type: 'offline' },
    },
    finding: 'refresh.google',
  },
  {
    thread: 'https://github.com/awslabs/aws-support-tools/issues/97',
    saw: '“Token was not issued for this audience”: claims.aud is undefined.',
    paste: (now) =>
      jwt({
        ...{ sub: 'f02e777c-0000-4000-8000-000000000001', event_id: '7a5f716c-0000-4000-8000-000000000001' },
        ...{ token_use: 'access', scope: 'aws.cognito.signin.user.admin', auth_time: now - 60, iss: pool },
        ...{ exp: now + 3540, iat: now - 60, jti: '752b158e-0000', client_id: '5bmade2up3client', username: 'Test2' },
      }),
    finding: 'cognito.noAudience',
  },
];
