/** What the demo's orders API answers to a POST of Ada's (RFC 6750 §3.1): nothing need be called to see it explained. */
export const refusalOfDemo =
  'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="write:orders"';
