export { isLoopback } from "@jeton/http";
export type { Archive } from "./audit/archive.ts";
export { archiveInto, readArchiveFile } from "./audit/archive-file.ts";
export {
  type ArchiveLine,
  decodeArchiveLine,
  encodeArchiveLine,
} from "./audit/archive-line.ts";
export { type CheckpointAnswer, makeCheckpoint } from "./audit/make-checkpoint.ts";
export {
  type ArchiveSink,
  type RetainAnswer,
  type RetainOptions,
  retainTrail,
} from "./audit/retain-trail.ts";
export { type Broken, describeBroken, type TrailReport } from "./audit/trail-report.ts";
export { type ArchivesReport, verifyArchives } from "./audit/verify-archives.ts";
export { type VerifyOptions, verifyTrail } from "./audit/verify-trail.ts";
export { type ApiOptions, createApi } from "./http/api.ts";
export { type AppOptions, createApp } from "./http/app.ts";
export type { RequestLimit } from "./http/default-request-limit.ts";
export { createLog, type Logger } from "./http/log.ts";
export { createMetrics, type Metrics } from "./http/metrics.ts";
export { limitRequests, RequestLimiter } from "./http/request-limit.ts";
export { addKey, allKeys, changeKey, damagedKeys, type NewKey, resynchroniseKey } from "./keys.ts";
export type { LoginAnswer, NextCodeHint, PinAnswer, TransactionAnswer } from "./login/answers.ts";
export { submitPin, transactionStatus } from "./login/choose-pin.ts";
export { type Client, noClient } from "./login/client.ts";
export { type ClockWatch, watchClock } from "./login/clock-watch.ts";
export { damagedStandIns, ensureDecoys } from "./login/decoys.ts";
export { TooBusyError } from "./login/fair-queue.ts";
export { type KeysInUse, keysInUse } from "./login/keys-in-use.ts";
export { confirmPasscode, logIn } from "./login/log-in.ts";
export { nodePorts } from "./login/node-ports.ts";
export { logInByEither, type PasswordVerifier } from "./login/password.ts";
export type { Ports } from "./login/ports.ts";
export { createStandIn, type StandIn } from "./login/stand-in.ts";
export { surveyKeys } from "./login/survey-keys.ts";
export { type Damaged, type InstallationOptions, openInstallation } from "./main.ts";
export { logInStaff } from "./staff/log-in-staff.ts";
export {
  actOnStaff,
  addStaff,
  type NewStaff,
  type StaffAct,
  type StaffActAnswer,
} from "./staff/manage-staff.ts";
export { openTicket } from "./tickets/index.ts";
export { type ApiToken, addToken, listTokens, revokeToken } from "./tokens/api-tokens.ts";
export { type Scope, scopes } from "./tokens/scopes.ts";
export { parseRealm, type Realm } from "./validate/realm.ts";
export { createValidate, type ValidateOptions } from "./validate/validate-route.ts";
