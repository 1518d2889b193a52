import { invalidValue } from "./scim-problem.ts";

/** Returns whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a boolean; Entra ID sends it as the text "True" or "False". Throws ScimProblem. */
export function readBoolean(name: string, given: unknown): boolean {
  if (typeof given === "boolean") return given;
  const text = typeof given === "string" ? given.toLowerCase() : "";
  if (text === "true" || text === "false") return text === "true";
  throw invalidValue(name, given, "true or false");
}
