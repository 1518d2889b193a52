import type {
  CodeLanes,
  Decision,
  DocumentStore,
  Keyring,
  KeyStore,
  PinQuestion,
  Policy,
  UnixMilliseconds,
} from "@jeton/core";
import type { ClockWatch } from "./clock-watch.ts";
import type { KeysInUse } from "./keys-in-use.ts";
import type { StandIn } from "./stand-in.ts";

/** What the use cases need from outside. Tests replace time, randomness and the store only. */
export type Ports = {
  readonly store: KeyStore;
  /** What the service keeps beside the keys; closed with `store`. */
  readonly documents: DocumentStore;
  readonly keyring: Keyring;
  readonly policy: Policy;
  readonly clock: () => UnixMilliseconds;
  /** Returns so many fresh random bytes, fit for keys. */
  readonly random: (bytes: number) => Uint8Array;
  /**
   * Returns scrypt of the PIN, 32 bytes. Lines take turns; `line` names whose turn it is, for an attempt
   * by what the client gave as its name, known or not, so that a wait tells nothing (law 6). Rejects with
   * TooBusyError when too much waits.
   */
  readonly hashPin: (question: PinQuestion, line?: string) => Promise<Uint8Array>;
  /** Returns what computes many codes at a time; null where the machine cannot. */
  readonly codeLanes?: () => CodeLanes | null;
  /** What keys here have; without it an attempt computes by its own key's hash and cost alone. */
  readonly inUse?: KeysInUse;
  readonly clockWatch: ClockWatch;
  /** Stands in for damaged keys; without it an attempt on one fails. */
  readonly standIn?: StandIn;
  /** The documents as they stand, seals and all: for verification and for sealing anew only. */
  readonly bareDocuments?: DocumentStore;
  /** Called with each decision, never with the identity. Used for metrics. */
  readonly onAttempt?: (decision: Decision["kind"]) => void;
  /** The same for an attempt that was sent again and got its first answer. */
  readonly onRepeatedAttempt?: (decision: Decision["kind"]) => void;
  /** Called when a log-in shows that a key's clock was set. Used for metrics. */
  readonly onClockSet?: () => void;
};
