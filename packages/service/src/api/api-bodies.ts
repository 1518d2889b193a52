import type { KeyPlace, PinProblem, SpareCode } from "@jeton/core";

// What the API's requests and answers are, as types; `api-schemas.ts` checks and documents them.

/** What a client carries from one attempt to the next. */
export type ClientBody = {
  readonly device?: string | undefined;
  readonly flow?: string | undefined;
};
/** Who somebody says that they are, and which of two keys they have in hand. */
export type ClaimBody = {
  readonly identifier: string;
  readonly key?: KeyPlace | undefined;
};
export type AuthenticateBody = ClientBody & ClaimBody & { readonly passcode: string };
export type ChallengeBodyRequest = ClaimBody;
export type AnswerBody = AuthenticateBody & { readonly challenge: string };
export type ChallengeIssuedBody = {
  readonly question: string;
  readonly challenge: string;
  readonly expiresAt: number;
};
export type StatusBody = { readonly transaction: string };
export type PinBody = {
  readonly transaction: string;
  readonly pin: string;
  readonly pinAgain: string;
};
export type ConfirmBody = ClientBody & { readonly transaction: string; readonly passcode: string };

export type RefusedBody = { readonly result: "refused" };
export type RefusedAttemptBody = RefusedBody & { readonly flow: string };
export type AcceptedBody = {
  readonly result: "accepted";
  readonly holder: string;
  readonly commissioned: boolean;
  readonly device: string | null;
  /** What stood in for the code of the key. */
  readonly spare?: SpareCode | undefined;
};
export type ChallengeBody<C extends string> = {
  readonly result: "challenge";
  readonly challenge: C;
  readonly digits: number;
  /** Of a key that answers challenges. */
  readonly suite?: string | undefined;
  /** Null for a counter key: its next code comes when its button is pressed. */
  readonly periodSeconds: number | null;
  readonly nextCodeAt: number | null;
  readonly expiresAt: number;
};
export type PinUnfitBody = {
  readonly result: "pin-unfit";
  readonly problem: PinProblem | "different";
};

export type LoginBody =
  | AcceptedBody
  | (ChallengeBody<"choose-pin"> & { readonly transaction: string })
  | RefusedAttemptBody;
export type PinAnswerBody = ChallengeBody<"confirm-passcode"> | PinUnfitBody | RefusedBody;
export type StatusAnswerBody = ChallengeBody<"choose-pin" | "confirm-passcode"> | RefusedBody;
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[] | undefined;
};
export type HealthBody = { readonly status: "ok" };
