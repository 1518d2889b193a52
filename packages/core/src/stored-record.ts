import type { AskedNext } from "./asked-next.ts";
import type { ClockBelief } from "./clock-belief.ts";
import { type CodeParameters, codeParameters } from "./code-parameters.ts";
import type { Interval } from "./interval.ts";
import { type FirstUse, type KeyRecord, type KeyState, serialForm } from "./key-record.ts";
import { OtpError } from "./otp-error.ts";
import { type PinVerifier, pinHashCostMax } from "./pin-verifier.ts";
import { recordVersion, sealForm } from "./seal.ts";
import { timeStep, unixMilliseconds } from "./units.ts";

/**
 * Returns the record as the text that stores keep: JSON, version 1, its fields in one order, so that
 * a record has one text only. Throws RangeError for a record that `decodeRecord` would refuse: what
 * is written is what can be read.
 */
export function encodeRecord(given: KeyRecord): string {
  return JSON.stringify(checkedRecord(given));
}

/**
 * Returns the record with nothing in it but the fields of a record. Throws RangeError, with the path,
 * for a field that could not be read again.
 */
export function checkedRecord(given: KeyRecord): KeyRecord {
  try {
    return record(given);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`Cannot make a record: ${detail}`, { cause });
  }
}

/** The greatest number of events of a key, and of failures: far beyond any life, and far from 2^53. */
export const recordCountMax: number = 10 ** 12;

/**
 * Answers the record of a stored text, every field checked.
 * Throws OtpError RECORD_MALFORMED with the path of what is wrong.
 */
export function decodeRecord(text: string): KeyRecord {
  try {
    return record(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OtpError("RECORD_MALFORMED", `Cannot read a stored key: ${detail}`, cause);
  }
}

/** Neither a control nor half a character: a database would alter or refuse it. */
const holderForm = /^[^\p{Cc}\p{Cs}]{1,128}$/u;
const saltForm = /^[0-9a-f]{32}$/;
const hashForm = /^[0-9a-f]{64}$/;
const recordMacForm = /^(?:[0-9a-f]{8}\.[0-9a-f]{64})?$/;

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): KeyRecord {
  const at = fields(value, "record");
  if (at.version !== recordVersion) {
    throw new TypeError(`found version ${String(at.version)}, expected ${recordVersion}`);
  }
  const audit = fields(at.audit, "audit");
  const block = at.block === null ? null : fields(at.block, "block");
  return {
    version: recordVersion,
    serial: text(at.serial, "serial", serialForm),
    parameters: parameters(fields(at.parameters, "parameters")),
    seed: text(at.seed, "seed", sealForm),
    holder: at.holder === null ? null : text(at.holder, "holder", holderForm),
    state: state(fields(at.state, "state")),
    firstUse: firstUse(fields(at.firstUse, "firstUse")),
    clock: at.clock === null ? null : clockBelief(fields(at.clock, "clock")),
    lastStep: at.lastStep === null ? null : timeStep(count(at.lastStep, "lastStep")),
    failures: count(at.failures, "failures", 0, recordCountMax),
    block: block && { until: block.until === null ? null : moment(block.until, "block.until") },
    audit: {
      count: count(audit.count, "audit.count", 0, recordCountMax),
      hash: text(audit.hash, "audit.hash", hashForm),
    },
    mac: text(at.mac, "mac", recordMacForm),
  };
}

function state(at: Fields): KeyState {
  const { kind } = at;
  switch (kind) {
    case "in-stock":
    case "assigned":
    case "lost":
    case "retired":
      return { kind };
    case "choosing-pin":
      return { kind, ...pending(at) };
    case "confirming-pin":
      return { kind, ...pending(at), pin: pinVerifier(fields(at.pin, "state.pin")) };
    case "in-service":
      return {
        kind,
        pin: pinVerifier(fields(at.pin, "state.pin")),
        asked: at.asked === null ? null : askedNext(fields(at.asked, "state.asked")),
      };
    case "suspended":
      return { kind, before: state(fields(at.before, "state.before")) };
    default:
      throw new TypeError(`found state "${String(kind)}"`);
  }
}

function pending(at: Fields) {
  return {
    transaction: text(at.transaction, "state.transaction", hashForm),
    firstStep: timeStep(count(at.firstStep, "state.firstStep")),
    expiresAt: moment(at.expiresAt, "state.expiresAt"),
  };
}

function askedNext(at: Fields): AskedNext {
  const steps = list(at.steps, "state.asked.steps");
  return {
    at: moment(at.at, "state.asked.at"),
    steps: steps.map((step) => timeStep(count(step, "state.asked.steps"))),
  };
}

function firstUse(at: Fields): FirstUse {
  const { expiresAt, activation } = at;
  return {
    expiresAt: expiresAt === null ? null : moment(expiresAt, "firstUse.expiresAt"),
    activation: activation === null ? null : pinVerifier(fields(activation, "firstUse.activation")),
  };
}

function clockBelief(at: Fields): ClockBelief {
  if (at.version !== 1)
    throw new TypeError(`clock: found version ${String(at.version)}, expected 1`);
  return {
    version: 1,
    at: moment(at.at, "clock.at"),
    offset: interval(at.offset, "clock.offset"),
    rate: interval(at.rate, "clock.rate"),
    anchors: list(at.anchors, "clock.anchors").map((each) => {
      const anchor = fields(each, "clock.anchors");
      return {
        at: moment(anchor.at, "clock.anchors.at"),
        offset: interval(anchor.offset, "clock.anchors.offset"),
      };
    }),
  };
}

function interval(value: unknown, path: string): Interval {
  const at = fields(value, path);
  const min = count(at.min, `${path}.min`, Number.MIN_SAFE_INTEGER);
  return { min, max: count(at.max, `${path}.max`, min) };
}

function pinVerifier(at: Fields): PinVerifier {
  const cost = fields(at.cost, "cost");
  return {
    salt: text(at.salt, "salt", saltForm),
    cost: {
      // scrypt refuses 0.
      logN: count(cost.logN, "logN", 1, pinHashCostMax.logN),
      r: count(cost.r, "r", 1, pinHashCostMax.r),
      p: count(cost.p, "p", 1, pinHashCostMax.p),
    },
    sealed: text(at.sealed, "sealed", sealForm),
  };
}

function parameters(at: Fields): CodeParameters {
  return codeParameters({
    algorithm: text(at.algorithm, "algorithm", /^/) as CodeParameters["algorithm"],
    digits: count(at.digits, "digits"),
    periodSeconds: count(at.periodSeconds, "periodSeconds"),
    t0Seconds: count(at.t0Seconds, "t0Seconds"),
  });
}

function fields(value: unknown, path: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(path, "an object", value);
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(path, "a list", value);
}

function text(value: unknown, path: string, form: RegExp): string {
  if (typeof value === "string" && form.test(value)) return value;
  throw wrong(path, "text of its form", value);
}

function count(value: unknown, path: string, min = 0, max = Number.MAX_SAFE_INTEGER): number {
  const whole = typeof value === "number" && Number.isSafeInteger(value);
  if (whole && value >= min && value <= max) return value;
  throw wrong(path, `a whole number from ${min} to ${max}`, value);
}

function moment(value: unknown, path: string) {
  return unixMilliseconds(count(value, path));
}

function wrong(path: string, wanted: string, found: unknown): TypeError {
  return new TypeError(
    `${path}: found ${found === null ? "null" : typeof found}, expected ${wanted}`,
  );
}
