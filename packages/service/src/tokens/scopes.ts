/** What a token of the API lets its bearer do. */
export type Scope =
  | "authenticate"
  | "keys:read"
  | "keys:write"
  | "audit:read"
  | "metrics:read"
  | "holders:write";

export const scopes: readonly Scope[] = [
  "authenticate",
  "keys:read",
  "keys:write",
  "audit:read",
  "metrics:read",
  "holders:write",
];

/** What a token for some schools can be for: all else is about everybody. */
export const scopesForSchools: readonly Scope[] = ["keys:read", "keys:write", "audit:read"];

/** Returns whether the text names a scope. */
export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
