import type { CodeRead } from "./parts/carried-key.ts";
import type { Door, Stage } from "./parts/door.ts";

/** A temporary or recovery code as it was told; the truth about it. */
export type IssuedCode = {
  readonly code: string;
  readonly uses: number;
  readonly endsAt: number;
  /** How often it was given and answered, rightly or not. */
  presented: number;
  /** Whether the help desk, or another set of recovery codes, ended it. */
  isEnded: boolean;
};

/** One presentation, with the truth about it. */
export type Presentation = {
  readonly by: string;
  readonly door: Door;
  readonly identifier: string;
  readonly passcode: string;
  /** The code as it was read off the holder's key; null when it was made up or mistyped. */
  readonly read: CodeRead | null;
  /** Whether the PIN is the holder's, or none is wanted yet. */
  readonly pinRight: boolean;
  readonly isHolder: boolean;
  /** Whether it is the right password of somebody who has no key. */
  readonly isPassword?: boolean;
  /** The temporary or recovery code that is given in place of the key's. */
  readonly spare?: IssuedCode;
  /** Log-in by identifier, or the PASSCODE that confirms a new PIN. */
  readonly stage?: Stage;
};
