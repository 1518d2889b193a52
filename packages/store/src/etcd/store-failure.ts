import { OtpError } from "@jeton/core";

/** Returns the error of a store that cannot be used. */
export function storeUnusable(
  act: "open" | "use",
  place: string,
  { found, cure }: { readonly found: string; readonly cure: string },
  cause?: unknown,
): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot ${act} the store ${place}: ${found}, ${cure}`,
    cause,
  );
}

/** Returns the error of a change of which nobody knows whether it is stored. */
export function outcomeUnknown(place: string, found: string, cause?: unknown): OtpError {
  return new OtpError(
    "OUTCOME_UNKNOWN",
    `Cannot tell whether the store ${place} has a change: ${found}, ask again`,
    cause,
  );
}
