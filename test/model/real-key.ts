import {
  actOnStoredKey,
  addKey,
  ensureDecoys,
  logIn,
  type Ports,
  submitPin,
} from "@jeton/validator/parts";
import { type CodeRead, type HolderWithKey, holderWithKey } from "../support/holder-with-key.ts";
import type { ReopenableStore } from "../support/reopenable-store.ts";
import type { ReferenceAct } from "./reference-key.ts";

/** The system under test: the service's use cases over a store, a simulated key beside it. */
export type RealKey = {
  readonly ports: Ports;
  readonly holder: HolderWithKey;
  readonly store: ReopenableStore;
  /** Server clock minus true time, ms. */
  serverShift: number;
  /** Codes that were read, the latest last. */
  readonly codes: CodeRead[];
  /** The token of the commissioning begun last. */
  transaction: string;
};

export const modelSerial = "1";
const holderName = `holder-${modelSerial}`;

/** Puts a key in stock. 10 digits: of 12,000 attempts none must pass by chance. */
export async function realKey(store: ReopenableStore): Promise<RealKey> {
  const seed = new Uint8Array(20).fill(0x51);
  const given = { serial: modelSerial, seed, periodSeconds: 60, digits: 10 };
  const holder = holderWithKey(store, { ...given, offsetMilliseconds: 0, ratePpb: 0 });
  const { ports, key } = holder;
  await ensureDecoys(ports);
  await addKey(ports, { serial: modelSerial, seed, parameters: key.parameters }, "staff:test");
  return { ports, holder, store, serverShift: 0, codes: [], transaction: "" };
}

/** Returns the code on the display. */
export function readDisplay(real: RealKey): CodeRead {
  const read = real.holder.readCode({ moment: "at-once", delayPermille: 0 });
  real.codes.push(read);
  return read;
}

/** Gives it, with what stands in front, and remembers the commissioning that it may begin. */
export async function give(real: RealKey, pin: string | null, code: string) {
  const passcode = (pin ?? "") + code;
  const answer = await logIn(real.ports, { identifier: holderName, passcode });
  if (answer.kind === "choose-pin") real.transaction = answer.transaction;
  return answer.kind;
}

export async function givePin(real: RealKey, pin: string, transaction: string) {
  const answer = await submitPin(real.ports, { transaction, pin, pinAgain: pin });
  return answer.kind;
}

export async function actOnReal(real: RealKey, kind: ReferenceAct): Promise<boolean> {
  const act = kind === "assign" ? ({ kind, holder: holderName } as const) : { kind };
  return (await actOnStoredKey(real.ports, modelSerial, act, "staff:test")).kind === "done";
}

export async function resynchroniseReal(real: RealKey, codes: readonly [CodeRead, CodeRead]) {
  const [first, second] = codes;
  const given = { first: first.code, second: second.code };
  const act = { kind: "resynchronise", ...given } as const;
  const { kind } = await actOnStoredKey(real.ports, modelSerial, act, "staff:test");
  return kind === "done" ? "resynchronised" : kind;
}

/** Moves the server's clock. */
export function shiftServer(real: RealKey, by: number): void {
  real.serverShift += by;
  real.holder.shiftServer(real.serverShift);
}
