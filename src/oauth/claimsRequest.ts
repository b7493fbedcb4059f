/**
 * The `claims` parameter of an authorization request (OpenID Connect Core §5.5): what the profile always asks for, and
 * above it what a challenge of an API asks for this once. What is no such request is left to the server to refuse.
 *
 * @param own The profile's, as JSON.
 * @param challenge The API's, as JSON.
 */
export function claimsRequest(own: string | null, challenge: string): string {
  const [base, above] = [read(own ?? ''), read(challenge)];
  if (base === undefined || above === undefined) return challenge;
  const sections = [...new Set([...Object.keys(base), ...Object.keys(above)])];
  return JSON.stringify(Object.fromEntries(sections.map((name) => [name, section(base[name], above[name])])));
}

function section(base: unknown, above: unknown): unknown {
  if (above === undefined) return base;
  return isRecord(base) && isRecord(above) ? { ...base, ...above } : above;
}

function read(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
