import type {
  Algorithm,
  AuditEvent,
  Diagnosis,
  KeyStateKind,
  ReturningKey,
  SpareCode,
} from "@jeton/core";
import type { SimpleAct } from "@jeton/validator/parts";

// What the managing part of the API takes and gives, as types; `manage-schemas.ts` checks them.

export type KeyBody = {
  readonly serial: string;
  readonly holder: string | null;
  /** On its way to a holder who goes on with another key; absent for all others. */
  readonly isIncoming?: true | undefined;
  /** Of a holder who was asked for: the serial of the key that is on its way to them beside this one. */
  readonly incoming?: string | undefined;
  readonly state: KeyStateKind;
  readonly failures: number;
  readonly block: { readonly until: number } | null;
  readonly lastStep: number | null;
  readonly algorithm: Algorithm;
  readonly digits: number;
  /** Of a time key. */
  readonly periodSeconds?: number | undefined;
  readonly t0Seconds?: number | undefined;
  /** Of a counter key; `counter` is that of the code which it shows next. */
  readonly movingFactor?: "counter" | undefined;
  readonly counter?: number | undefined;
  /** Of a key that answers challenges. */
  readonly suite?: string | undefined;
  /** A code that stands in for the key's. */
  readonly temporaryCode?: TemporaryCodeBody | undefined;
  /** Codes that the holder printed and that still pass. */
  readonly recoveryCodesLeft?: number | undefined;
  /** What its maker's file says of it. */
  readonly origin?: OriginBody | undefined;
  readonly events: number;
};

export type OriginBody = {
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly startsAt?: number | undefined;
  readonly expiresAt?: number | undefined;
};

export type TemporaryCodeBody = {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly usesLeft: number;
  readonly returningKey: ReturningKey;
};

export type KeysBody = { readonly keys: readonly KeyBody[]; readonly next: string | null };

export type NewKeyBody = {
  readonly serial: string;
  readonly seedHex: string;
  readonly algorithm?: Algorithm | undefined;
  readonly digits?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly t0Seconds?: number | undefined;
  readonly counter?: number | undefined;
  readonly suite?: string | undefined;
  readonly origin?: OriginBody | undefined;
};

export type ActBody =
  | {
      readonly act: "assign";
      readonly identifier: string;
      readonly untilHandOver?: boolean | undefined;
    }
  | { readonly act: "hand-over"; readonly firstUseDays?: number | undefined }
  | { readonly act: SimpleAct }
  | {
      readonly act: "issue-temporary-code";
      readonly startsAt?: number | undefined;
      readonly hours?: number | undefined;
      readonly uses?: number | undefined;
      readonly returningKey?: ReturningKey | undefined;
    }
  | { readonly act: "resynchronise"; readonly first: string; readonly second: string }
  | {
      readonly act: "replace";
      readonly by: string;
      readonly old?: "lose" | "retire" | undefined;
      readonly untilHandOver?: boolean | undefined;
    }
  | {
      readonly act: "send-second-key";
      readonly by: string;
      readonly untilHandOver?: boolean | undefined;
    };

export type ActAnswerBody =
  | { readonly result: "done" }
  | {
      readonly result: "issued";
      readonly code: string;
      readonly startsAt: number;
      readonly endsAt: number;
    }
  | { readonly result: "resynchronised" | "used" | "spent"; readonly offsetSteps: number }
  | { readonly result: "not-found" };

export type EventBody = {
  readonly sequence: number;
  readonly at: number;
  readonly kind: AuditEvent["kind"];
  readonly actor: string;
  readonly step: number | null;
  readonly reason: string | null;
  readonly diagnosis:
    | (Omit<Diagnosis, "spare"> & { readonly spare?: SpareCode | undefined })
    | null;
  readonly hash: string;
};

export type EventsBody = { readonly events: readonly EventBody[]; readonly next: number | null };
