// `@jeton/sim/serve`: the control server inside another program. What is not listed is private.

export { NotPossibleError, type TimeMode, type TimeView } from "../time/house-time.ts";
export type { ApiParts } from "./api-parts.ts";
export { createSimApp, type SimAppParts } from "./app.ts";
export {
  type HouseChange,
  KeyHouse,
  keysMax,
  NoSuchKeyError,
  type OperationResult,
} from "./key-house.ts";
export { type KeyView, keyView } from "./key-view.ts";
export type { KeyPlan, Operation } from "./operation.ts";
export {
  type RecordedOperation,
  RecordingError,
  recordedLine,
  recordingHead,
  replay,
} from "./recording.ts";
