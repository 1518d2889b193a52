import type { AppEntry } from "./app-entry.ts";
import { type JsonPart, written } from "./json-part.ts";

/** Returns an account in JSON as it stands there; `part` finds where each thing is told. */
export function jsonEntry(part: (name: string) => JsonPart): AppEntry {
  const told = (name: string) => written(part(name));
  return {
    at: (name) => ({ line: null, path: part(name).path }),
    ...{ type: told("type"), secret: told("secret"), algorithm: told("algorithm") },
    ...{ digits: told("digits"), period: told("period"), counter: told("counter") },
    ...{ account: told("account"), issuer: told("issuer") },
  };
}
