import { OtpError, type OtpErrorCode } from "@jeton/core";

/** Returns the code of the OtpError that `act` throws, or null when it throws none. */
export function otpErrorOf(act: () => unknown): OtpErrorCode | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof OtpError) return error.code;
    throw error;
  }
}
