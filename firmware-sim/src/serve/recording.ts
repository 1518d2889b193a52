import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { KeyHouse } from "./key-house.ts";
import { type Operation, operationShape } from "./operation.ts";

/** One line of a recording: what was done and when, in true time. */
export type RecordedOperation = {
  readonly at: UnixMilliseconds;
  readonly operation: Operation;
};

/** A recording that cannot be read; the message names the line. */
export class RecordingError extends Error {
  override readonly name: string = "RecordingError";
}

const format = "jeton-sim recording 1";

/** Returns the first line of a recording that begins at `at`, with its line break. */
export function recordingHead(at: UnixMilliseconds): string {
  return `${JSON.stringify({ format, at })}\n`;
}

/** Returns the line of an operation, with its line break. SECRET: new keys' seeds stand in it. */
export function recordedLine(recorded: RecordedOperation): string {
  return `${JSON.stringify(recorded)}\n`;
}

/**
 * Returns a house in virtual time to which everything was done that `text` holds, each at its
 * moment; time stands where the last one left it. Throws RecordingError, naming the line, for text
 * that is no recording, or operations that go back in time or cannot be done.
 */
export function replay(text: string): KeyHouse {
  const lines = text.split("\n");
  // A recording that broke off in the middle of a line lost that line only when it says so.
  if (lines.at(-1) === "") lines.pop();
  const [head = "", ...rest] = lines;
  const startsAt = headMoment(head);
  const house = new KeyHouse({ kind: "virtual", startsAt });
  for (const [index, line] of rest.entries()) {
    const { at, operation } = operationOf(line, index + 2);
    try {
      house.time.jumpTo(at);
      if (operation.kind === "freeze" || operation.kind === "resume") continue;
      // How fast time ran shows in the moments of what came after.
      if (operation.kind === "factor") continue;
      house.apply(operation);
    } catch (cause) {
      const found = cause instanceof Error ? cause.message : "an error";
      throw new RecordingError(`Cannot replay line ${index + 2}: ${found}`, { cause });
    }
  }
  return house;
}

function headMoment(line: string): UnixMilliseconds {
  const head = parsed(line, 1) as { readonly format?: unknown; readonly at?: unknown } | null;
  if (head?.format !== format) {
    throw new RecordingError(`Cannot read line 1: expected a recording, {"format":"${format}",…}`);
  }
  return momentOf(head.at, 1);
}

function operationOf(line: string, number: number): RecordedOperation {
  const found = parsed(line, number) as { readonly at?: unknown; readonly operation?: unknown };
  const checked = operationShape.safeParse(found?.operation);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = ["operation", ...(issue?.path ?? [])].join(".");
    throw new RecordingError(`Cannot read line ${number}: ${where}: ${issue?.message}`);
  }
  return { at: momentOf(found?.at, number), operation: checked.data };
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new RecordingError(`Cannot read line ${number}: expected one JSON object`, { cause });
  }
}

function momentOf(value: unknown, number: number): UnixMilliseconds {
  try {
    return unixMilliseconds(value as number);
  } catch (cause) {
    throw new RecordingError(`Cannot read line ${number}: at: expected Unix milliseconds`, {
      cause,
    });
  }
}
