import { unixMilliseconds } from "@jeton/core/units";
import { z } from "zod";
import { newBattery } from "../battery/battery.ts";
import { ratePpmMax } from "../clock/key-clock.ts";
import type { Fault } from "../faults/fault.ts";
import { makeFault } from "../faults/make-fault.ts";
import type { FirmwareState } from "../firmware/firmware.ts";
import { firmwareProgram } from "../firmware/program.ts";
import { type GlassCondition, glassCondition } from "../lcd/glass-condition.ts";
import { glassWith } from "../lcd/lcd.ts";
import { type LcdMemory, lcdFromMemory, lcdMemory } from "../lcd/lcd-memory.ts";
import { checkedQuartz, idealQuartz, type Quartz } from "../quartz/quartz.ts";
import { seededRandom } from "../seeded-random.ts";
import { checkedSeed, checkedSerial } from "./checked-makeup.ts";
import type { KeyMakeup } from "./key-makeup.ts";

/**
 * A simulated key as plain JSON data, to be stored and restored.
 * SECRET: `firmware.seedHex` is the key's seed. Whoever holds it can make the key's codes.
 */
export type SimulatedKeyState = Omit<KeyMakeup, "frozen"> & {
  /** Version of this format. */
  readonly version: 2;
  /** What a frozen display keeps showing, as bits on its lines. */
  readonly frozen: LcdMemory | null;
};

/** Says that stored data is no key: `path` names the field. The message never holds the seed. */
export class KeyStateError extends Error {
  readonly code = "KEY_STATE_UNUSABLE";
  /** The unusable field, such as "clock.rateError". */
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`Cannot read ${path} of a key's state: ${problem}`, options);
    this.name = "KeyStateError";
    this.path = path;
  }
}

/** Returns the key as data. `parseKeyState` is the way back. */
export function keyState(key: KeyMakeup): SimulatedKeyState {
  return { version: 2, ...key, frozen: key.frozen === null ? null : lcdMemory(key.frozen) };
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const moment = whole(0, Number.MAX_SAFE_INTEGER).transform(unixMilliseconds);
// Only that these are objects: the checking functions of their own modules look at every field.
const object = z.record(z.string(), z.unknown());
const rateErrorMax = ratePpmMax * 1000;

const stateShape = z.strictObject({
  version: z.literal(2),
  serial: z.string(),
  clock: z.strictObject({
    trueAt: moment,
    believedAt: moment,
    fractionPicoseconds: whole(0, 999_999_999),
    rateError: whole(-rateErrorMax, rateErrorMax),
    quartz: object,
  }),
  firmware: z.strictObject({
    program: object,
    seedHex: z
      .string()
      .regex(/^([0-9a-f]{2}){1,1024}$/)
      .nullable(),
    selfTestUntil: whole(0, Number.MAX_SAFE_INTEGER).nullable(),
    shownUntil: whole(0, Number.MAX_SAFE_INTEGER).nullable(),
    buttonDown: z.boolean(),
    wrongLoads: whole(0, 1000),
    lowBattery: z.boolean(),
    off: z.boolean(),
  }),
  battery: z.strictObject({
    design: object,
    leftNanoampereMilliseconds: whole(0, Number.MAX_SAFE_INTEGER),
  }),
  condition: object,
  faults: z.array(z.looseObject({ name: z.string() })).max(1000),
  frozen: z.array(whole(0, 15)).nullable(),
  randomSeed: whole(0, Number.MAX_SAFE_INTEGER - 1),
  settledAt: moment,
});

/** Returns the key that `state` describes. Throws KeyStateError when it describes none. */
export function parseKeyState(state: unknown): KeyMakeup {
  const parsed = stateShape.safeParse(state);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    // zod's messages name types and ranges, never the value that it found.
    throw new KeyStateError(issue?.path.join(".") || "state", issue?.message ?? "unusable");
  }
  const { serial, clock, battery, frozen, randomSeed, settledAt, ...found } = parsed.data;
  const firmware = parseFirmware(found.firmware);
  const { parameters } = firmware.program;
  const glass = glassWith(parameters.digits);
  return {
    serial: attempt("serial", () => checkedSerial(serial)),
    clock: { ...clock, quartz: attempt("clock.quartz", () => parseQuartz(clock.quartz)) },
    firmware,
    battery: {
      // newBattery checks the design at run time; what it lets through has its type.
      ...attempt("battery.design", () => newBattery(battery.design as never)),
      leftNanoampereMilliseconds: battery.leftNanoampereMilliseconds,
    },
    condition: attempt("condition", () =>
      glassCondition(found.condition as Partial<GlassCondition>, glass),
    ),
    faults: attempt("faults", () => found.faults.map((fault) => parseFaultData(fault, firmware))),
    frozen: frozen === null ? null : attempt("frozen", () => lcdFromMemory(glass, frozen)),
    randomSeed,
    settledAt,
  };
}

function parseFirmware(found: z.infer<typeof stateShape>["firmware"]): FirmwareState {
  const { seedHex } = found;
  if (seedHex !== null) {
    attempt("firmware.seedHex", () => checkedSeed(new Uint8Array(seedHex.length / 2)));
  }
  // firmwareProgram checks each field at run time.
  const program = attempt("firmware.program", () => firmwareProgram(found.program as never));
  return { ...found, program };
}

function parseQuartz(found: object): Quartz {
  // checkedQuartz checks each field at run time; what it lets through has this type.
  const quartz = checkedQuartz(found as Quartz);
  // The perfect crystal is known by its identity, which makes it quick.
  return JSON.stringify(quartz) === JSON.stringify(idealQuartz) ? idealQuartz : quartz;
}

function parseFaultData(
  { name, ...values }: { readonly name: string },
  { program, seedHex }: FirmwareState,
): Fault {
  const seedBytes = seedHex === null ? 20 : seedHex.length / 2;
  return makeFault(name, values, { parameters: program.parameters, seedBytes }, seededRandom(1));
}

function attempt<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    throw new KeyStateError(path, cause instanceof Error ? cause.message : "unusable", { cause });
  }
}
