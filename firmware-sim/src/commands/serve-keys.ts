import { randomBytes } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import {
  FailedError,
  onQuitSignal,
  orWrongUse,
  outliveReader,
  quoted,
  UsageError,
  withFile,
} from "@jeton/cli";
import { unixMilliseconds } from "@jeton/core/units";
import { isLoopback, ListenError, listen } from "@jeton/http";
import { createSimApp } from "../serve/app.ts";
import { KeyHouse } from "../serve/key-house.ts";
import { planKeys } from "../serve/new-keys.ts";
import type { Operation } from "../serve/operation.ts";
import { RecordingError, recordedLine, recordingHead, replay } from "../serve/recording.ts";
import type { TimeMode } from "../time/house-time.ts";

/** The options of `jeton-sim serve`, as commander gives them. */
export type ServeOptions = {
  readonly host: string;
  readonly port: number;
  readonly time: TimeMode | null;
  readonly keys: number;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly record?: string;
  readonly replay?: string;
};

/** Serves keys until the process is asked to end. */
export async function serveKeys(options: ServeOptions): Promise<void> {
  const token = tokenFrom(options);
  const house = houseFrom(options);
  const note = recorder(options.record, house);
  const apply = (operation: Operation) => {
    // Time may move while the operation is done: what counts is when it began.
    const at = house.time.source.now();
    const result = house.apply(operation);
    note(at, operation);
    return result;
  };
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes));
  if (options.keys > 0) {
    const isTaken = (serial: string): boolean => house.has(serial);
    const plans = planKeys({ from: "random", count: options.keys }, { random, isTaken });
    for (const plan of plans) apply(plan);
  }
  const onError = (error: unknown): void => console.error(error);
  const app = createSimApp({ house, apply, random, host: options.host, token, onError });
  const server = await listen(app, options).catch((error: unknown) => {
    if (error instanceof ListenError) throw new FailedError(error.message, { cause: error });
    throw error;
  });
  outliveReader();
  const { kind } = house.time.view();
  console.log(`Page:      ${server.url}/${token === null ? "" : `?token=${token}`}`);
  console.log(`Interface: ${server.url}/api/v1/openapi.json`);
  console.log(`Time:      ${kind}; Ctrl-C stops`);
  await new Promise<void>((resolve) => onQuitSignal(resolve));
  await server.close();
}

function houseFrom({ replay: file, time }: ServeOptions): KeyHouse {
  if (file === undefined) return orWrongUse(() => new KeyHouse(time ?? { kind: "real" }));
  if (time !== null) {
    throw new UsageError("Cannot replay in another time: found --time beside --replay, wanted one");
  }
  try {
    return replay(readText(file));
  } catch (cause) {
    if (cause instanceof RecordingError) {
      throw new FailedError(`${cause.message} in ${quoted(file)}`, { cause });
    }
    throw cause;
  }
}

/** Returns what writes operations down; nothing without a file. */
function recorder(
  file: string | undefined,
  house: KeyHouse,
): (at: number, operation: Operation) => void {
  if (file === undefined) return () => {};
  const head = recordingHead(house.time.source.now());
  attempt("write", file, () => writeFileSync(file, head, { mode: 0o600, flag: "wx" }));
  return (at, operation) => {
    const line = recordedLine({ at: unixMilliseconds(at), operation });
    attempt("write", file, () => appendFileSync(file, line));
  };
}

function tokenFrom({ host, token, tokenFile }: ServeOptions): string | null {
  if (token !== undefined && tokenFile !== undefined) {
    throw new UsageError("Cannot use two tokens: found --token beside --token-file, wanted one");
  }
  const given = token ?? (tokenFile === undefined ? undefined : readText(tokenFile).trim());
  if (given !== undefined) {
    if (/^[\x21-\x7e]{8,256}$/.test(given)) return given;
    throw new UsageError(
      "Cannot use the token: wanted 8 to 256 printable ASCII characters, no blanks",
    );
  }
  return isLoopback(host) ? null : randomBytes(24).toString("base64url");
}

function readText(file: string): string {
  return attempt("read", file, () => readFileSync(file, "utf8"));
}

function attempt<T>(act: "read" | "write", file: string, work: () => T): T {
  const wanted = act === "write" ? "a new file that can be written" : "a file that can be read";
  return withFile({ act, file, wanted }, work);
}
