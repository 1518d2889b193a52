// What a login service is built of; `index.ts` is for those who need the validator as a whole.

export {
  answerChallenge,
  type ChallengeIssued,
  issueChallenge,
} from "./attempt/answer-challenge.ts";
export { type Answering, challengeTokenLengthMax } from "./attempt/answered-challenge.ts";
export type {
  LoginAnswer,
  NextCodeHint,
  PinAnswer,
  Refused,
} from "./attempt/answers.ts";
export {
  confirmNewPin,
  type PinChangeStatus,
  pinChangeStatus,
  renewPinChange,
  startPinChange,
  submitNewPin,
} from "./attempt/change-pin.ts";
export { renewTransaction, submitPin, transactionStatus } from "./attempt/choose-pin.ts";
export {
  type Client,
  devicesMax,
  deviceToken,
  deviceTokenLengthMax,
  flowHash,
  noClient,
} from "./attempt/client.ts";
export { contextOf } from "./attempt/context.ts";
export { decideAndStore } from "./attempt/decide-and-store.ts";
export { isLoggedIn } from "./attempt/is-logged-in.ts";
export {
  confirmPasscode,
  holderOf,
  keyOf,
  logIn,
  loginAnswer,
  refusal,
} from "./attempt/log-in.ts";
export { hasNoKey, logInByEither, type PasswordVerifier } from "./attempt/password.ts";
export { type Judge, lineOf, type Presenter, present } from "./attempt/present.ts";
export { endLogin, type Login } from "./attempt/sign-out.ts";
export {
  damagedStandIns,
  decoySerialFor,
  ensureDecoys,
  isServiceKey,
} from "./decoys/decoys.ts";
export { surveyKeys } from "./decoys/survey-keys.ts";
export {
  type ActDone,
  type ActOutcome,
  actOnStoredKey,
  type KeyAct,
  type SimpleAct,
} from "./keys/act-on-key.ts";
export { eventsAfter } from "./keys/events-after.ts";
export { closedFirstUse, firstUseDaysMax } from "./keys/first-use.ts";
export { newRecoveryCodes } from "./keys/new-recovery-codes.ts";
export {
  addKey,
  allKeys,
  carriedKeys,
  countKeys,
  damagedKeys,
  everyKey,
  findKeyOf,
  findKeysOf,
  keysOfHolders,
  loadKey,
  type NewKey,
  otherKeyOf,
} from "./keys/stored-keys.ts";
export {
  type IssuedTemporaryCode,
  temporaryCodeDefaults,
  temporaryCodeHoursMax,
} from "./keys/temporary-code.ts";
export { writeOffKey } from "./keys/write-off-key.ts";
export { TooBusyError } from "./machine/fair-queue.ts";
export { nodePorts } from "./machine/node-ports.ts";
export { type FoundStore, findStore } from "./opening/find-store.ts";
export { newMasterKeyLine, writeMasterKeyLines } from "./opening/master-key.ts";
export {
  type InstallationOptions,
  masterKeyLinesOf,
  masterKeyPath,
  masterKeysOf,
  openInstallation,
  storeOf,
} from "./opening/open-installation.ts";
export type { Damaged } from "./opening/open-ports.ts";
export { isPkcs11Uri } from "./opening/pkcs11-uri.ts";
export { syncDirectory } from "./opening/sync-directory.ts";
export { type ClockWatch, watchClock } from "./ports/clock-watch.ts";
export { keysInUse } from "./ports/keys-in-use.ts";
export type { Ports } from "./ports/ports.ts";
export { soundOrNull } from "./ports/sound-or-null.ts";
export { staffPrefix } from "./ports/staff-prefix.ts";
export { createStandIn } from "./ports/stand-in.ts";
