export { isLoopback } from "@jeton/http";
export { type ApiOptions, createApi } from "./api/api.ts";
export { type AppOptions, createApp } from "./app.ts";
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
export { printClockAlarm, printFloor } from "./commands/warnings.ts";
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
export type { RequestLimit } from "./web/default-request-limit.ts";
export { createLog, type Logger } from "./web/log.ts";
export { createMetrics, type Metrics } from "./web/metrics.ts";
export { limitRequests, RequestLimiter } from "./web/request-limit.ts";
