export { answeredMilliseconds } from "./attempt/answered.ts";
export type { Attempt } from "./attempt/attempt.ts";
export { type AttemptOutcome, authenticate, pinQuestion } from "./attempt/authenticate.ts";
export {
  type AskedChallenge,
  challengedKey,
  challengeId,
  challengeMilliseconds,
  drawQuestion,
  openChallenge,
  sealChallenge,
} from "./attempt/challenge.ts";
export { choosePin, type PinChoice, type PinDecision } from "./attempt/choose-pin.ts";
export { believed, type Sight, sightOf, spentUpTo } from "./attempt/code-match.ts";
export type { Context } from "./attempt/context.ts";
export { type Decide, decideOnce, type OnceOutcome, repeatedLogin } from "./attempt/decide-once.ts";
export { codeAfter, nextCodeAt } from "./attempt/next-code-at.ts";
export {
  beginPinChange,
  confirmPinChange,
  isPinChangeOpen,
  openPinChange,
  type PinChange,
  sealPinChange,
  withNewPin,
} from "./attempt/pin-change.ts";
export { type RenewalDecision, renewCommissioning } from "./attempt/renew-commissioning.ts";
export { isRenewable, renewedTerm, renewedTimesMax } from "./attempt/renewed-term.ts";
export { type ResynchronisationDecision, resynchronise } from "./attempt/resynchronise.ts";
export { spareQuestions } from "./attempt/spare-question.ts";
export {
  openTransaction,
  sealTransaction,
  transactionHash,
  transactionIdBytes,
} from "./attempt/transaction.ts";
export { hasEnded, hasEndedBy } from "./base/elapsed.ts";
export { nextEpoch } from "./base/epoch.ts";
export { equalBytes } from "./base/equal-bytes.ts";
export { countsUntil, type Floor } from "./base/floor.ts";
export { holderIdentifier } from "./base/identifier.ts";
export { type Interval, middle } from "./base/interval.ts";
export { OtpError, type OtpErrorCode, RecordDamagedError } from "./base/otp-error.ts";
export { isTermOver, type Term, termEnd } from "./base/term.ts";
export {
  momentAfter,
  type StepClock,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "./base/units.ts";
export type { AskedNext } from "./clock/asked-next.ts";
export {
  type ClockBelief,
  type ClockBounds,
  defaultClockBounds,
  observe,
  offsetAt,
  unlearntBelief,
} from "./clock/clock-belief.ts";
export {
  type ClockAlarm,
  type ClockGuard,
  type KeyShift,
  noteShift,
  restingClockGuard,
} from "./clock/clock-guard.ts";
export {
  fleetRate,
  isBeyond,
  type MeasuredRate,
  measuredRate,
  passesAtOnceUntil,
  soundRatePpb,
} from "./clock/clock-health.ts";
export {
  type ClockKnowledge,
  clockSetBy,
  clockSetSince,
  learn,
  type Sighting,
} from "./clock/clock-learning.ts";
export { type CounterBelief, firstCounter } from "./clock/counter-belief.ts";
export { counterWindows } from "./clock/counter-window.ts";
export { findCode } from "./clock/find-code.ts";
export { isWithin, passingWindows, type Window } from "./clock/window.ts";
export { codeAt } from "./codes/code.ts";
export type { AlgorithmLanes, CodeLanes } from "./codes/code-lanes.ts";
export {
  type Algorithm,
  algorithms,
  type CodeForm,
  type CodeParameters,
  codeParameters,
  defaultCodeParameters,
} from "./codes/code-parameters.ts";
export {
  type CounterParameters,
  counterParameters,
  firstCounterMax,
} from "./codes/counter-parameters.ts";
export {
  clockOf,
  isCounterBased,
  type KeyParameters,
  keyParameters,
  keyPeriodSecondsMin,
} from "./codes/key-parameters.ts";
export { type PreparedSeed, prepareSeed } from "./codes/prepare-seed.ts";
export { parseSeedHex } from "./codes/seed-hex.ts";
export { checkedPolicy } from "./key/checked-policy.ts";
export { type DocumentContent, openBody, sealBody } from "./key/document-seal.ts";
export type { DocumentPage, DocumentStore, StoredDocument } from "./key/document-store.ts";
export {
  blockedUntil,
  emptyLane,
  type Failures,
  failureCount,
  type Lane,
  noFailures,
} from "./key/failures.ts";
export { actOnKey, type HelpDeskAct, type HelpDeskDecision } from "./key/help-desk.ts";
export { issueRecoveryCodes, type RecoveryCodesDecision } from "./key/issue-recovery-codes.ts";
export { datesAt, type KeyOrigin } from "./key/key-origin.ts";
export {
  type FirstUse,
  type KeyPlace,
  type KeyRecord,
  type KeyState,
  type KeyStateKind,
  newKeyRecord,
  openFirstUse,
  openSeed,
  recordVersion,
  requireSeals,
  serialForm,
} from "./key/key-record.ts";
export type { DamagedKey, KeyStore, ListedKey, StoredKey } from "./key/key-store.ts";
export {
  clientHash,
  isDeviceOf,
  type KnownDevice,
  openDevice,
  pinSaltOf,
  sealDevice,
} from "./key/known-device.ts";
export { movingFactorOf } from "./key/moving-factor.ts";
export { type Outcome, outcome } from "./key/outcome.ts";
export { defaultPolicy, type Policy } from "./key/policy.ts";
export { checkRecordSeal, type RecordFinding, sealRecord } from "./key/record-seal.ts";
export { type RecoveryCode, type RecoveryCodes, recoveryCodesLeft } from "./key/recovery-codes.ts";
export { isSameCost, pinHashCosts, renewPin } from "./key/renew-pin.ts";
export { masterKeyIds, reseal } from "./key/reseal.ts";
export { signOut } from "./key/sign-out.ts";
export {
  markCheckpoint,
  markedCheckpoint,
  notSealed,
  putMark,
  readMark,
} from "./key/store-mark.ts";
export { decodeRecord, encodeRecord } from "./key/stored-record.ts";
export {
  isTemporaryCodeOver,
  type ReturningKey,
  returningKeys,
  settleTemporaryCode,
  type TemporaryCode,
  temporaryCodeMillisecondsMax,
  temporaryCodeUsesMax,
} from "./key/temporary-code.ts";
export {
  pastOf,
  storyAfter,
  storyFrom,
  storyProblem,
  type TrailStory,
  untoldStory,
} from "./key/trail-past.ts";
export { upgradeRecord } from "./key/upgrade-record.ts";
export { writeOff } from "./key/write-off.ts";
export {
  type ParsedPasscode,
  type Passcode,
  parsePasscode,
} from "./pin/passcode.ts";
export { checkPin, defaultPinPolicy, type PinPolicy, type PinProblem } from "./pin/pin.ts";
export {
  defaultPinHashCost,
  hashPin,
  makePinVerifier,
  type PinHashCost,
  type PinQuestion,
  type PinVerifier,
  pinDigestBytes,
  pinHashCostMax,
  pinSaltBytes,
} from "./pin/pin-verifier.ts";
export {
  drawLetters,
  drawRecoveryCodes,
  drawTemporaryCode,
  parseSparePasscode,
  recoveryCodeLength,
  recoveryCodesInSet,
  type SpareCode,
  spareCodes,
  spareCodeWords,
  temporaryCodeLength,
} from "./pin/spare-code.ts";
export { type KeyedName, keyedName } from "./seals/keyed-name.ts";
export { createKeyring, type DerivedKeys, type Keyring, masterKeyBytes } from "./seals/keyring.ts";
export { type Sealed, type SealPlace, seal, sealNonceBytes, unseal } from "./seals/seal.ts";
export type { AnsweredAttempt } from "./trail/answered-attempt.ts";
export {
  type AttemptId,
  type AttemptMark,
  attemptBytes,
  attemptFlow,
  markAttempt,
} from "./trail/attempt-id.ts";
export { checkAnchor, signAnchor, type TrailAnchor, type TrailPast } from "./trail/audit-anchor.ts";
export {
  type AuditEvent,
  type AuditHead,
  actEvent,
  type ChainedEvent,
  chainEvent,
  emptyAuditHead,
  isAssignment,
  verifyChain,
} from "./trail/audit-chain.ts";
export {
  type Checkpoint,
  type CheckpointContent,
  checkpointHash,
  checkSignature,
  decodeCheckpoint,
  documentsHash,
  headFields,
  headsHash,
  type KeyHead,
  noCheckpointHash,
  signCheckpoint,
} from "./trail/audit-checkpoint.ts";
export { type Decision, type RefusalReason, refusalReasons } from "./trail/decision.ts";
export type { Diagnosis } from "./trail/diagnosis.ts";
