import type { Provider } from 'oidc-provider';

/** A request and its answer, as Koa, which oidc-provider is built on, hands them to a middleware. */
export type Context = Parameters<Provider['Session']['get']>[0];
