import {
  type ClockBounds,
  codeParameters,
  defaultPolicy,
  hashPin,
  type KeyRecord,
  type KeyStore,
  type Policy,
  type TimeStep,
  unixMilliseconds,
} from "@jeton/core";
import { type BatteryDesign, coinCell, SimulatedKey, VirtualTime } from "@jeton/key";
import { openMemoryStore } from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  type ClockWatch,
  confirmPasscode,
  type LoginAnswer,
  logIn,
  nodePorts,
  type Ports,
  submitPin,
  watchClock,
} from "@jeton/validator/parts";
import type { Reading } from "../arbitraries/clock-history.ts";
import { testKeyring } from "./keyring.ts";

/** A code as its holder read it off the display. */
export type CodeRead = { readonly code: string; readonly step: TimeStep };

/** A holder, their simulated key and the server that they log in to, all in one virtual time. */
export type HolderWithKey = {
  readonly time: VirtualTime;
  readonly key: SimulatedKey;
  readonly ports: Ports;
  /** Moves the server's clock to true time and so many ms. */
  readonly shiftServer: (milliseconds: number) => void;
  /** Reads the display as drawn and lets the entry delay pass: now the code arrives. */
  readonly readCode: (reading: Reading) => CodeRead;
  /** Waits until the display shows the code of `step` or a later one. */
  readonly waitForStep: (step: number) => void;
  readonly logIn: (passcode: string) => Promise<"accepted" | "choose-pin" | "refused">;
  readonly record: () => Promise<KeyRecord>;
  /** Returns the reason, for staff, of the last refusal. */
  readonly reason: () => Promise<string | null>;
  /** Puts the key in stock and assigns it. */
  readonly assign: () => Promise<void>;
  /** Returns the commissioning that the last code alone began. */
  readonly begun: () => { readonly transaction: string };
  /** Gives a PASSCODE for a commissioning under way. */
  readonly confirm: (transaction: string, passcode: string) => Promise<LoginAnswer["kind"]>;
  /** Writes the stored record anew, as a clock that was wrong once would have left it. */
  readonly edit: (change: (record: KeyRecord) => KeyRecord) => Promise<void>;
  /** Takes the key from the stock into service by the four steps. */
  readonly commission: (first: Reading, confirmation: Reading) => Promise<Commissioning>;
};

/** How the four steps ended, with the codes that were given. */
export type Commissioning =
  | { readonly kind: "in-service"; readonly first: CodeRead; readonly confirmation: CodeRead }
  | {
      readonly kind: "refused";
      readonly what: "the first code" | "the PIN" | "the first PASSCODE";
      readonly first: CodeRead;
    };

export const holderPin = "4071";

/** These keys live longer than a battery does: ten years of log-ins are no rare history. */
const endlessCell: BatteryDesign = {
  ...coinCell,
  darkNanoamperes: 0,
  shownNanoamperes: 0,
  codeNanoampereSeconds: 0,
  selfDischargeNanoamperes: 0,
};

/** Every key of these tests begins here: 2026-01-01. */
export const beginning = unixMilliseconds(1_767_225_600_000);

/**
 * Hands a key to its holder. PINs cost next to nothing to hash, and nothing else differs from the
 * default policy unless it is given.
 */
