import type { PinProblem, SpareCode, UnixMilliseconds } from "@jeton/core";

/** What a page needs to tell its holder to wait for the next code. */
export type NextCodeHint = {
  /** Digits of a code of this key. */
  readonly digits: number;
  /** Of a key that answers challenges (RFC 6287): its next code is the response to a new one. */
  readonly suite?: string;
  /** Null for a counter key: its next code comes when its button is pressed. */
  readonly periodSeconds: number | null;
  /**
   * When, by the server's clock, the key shows another code than the one just given; about. Null for a
   * counter key.
   */
  readonly nextCodeAt: UnixMilliseconds | null;
  /** When the commissioning must be done. */
  readonly expiresAt: UnixMilliseconds;
};

/** What the one who attempted is told. Every refusal is the same one (law 6). */
export type LoginAnswer =
  | {
      readonly kind: "accepted";
      readonly holder: string;
      /** The key that they showed; null: a password, and no key. */
      readonly serial: string | null;
      /** What a session must hold besides, see `Login`. */
      readonly epoch: number;
      /** True when this very PASSCODE put the key in service. */
      readonly commissioned: boolean;
      /** By it the client is known from now on; null for a log-in without a key. */
      readonly device: string | null;
      /** What stood in for the key's own code, which was not shown then: tell it to whoever wants the key. Absent for none. */
      readonly spare?: SpareCode;
    }
  | { readonly kind: "choose-pin"; readonly transaction: string; readonly hint: NextCodeHint }
  | Refused;

/** The one refusal. */
export type Refused = {
  readonly kind: "refused";
  /** The client gives it with its next attempt: codes in a row must come from one client. */
  readonly flow: string;
};

/** What is told after a PIN was chosen. The problems concern the PIN's form, nothing stored. */
export type PinAnswer =
  | { readonly kind: "confirm-passcode"; readonly hint: NextCodeHint }
  | { readonly kind: "pin-unfit"; readonly problem: PinProblem | "different" }
  | { readonly kind: "refused" };

/** Where a commissioning stands, for a page that is opened again. */
export type TransactionAnswer =
  | {
      readonly kind: "choosing-pin" | "confirming-pin";
      readonly hint: NextCodeHint;
      /** Whether its holder may have more time than until `hint.expiresAt`. */
      readonly isRenewable: boolean;
    }
  /** The key is in service: its commissioning was finished, by this token or elsewhere. */
  | { readonly kind: "finished" }
  | { readonly kind: "refused" };

/** What is told after the PASSCODE with which a change of PIN begins. */
export type PinChangeBegun =
  | { readonly kind: "choose-new-pin"; readonly change: string }
  /** The PIN was cleared meanwhile: the digits alone began a commissioning. */
  | Exclude<LoginAnswer, { readonly kind: "accepted" }>;

/** What is told after a new PIN was chosen. */
export type PinChangeAnswer =
  | { readonly kind: "confirm-passcode"; readonly change: string }
  | Exclude<PinAnswer, { readonly kind: "confirm-passcode" }>;

/** What is told after a new PIN was to be confirmed. */
export type PinRenewed =
  | {
      readonly kind: "changed";
      /** All sessions of the key are over; this epoch is that of the ones that begin now. */
      readonly epoch: number;
      /** With the new PIN no device is known but this one, by this token. */
      readonly device: string;
    }
  | { readonly kind: "refused" };

/** What is told after the PASSCODE with which a holder asks for recovery codes. */
export type RecoveryCodesAnswer =
  | {
      readonly kind: "issued";
      /** The new set, in the order of its numbers, to be told now or never. */
      readonly codes: readonly string[];
    }
  /** The PIN was cleared meanwhile: the digits alone began a commissioning. */
  | Exclude<LoginAnswer, { readonly kind: "accepted" }>;
