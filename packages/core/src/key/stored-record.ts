import { epochs } from "../base/epoch.ts";
import type { Interval } from "../base/interval.ts";
import { OtpError } from "../base/otp-error.ts";
import type { Term } from "../base/term.ts";
import { timeStep } from "../base/units.ts";
import type { AskedNext } from "../clock/asked-next.ts";
import type { ClockBelief } from "../clock/clock-belief.ts";
import type { Provisional } from "../clock/clock-learning.ts";
import { type CounterBelief, nextCounterMax } from "../clock/counter-belief.ts";
import { type CodeForm, codeParameters } from "../codes/code-parameters.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { isCounterBased, type KeyParameters, ocraParameters } from "../codes/key-parameters.ts";
import { sealForm } from "../seals/seal.ts";
import { type Failures, failuresMax, type Lane } from "./failures.ts";
import {
  type FirstUse,
  type KeyRecord,
  type KeyState,
  recordVersion,
  serialForm,
  type UsedChallenge,
} from "./key-record.ts";
import { answeredAttempt } from "./stored-answer.ts";
import { count, type Fields, fields, list, moment, text, wrong } from "./stored-fields.ts";
import { storedOrigin } from "./stored-origin.ts";
import {
  pinVerifier,
  saltForm,
  storedRecoveryCodes,
  storedTemporaryCode,
} from "./stored-verifier.ts";
import { upgradedFromVersion1 } from "./version-1.ts";

/**
 * Returns the record as the text that stores keep: JSON, version 2, its fields in one order, so that
 * a record has one text only. Throws RangeError for a record that `decodeRecord` would refuse: what
 * is written is what can be read.
 */
