import type { Algorithm } from "../codes/code-parameters.ts";

/** What an `otpauth://` URI says of a key, ready to be given to the functions that compute codes. */
export type OtpauthKey = {
  readonly seed: Uint8Array;
  readonly algorithm: Algorithm;
  readonly digits: number;
  /** Whose key it is: the account name of the label. */
  readonly holder: string;
  /** Who gave the key out, or null. */
  readonly issuer: string | null;
} & (
  | { readonly kind: "totp"; readonly periodSeconds: number }
  | { readonly kind: "hotp"; readonly counter: number }
);
