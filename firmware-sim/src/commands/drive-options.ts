import type { KeyOptions } from "./key-options.ts";

/** The options of `jeton-sim drive`, as commander gives them. */
export type DriveOptions = KeyOptions & {
  readonly port: string;
  readonly model?: string;
  readonly baud?: string;
  readonly wait?: true;
  readonly json?: true;
};