export function encodeRecord(given: KeyRecord): string {
  const { answered, counter, isIncoming, ...more } = checkedRecord(given);
  const { temporaryCode, recoveryCodes, challenges = [], ...others } = more;
  // Left out when there are none: the text, and so the MAC, of records from before there were any.
  return JSON.stringify({
    ...others,
    ...(answered.length > 0 && { answered }),
    ...(counter !== null && { counter }),
    ...(challenges.length > 0 && { challenges }),
    ...(temporaryCode !== null && { temporaryCode }),
    ...(recoveryCodes !== null && { recoveryCodes }),
    ...(isIncoming && { isIncoming }),
  });
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

/** The greatest number of events of a key: far beyond any life, and far from 2^53. */
export const recordCountMax: number = 10 ** 12;

/**
 * Returns the record of a stored text, every field checked.
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
const hashForm = /^[0-9a-f]{64}$/;
const recordMacForm = /^(?:[0-9a-f]{8}\.[0-9a-f]{64})?$/;

function record(value: unknown): KeyRecord {
  const found = fields(value, "record");
  const at = found.version === 1 ? upgradedFromVersion1(found) : found;
  if (at.version !== recordVersion) {
    throw new TypeError(`found version ${String(at.version)}, expected ${recordVersion}`);
  }
  const audit = fields(at.audit, "audit");
  const made = parameters(fields(at.parameters, "parameters"));
  const holder = at.holder === null ? null : text(at.holder, "holder", holderForm);
  const keyState = state(fields(at.state, "state"));
  return {
    version: recordVersion,
    serial: text(at.serial, "serial", serialForm),
    parameters: made,
    seed: text(at.seed, "seed", sealForm),
    ...(at.origin !== undefined && { origin: storedOrigin(at.origin) }),
    holder,
    isIncoming: incoming(at.isIncoming, holder, keyState),
    state: keyState,
    firstUse: firstUse(fields(at.firstUse, "firstUse")),
    temporaryCode: storedTemporaryCode(at.temporaryCode),
    recoveryCodes: storedRecoveryCodes(at.recoveryCodes),
    clock: at.clock === null ? null : clockBelief(fields(at.clock, "clock")),
    counter: counterOf(made, at.counter),
    provisional:
      at.provisional === null ? null : provisional(fields(at.provisional, "provisional")),
    lastStep: at.lastStep === null ? null : timeStep(count(at.lastStep, "lastStep")),
    failures: failures(fields(at.failures, "failures")),
    asked: list(at.asked, "asked").map((each) => askedNext(fields(each, "asked"))),
    answered:
      at.answered === undefined
        ? []
        : list(at.answered, "answered").map((each) => answeredAttempt(fields(each, "answered"))),
    ...(at.challenges !== undefined && {
      challenges: list(at.challenges, "challenges").map((each) =>
        usedChallenge(fields(each, "challenges")),
      ),
    }),
    // Records stored before there were epochs have none.
    epoch: at.epoch === undefined ? 0 : count(at.epoch, "epoch", 0, epochs - 1),
    audit: {
      count: count(audit.count, "audit.count", 0, recordCountMax),
      hash: text(audit.hash, "audit.hash", hashForm),
    },
    mac: text(at.mac, "mac", recordMacForm),
  };
}

/** A key in service is its holder's present one, and nobody's key is on its way to anybody. */
function incoming(value: unknown, holder: string | null, at: KeyState): boolean {
  if (value === undefined || value === false) return false;
  const { kind } = at.kind === "suspended" ? at.before : at;
  if (value === true && holder !== null && kind !== "in-service") return true;
  throw wrong("isIncoming", "true for a holder's key that is not in service, or nothing", value);
}

function failures(at: Fields): Failures {
  const devices = list(at.devices, "failures.devices").map((each) =>
    fields(each, "failures.devices"),
  );
  return {
    strangers: lane(fields(at.strangers, "failures.strangers")),
    devices: devices.map((each) => ({
      id: text(each.id, "failures.devices.id", hashForm),
      ...lane(each),
    })),
  };
}

function lane(at: Fields): Lane {
  return {
    guesses: count(at.guesses, "failures.guesses", 0, failuresMax),
    wrongPins: count(at.wrongPins, "failures.wrongPins", 0, failuresMax),
    block: at.block === null ? null : term(fields(at.block, "failures.block")),
  };
}

function term(at: Fields): Term {
  return {
    since: moment(at.since, "since"),
    milliseconds: count(at.milliseconds, "milliseconds"),
  };
}

function provisional(at: Fields): Provisional {
  return {
    trusted: at.trusted === null ? null : clockBelief(fields(at.trusted, "provisional.trusted")),
    since: moment(at.since, "provisional.since"),
    confirmations: count(at.confirmations, "provisional.confirmations", 0, failuresMax),
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
      return { kind, pin: pinVerifier(fields(at.pin, "state.pin")) };
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
    term: term(fields(at.term, "state.term")),
  };
}

function askedNext(at: Fields): AskedNext {
  const { proved } = at;
  if (proved !== "pin" && proved !== "first-use" && proved !== "nothing") {
    throw wrong("asked.proved", "pin, first-use or nothing", proved);
  }
  return {
    flow: at.flow === null ? null : text(at.flow, "asked.flow", hashForm),
    at: moment(at.at, "asked.at"),
    steps: list(at.steps, "asked.steps").map((step) => timeStep(count(step, "asked.steps"))),
    codes: count(at.codes, "asked.codes", 1, failuresMax),
    proved,
    tries: count(at.tries, "asked.tries", 0, failuresMax),
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

/** Every counter key has a counter, and no time key: their records have no such field. */
function counterOf(made: KeyParameters, value: unknown): CounterBelief | null {
  if (!isCounterBased(made)) {
    if (value === undefined || value === null) return null;
    throw wrong("counter", "none, since it is a time key", value);
  }
  const at = fields(value, "counter");
  return {
    next: timeStep(count(at.next, "counter.next", 0, nextCounterMax)),
    since: moment(at.since, "counter.since"),
  };
}

function usedChallenge(at: Fields): UsedChallenge {
  const used = { id: text(at.id, "challenges.id", saltForm), at: moment(at.at, "challenges.at") };
  if (at.known === undefined) return used;
  if (at.known !== true) throw wrong("challenges.known", "true or nothing", at.known);
  return { ...used, known: true };
}

function parameters(at: Fields): KeyParameters {
  const made = moving(at);
  if (at.suite === undefined) return made;
  // It says all the others, which are there for whoever asks for them alone.
  const suite = text(at.suite, "suite", /^/);
  const said = ocraParameters(suite);
  if (JSON.stringify(said) === JSON.stringify({ ...made, suite })) return said;
  throw wrong("parameters.suite", "one that says the other parameters", suite);
}

function moving(at: Fields): KeyParameters {
  const form = {
    algorithm: text(at.algorithm, "algorithm", /^/) as CodeForm["algorithm"],
    digits: count(at.digits, "digits"),
  };
  if (at.movingFactor !== undefined) {
    return counterParameters({ movingFactor: at.movingFactor as "counter", ...form });
  }
  return codeParameters({
    ...form,
    periodSeconds: count(at.periodSeconds, "periodSeconds"),
    t0Seconds: count(at.t0Seconds, "t0Seconds"),
  });
}
