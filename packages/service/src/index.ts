export { isLoopback } from "@jeton/http";
export { type ApiOptions, createApi } from "./api/api.ts";
export { createApp } from "./app.ts";
export type { Archive } from "./audit/archive.ts";
export { archiveInto, readArchiveFile } from "./audit/archive-file.ts";
export {
  type ArchiveLine,
  decodeArchiveLine,
  encodeArchiveLine,
} from "./audit/archive-line.ts";
export { makeCheckpoint } from "./audit/make-checkpoint.ts";
export { type ArchiveSink, type RetainAnswer, retainTrail } from "./audit/retain-trail.ts";
export { describeBroken } from "./audit/trail-report.ts";
export { verifyArchives } from "./audit/verify-archives.ts";
export { verifyTrail } from "./audit/verify-trail.ts";
export { printClockAlarm, printFloor } from "./commands/warnings.ts";
export { logInStaff } from "./staff/log-in-staff.ts";
export { actOnStaff, addStaff } from "./staff/manage-staff.ts";
export { openTicket } from "./tickets/index.ts";
export { addToken, listTokens, revokeToken } from "./tokens/api-tokens.ts";
export { type Scope, scopes } from "./tokens/scopes.ts";
export { parseRealm } from "./validate/realm.ts";
export { createValidate } from "./validate/validate-route.ts";
export { createLog } from "./web/log.ts";
export { createMetrics } from "./web/metrics.ts";
export { limitRequests, RequestLimiter } from "./web/request-limit.ts";
