/** What opens an encrypted PSKC file. */
export type PskcSecret =
  | {
      readonly kind: "pre-shared-key";
      /** 16, 24 or 32 bytes, as the file's AES wants. */
      readonly key: Uint8Array;
    }
  | {
      readonly kind: "password";
      /** Taken as UTF-8, as it stands: RFC 6030 §6.2 normalizes nothing. */
      readonly password: string;
    };

/** PBKDF2 rounds that are run for a file, at most, unless asked: some seconds of work. */
export const iterationsMaxDefault = 2_000_000;
