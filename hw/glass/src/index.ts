// `@jeton/glass`: reads a key's display from pixels. What is not listed is private.

export { SimulatedCamera } from "./camera/simulated-camera.ts";
export type { LayoutName } from "./layout/glass-layout.ts";
export { type Picture, pictureOf } from "./picture/picture.ts";
export { type GlassReading, readGlass } from "./read/read-glass.ts";
export { type TrialKind, type TrialRanges, trialKinds } from "./trial/trial-kinds.ts";
export { trialPicture } from "./trial/trial-picture.ts";
export { ChangeWatch, type CodeChange } from "./watch/change-watch.ts";
export { type CountedChange, countPeriods } from "./watch/count-periods.ts";
export { type Frame, frameFrom } from "./watch/frame.ts";
