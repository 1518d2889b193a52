import {
  AdminLimitExceededError,
  BusyError,
  InsufficientAccessError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  ResultCodeError,
  SizeLimitExceededError,
  TimeLimitExceededError,
  UnavailableError,
} from "ldapts";
import { certificateProblem } from "../mail/index.ts";

/** Returns what went wrong with an LDAP server, with the cure, for the end of a sentence. */
export function ldapProblem(error: unknown, base: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof InvalidCredentialsError) {
    return "it refuses the name or the password, see --bind and --password-file";
  }
  if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError) {
    return `it has no entry ${JSON.stringify(base)} that this account may see, see --base`;
  }
  if (error instanceof InsufficientAccessError) {
    return "this account may not search there, see --bind and the server's access rules";
  }
  if (error instanceof SizeLimitExceededError || error instanceof AdminLimitExceededError) {
    return "it gives this account a part of the entries only; raise its limit for paged results there, or narrow --filter";
  }
  if (error instanceof TimeLimitExceededError) {
    return "it takes longer than it allows itself; index what --filter asks for, or raise its limit";
  }
  if (error instanceof BusyError || error instanceof UnavailableError) {
    return "it is busy or going down, run this again later";
  }
  if (error instanceof ResultCodeError) return `it answers: ${oneLine(error.message)}`;
  return connectionProblem(error);
}

function connectionProblem(error: Error & { readonly code?: unknown }): string {
  const code = typeof error.code === "string" ? error.code : "";
  const certificate = certificateProblem(error, "give that authority's with --ca");
  if (certificate !== null) return certificate;
  if (code === "ECONNREFUSED") return "nothing listens there, see its port: 636 for ldaps";
  if (code === "ENOTFOUND") return "there is no such host";
  return `the connection fails: ${oneLine(error.message)}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim().slice(0, 200);
}
