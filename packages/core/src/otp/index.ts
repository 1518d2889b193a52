// `@jeton/core/otp`: the small door. Codes are made and checked, and nothing else is kept or decided.

export { OtpError, type OtpErrorCode } from "../base/otp-error.ts";
export type { Algorithm } from "../codes/code-parameters.ts";
export { decodeBase32, encodeBase32 } from "./base32.ts";
export { formatOtpauth } from "./format-otpauth.ts";
export { type HotpQuestion, hotp, verifyHotp } from "./hotp.ts";
export type { OtpKey } from "./otp-key.ts";
export type { OtpauthKey } from "./otpauth-key.ts";
export { parseOtpauth } from "./parse-otpauth.ts";
export { type TotpKey, type TotpQuestion, totp, verifyTotp } from "./totp.ts";
