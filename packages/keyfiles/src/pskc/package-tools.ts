import type { Reading } from "../reading.ts";
import type { Unlock } from "./unlock.ts";

/** What the parts of a KeyPackage are read with. */
export type PackageTools = {
  readonly reading: Reading;
  readonly unlock: Unlock;
  /** The file has an EncryptionKey: a plain secret in it is out of place. */
  readonly isProtected: boolean;
  /** Its names are in lower case, as privacyIDEA writes them. */
  readonly isLowerCase: boolean;
  /** Serial numbers of devices that hold several keys. */
  readonly sharedSerials: ReadonlySet<string>;
};
