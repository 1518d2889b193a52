export {
  answeredLoginsMax,
  answeredMilliseconds,
  answeredRefusalsMax,
} from "./answered.ts";
export type { AnsweredAttempt } from "./answered-attempt.ts";
export { type AskedNext, triesMax, waitsMax } from "./asked-next.ts";
export type { Attempt } from "./attempt.ts";
export {
  type AttemptId,
  type AttemptMark,
  attemptBytes,
  attemptFlow,
  markAttempt,
  type NamedAttempt,
} from "./attempt-id.ts";
export {
  checkAnchor,
  type PastHolder,
  signAnchor,
  type TrailAnchor,
  type TrailAnchorContent,
  type TrailPast,
} from "./audit-anchor.ts";
export {
  type AuditEvent,
  type AuditHead,
  actEvent,
  type ChainedEvent,
  type ChainFinding,
  chainEvent,
  emptyAuditHead,
  verifyChain,
} from "./audit-chain.ts";
export {
  type Checkpoint,
  type CheckpointContent,
  checkpointHash,
  checkSignature,
  decodeCheckpoint,
  documentsHash,
  encodeCheckpoint,
  headFields,
  headsHash,
  type KeyHead,
  noCheckpointHash,
  signCheckpoint,
} from "./audit-checkpoint.ts";
export { type AttemptOutcome, authenticate, type Context, pinQuestion } from "./authenticate.ts";
export { checkedPolicy } from "./checked-policy.ts";
export { choosePin, type PinChoice, type PinDecision } from "./choose-pin.ts";
export {
  type ClockAnchor,
  type ClockBelief,
  type ClockBounds,
  defaultClockBounds,
  observe,
  offsetAt,
  unlearntBelief,
} from "./clock-belief.ts";
export {
  type ClockAlarm,
  type ClockGuard,
  type ClockGuardLimits,
  defaultClockGuardLimits,
  type KeyShift,
  noteShift,
  restingClockGuard,
} from "./clock-guard.ts";
export type { ClockKnowledge, Provisional } from "./clock-learning.ts";
export { codeAt } from "./code.ts";
export type { AlgorithmLanes, CodeLanes } from "./code-lanes.ts";
export { believed } from "./code-match.ts";
export {
  type Algorithm,
  algorithms,
  type CodeParameters,
  codeParameters,
  defaultCodeParameters,
  keyParameters,
  keyPeriodSecondsMin,
} from "./code-parameters.ts";
export { type Decide, decideOnce, type OnceOutcome, repeatedLogin } from "./decide-once.ts";
export { type Decision, type RefusalReason, refusalReasons } from "./decision.ts";
export type { Diagnosis } from "./diagnosis.ts";
export { type DocumentContent, type OpenedBody, openBody, sealBody } from "./document-seal.ts";
export type { DocumentPage, DocumentStore, StoredDocument } from "./document-store.ts";
export { clockSkewMilliseconds, hasEnded, hasEndedBy } from "./elapsed.ts";
export { nextEpoch } from "./epoch.ts";
export { equalBytes } from "./equal-bytes.ts";
export {
  blockedUntil,
  codesNeeded,
  countWrongPin,
  type DeviceLane,
  emptyLane,
  type FailureLimits,
  type Failures,
  failureCount,
  type Lane,
  laneOf,
  noFailures,
  withLane,
} from "./failures.ts";
export { findCode } from "./find-code.ts";
export type { Floor } from "./floor.ts";
export { actOnKey, type HelpDeskAct, type HelpDeskDecision } from "./help-desk.ts";
export type { Hypothesis } from "./hypothesis.ts";
export { holderIdentifier, identifierLengthMax } from "./identifier.ts";
export { type Interval, intersect, middle } from "./interval.ts";
export {
  type FirstUse,
  type KeyRecord,
  type KeyState,
  type KeyStateKind,
  newKeyRecord,
  openFirstUse,
  openSeed,
  type PendingCommissioning,
  recordVersion,
  requireSeals,
  serialForm,
} from "./key-record.ts";
export type { DamagedKey, KeyStore, ListedKey, StoredKey } from "./key-store.ts";
export { checkKeyedName, type KeyedName, keyedName, keyedNameForm } from "./keyed-name.ts";
export {
  createKeyring,
  type DerivedKeys,
  type KeyPurpose,
  type Keyring,
  masterKeyBytes,
} from "./keyring.ts";
export {
  clientHash,
  isDeviceOf,
  type KnownDevice,
  openDevice,
  pinSaltOf,
  sealDevice,
} from "./known-device.ts";
export { codeAfter, nextCodeAt } from "./next-code-at.ts";
export { OtpError, type OtpErrorCode, RecordDamagedError } from "./otp-error.ts";
export { type Outcome, outcome } from "./outcome.ts";
export {
  formatPasscode,
  type ParsedPasscode,
  type Passcode,
  parsePasscode,
  passcodeLengthMax,
} from "./passcode.ts";
export {
  type CheckedPin,
  checkPin,
  defaultPinPolicy,
  type PinPolicy,
  type PinProblem,
} from "./pin.ts";
export {
  beginPinChange,
  confirmPinChange,
  isPinChangeOpen,
  openPinChange,
  type PinChange,
  sealPinChange,
  withNewPin,
} from "./pin-change.ts";
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
} from "./pin-verifier.ts";
export { defaultPolicy, type Policy, type ResynchronisationPolicy } from "./policy.ts";
export { type PreparedSeed, prepareSeed } from "./prepare-seed.ts";
export { checkRecordSeal, type Mac, type RecordFinding, sealRecord } from "./record-seal.ts";
export { isSameCost, pinHashCosts, renewPin } from "./renew-pin.ts";
export { masterKeyIds, reseal } from "./reseal.ts";
export { type ResynchronisationDecision, resynchronise } from "./resynchronise.ts";
export { type Sealed, type SealPlace, sealNonceBytes } from "./seal.ts";
export { seedBytesMax, seedBytesMin } from "./seed-bytes.ts";
export { parseSeedHex } from "./seed-hex.ts";
export { type SignOutDecision, signOut } from "./sign-out.ts";
export type { SignatureFinding, Signed } from "./signature.ts";
export {
  markCheckpoint,
  markedCheckpoint,
  notSealed,
  putMark,
  readMark,
  type StoreMark,
} from "./store-mark.ts";
export { checkedRecord, decodeRecord, encodeRecord, recordCountMax } from "./stored-record.ts";
export { isTermOver, type Term, termAt, termEnd } from "./term.ts";
export {
  pastOf,
  storyAfter,
  storyFrom,
  storyProblem,
  type TrailStory,
  untoldStory,
} from "./trail-past.ts";
export {
  openTransaction,
  sealTransaction,
  type Transaction,
  transactionHash,
  transactionIdBytes,
} from "./transaction.ts";
export {
  momentAfter,
  type StepClock,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "./units.ts";
export { upgradeRecord } from "./upgrade-record.ts";
export {
  type AttemptWindows,
  attemptWindows,
  isWithin,
  type Window,
  type WindowCaps,
} from "./window.ts";
export { writeOff } from "./write-off.ts";