export function holderWithKey(
  store: KeyStore,
  given: {
    readonly serial: string;
    readonly seed: Uint8Array;
    readonly periodSeconds: number;
    readonly digits?: number;
    readonly offsetMilliseconds: number;
    readonly ratePpb: number;
    readonly clock?: Partial<ClockBounds>;
    readonly policy?: Partial<Policy>;
    /** The guard of the server's clock; one of its own unless keys share a server. */
    readonly clockWatch?: ClockWatch;
  },
): HolderWithKey {
  const { serial, seed, periodSeconds, digits = 6 } = given;
  const parameters = codeParameters({ periodSeconds, digits });
  const time = new VirtualTime(beginning);
  const key = new SimulatedKey({
    serial,
    seed,
    parameters,
    timeSource: time,
    offsetMilliseconds: given.offsetMilliseconds,
    ratePpm: given.ratePpb / 1000,
    battery: endlessCell,
  });
  const policy: Policy = {
    ...defaultPolicy,
    ...given.policy,
    clock: { ...defaultPolicy.clock, ...given.clock },
    pinHashCost: { logN: 1, r: 1, p: 1 },
  };
  let shift = 0;
  const ports: Ports = {
    ...nodePorts,
    store,
    // No login reads or writes one.
    documents: openMemoryStore().documents,
    policy,
    keyring: testKeyring,
    clock: () => unixMilliseconds(time.now() + shift),
    // At this cost the way to another thread and back would take longer than the hash.
    hashPin: async (question) => hashPin(question),
    clockWatch: given.clockWatch ?? watchClock(),
  };
  const holder = `holder-${serial}`;
  // One browser, which the key does not know: it gets nothing that a stranger does not get.
  const client = { devices: [], flow: holder };

  async function record(): Promise<KeyRecord> {
    const stored = await store.load(serial);
    if (stored === null) throw new Error(`Cannot find key ${serial}`);
    return stored.record;
  }

  function waitForStep(step: number): void {
    while ((key.step() ?? 0) < step) time.advance(key.millisecondsLeft());
  }

  function readCode({ moment, delayPermille }: Reading): CodeRead {
    if (moment === "last-millisecond") time.advance(key.millisecondsLeft() - 1);
    const { code, step } = key.reading();
    if (code === null || step === null) {
      throw new Error(`Cannot read a code: the display is ${key.reading().mode}`);
    }
    time.advance(Math.floor((policy.clock.entryDelayMilliseconds * delayPermille) / 1000));
    return { code, step };
  }

  async function assign(): Promise<void> {
    await addKey(ports, { serial, seed, parameters }, "staff:test");
    await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:test");
  }

  let transaction: string | null = null;

  async function commission(first: Reading, confirmation: Reading): Promise<Commissioning> {
    await assign();
    const begun = readCode(first);
    const refused = { kind: "refused", first: begun } as const;
    const answer = await logIn(ports, { identifier: holder, passcode: begun.code }, client);
    if (answer.kind !== "choose-pin") return { ...refused, what: "the first code" };
    const { transaction } = answer;
    const pins = { pin: holderPin, pinAgain: holderPin };
    const chosen = await submitPin(ports, { transaction, ...pins });
    if (chosen.kind !== "confirm-passcode") return { ...refused, what: "the PIN" };
    waitForStep(begun.step + 1);
    const confirmed = readCode(confirmation);
    const passcode = holderPin + confirmed.code;
    const done = await confirmPasscode(ports, { transaction, passcode }, client);
    if (done.kind !== "accepted") return { ...refused, what: "the first PASSCODE" };
    return { kind: "in-service", first: begun, confirmation: confirmed };
  }

  return {
    time,
    key,
    ports,
    shiftServer(milliseconds) {
      shift = milliseconds;
    },
    readCode,
    waitForStep,
    async logIn(passcode) {
      const answer = await logIn(ports, { identifier: holder, passcode }, client);
      if (answer.kind === "choose-pin") transaction = answer.transaction;
      return answer.kind;
    },
    assign,
    begun() {
      if (transaction === null) throw new Error("Cannot go on: no commissioning has begun");
      return { transaction };
    },
    async confirm(begun, passcode) {
      return (await confirmPasscode(ports, { transaction: begun, passcode }, client)).kind;
    },
    async edit(change) {
      const stored = await store.load(serial);
      if (stored === null) throw new Error(`Cannot find key ${serial}`);
      await store.replace(serial, stored.revision, change(stored.record), []);
    },
    record,
    async reason() {
      const { audit } = await record();
      const [last] = await store.events(serial, { afterSequence: audit.count - 1, limit: 1 });
      return last?.reason ?? null;
    },
    commission,
  };
}
