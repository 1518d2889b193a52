import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
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
import { anyFields, type Check, fields, flag, list, orNull, text, whole } from "./data-checks.ts";
import type { KeyMakeup } from "./key-makeup.ts";
import { KeyStateError } from "./key-state-error.ts";

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

/** Returns the key as data. `parseKeyState` is the way back. */
export function keyState(key: KeyMakeup): SimulatedKeyState {
  return { version: 2, ...key, frozen: key.frozen === null ? null : lcdMemory(key.frozen) };
}

const anyMoment = whole(0, Number.MAX_SAFE_INTEGER);
const moment: Check<UnixMilliseconds> = (value, path) => unixMilliseconds(anyMoment(value, path));
const rateErrorMax = ratePpmMax * 1000;

// Of what `anyFields` stands for it is checked only that it is an object: the checking functions of its own
// module look at every field.
const readState = fields({
  version: whole(2, 2),
  serial: (value, path) => attempt(path, () => checkedSerial(value)),
  clock: fields({
    trueAt: moment,
    believedAt: moment,
    fractionPicoseconds: whole(0, 999_999_999),
    rateError: whole(-rateErrorMax, rateErrorMax),
    quartz: anyFields,
  }),
  firmware: fields({
    program: anyFields,
    seedHex: orNull(text("1 to 1024 bytes in hexadecimal", /^([0-9a-f]{2}){1,1024}$/)),
    selfTestUntil: orNull(anyMoment),
    shownUntil: orNull(anyMoment),
    buttonDown: flag,
    wrongLoads: whole(0, 1000),
    lowBattery: flag,
    off: flag,
  }),
  battery: fields({
    design: anyFields,
    leftNanoampereMilliseconds: whole(0, Number.MAX_SAFE_INTEGER),
  }),
  condition: anyFields,
  faults: list(anyFields, 1000),
  frozen: orNull(list(whole(0, 15), 1000)),
  randomSeed: whole(0, Number.MAX_SAFE_INTEGER - 1),
  settledAt: moment,
});
type StateShape = ReturnType<typeof readState>;

/** Returns the key that `state` describes. Throws KeyStateError when it describes none. */
export function parseKeyState(state: unknown): KeyMakeup {
  const { serial, clock, battery, frozen, randomSeed, settledAt, ...found } = readState(
    state,
    "state",
  );
  const firmware = parseFirmware(found.firmware);
  const { parameters } = firmware.program;
  const glass = glassWith(parameters.digits);
  return {
    serial,
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

function parseFirmware(found: StateShape["firmware"]): FirmwareState {
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
  { name, ...values }: Readonly<Record<string, unknown>>,
  { program, seedHex }: FirmwareState,
): Fault {
  if (typeof name !== "string") throw new KeyStateError("faults", "expected the name of each");
  const seedBytes = seedHex === null ? 20 : seedHex.length / 2;
  return makeFault(name, values, { parameters: program.parameters, seedBytes }, seededRandom(1));
}

function attempt<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (cause instanceof KeyStateError) throw cause;
    throw new KeyStateError(path, cause instanceof Error ? cause.message : "unusable", { cause });
  }
}
