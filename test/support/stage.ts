import {
  type CodeParameters,
  codeAt,
  codeParameters,
  defaultPolicy,
  type FirstUse,
  type Policy,
  stepAt,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { openMemoryStore, sealedDocuments, sealedStore } from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  confirmPasscode,
  createStandIn,
  damagedStandIns,
  ensureDecoys,
  keysInUse,
  logIn,
  nodePorts,
  type Ports,
  submitPin,
  watchClock,
} from "@jeton/validator/parts";
import { expireKey } from "./expire-key.ts";
import { testKeyring } from "./keyring.ts";
import { rawAct } from "./raw-act.ts";

/** The default policy with a PIN hash that costs nothing. */
export const quickPolicy: Policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };

export const holder = "camille";
export const serial = "K-1";
export const pin = "4071";
const seed = new Uint8Array(20).fill(7);

/** A service in which one key is assigned to one holder. */
export type Stage = {
  readonly ports: Ports;
  readonly holder: string;
  readonly serial: string;
  readonly advance: (seconds: number) => void;
  /** The code that the key shows so many steps from now. */
  readonly code: (stepsFromNow?: number) => string;
  /** Goes through the four steps; half a minute into the next step the key is in service. */
  readonly commission: (until?: "first-code" | "pin" | "in-service") => Promise<void>;
  /** Assigns the key anew, with this first use. */
  readonly reassign: (firstUse: FirstUse) => Promise<void>;
  /** Brings the key to the end that its maker's file gives it. */
  readonly expire: () => Promise<void>;
  /** Edits the key's stored record, as someone with access to the database would. */
  readonly damage: () => Promise<void>;
  /** Makes so many attempts with a wrong code. */
  readonly guess: (times: number) => Promise<void>;
  /** Makes so many attempts with a right code of a new step and something else in front of it. */
  readonly giveWrongPin: (times: number) => Promise<void>;
};

/** Where a stage is set up; by default over a memory store, for the one holder. */
export type StagePlace = {
  readonly startsAt?: UnixMilliseconds;
  readonly holder?: string;
  readonly serial?: string;
  /** What the stage's own ports are replaced by. */
  readonly ports?: Partial<Ports>;
};

export async function openStage(
  parameters: CodeParameters = codeParameters(),
  place: StagePlace = {},
): Promise<Stage> {
  const names = { holder, serial, ...place };
  let now: UnixMilliseconds = place.startsAt ?? unixMilliseconds(1_800_000_000_000);
  const opened = openMemoryStore();
  const store = sealedStore(opened, testKeyring);
  const ports: Ports = {
    ...nodePorts,
    store,
    documents: sealedDocuments(opened.documents, testKeyring),
    standIn: createStandIn(place.ports?.store ?? store, damagedStandIns),
    inUse: keysInUse((place.ports?.policy ?? quickPolicy).pinHashCost),
    clockWatch: watchClock(),
    keyring: testKeyring,
    policy: quickPolicy,
    ...place.ports,
    clock: () => now,
  };
  const advance = (seconds: number) => {
    now = unixMilliseconds(now + seconds * 1000);
  };
  const code = (stepsFromNow = 0) =>
    codeAt(seed, timeStep((stepAt(now, parameters) ?? 0) + stepsFromNow), parameters);
  await ensureDecoys(ports);
  await ports.standIn?.load();
  await addKey(ports, { serial: names.serial, seed, parameters }, "staff:test");
  const assign = { kind: "assign", holder: names.holder } as const;
  await actOnStoredKey(ports, names.serial, assign, "staff:test");
  advance(20);
  return {
    ports,
    holder: names.holder,
    serial: names.serial,
    advance,
    code,
    async commission(until = "in-service") {
      const begun = await logIn(ports, { identifier: names.holder, passcode: code() });
      if (begun.kind !== "choose-pin") throw new TypeError("Cannot begin the commissioning");
      const { transaction } = begun;
      if (until === "first-code") return;
      await submitPin(ports, { transaction, pin, pinAgain: pin });
      if (until === "pin") return;
      advance(parameters.periodSeconds);
      const done = await confirmPasscode(ports, { transaction, passcode: pin + code() });
      if (done.kind !== "accepted") throw new TypeError("Cannot end the commissioning");
      advance(parameters.periodSeconds);
    },
    async reassign(firstUse) {
      await rawAct(ports, names.serial, { kind: "clear-pin", firstUse });
    },
    expire: () => expireKey(ports, names.serial),
    async damage() {
      const stored = await opened.load(names.serial);
      if (stored === null) throw new TypeError("Cannot damage a key that is not there");
      await opened.replace(names.serial, stored.revision, stored.record, []);
    },
    async guess(times) {
      for (let attempt = 0; attempt < times; attempt += 1) {
        await logIn(ports, { identifier: names.holder, passcode: pin + code(5000) });
      }
    },
    async giveWrongPin(times) {
      for (let attempt = 0; attempt < times; attempt += 1) {
        // Two minutes outlast every delay before the lock.
        advance(120);
        await logIn(ports, { identifier: names.holder, passcode: `9999${code()}` });
      }
    },
  };
}

/** Returns why the key's last attempt was refused, as staff may read it. */
export async function lastReason({ store }: Ports, of: string = serial): Promise<string | null> {
  const events = await store.events(of, { afterSequence: 0, limit: 1000 });
  return events.at(-1)?.reason ?? null;
}
