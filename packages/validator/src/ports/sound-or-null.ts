import { OtpError } from "@jeton/core";

/** Returns what is loaded, or null for a damaged record or document, as if it were not there. */
export async function soundOrNull<T>(loading: Promise<T | null>): Promise<T | null> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof OtpError && error.code === "RECORD_DAMAGED") return null;
    throw error;
  }
}
