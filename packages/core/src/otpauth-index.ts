// `@jeton/core/otpauth`: keys as `otpauth://` URIs and base32 seeds, without any code generation.

export { OtpError } from "./base/otp-error.ts";
export { decodeBase32, encodeBase32 } from "./otp/base32.ts";
export { formatOtpauth } from "./otp/format-otpauth.ts";
export type { OtpauthKey } from "./otp/otpauth-key.ts";
export { parseOtpauth } from "./otp/parse-otpauth.ts";
