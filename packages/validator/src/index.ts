export type { ChallengeIssued } from "./attempt/answer-challenge.ts";
export type {
  LoginAnswer,
  NextCodeHint,
  PinAnswer,
  PinChangeAnswer,
  PinChangeBegun,
  PinRenewed,
  Refused,
  TransactionAnswer,
} from "./attempt/answers.ts";
export { type Client, noClient } from "./attempt/client.ts";
export type { Login } from "./attempt/sign-out.ts";
export type { ActOutcome, KeyAct } from "./keys/act-on-key.ts";
export { TooBusyError } from "./machine/fair-queue.ts";
export { openValidator, type ValidatorOptions } from "./open-validator.ts";
export { type AddKeyAnswer, type KeyGiven, Validator } from "./validator.ts";
