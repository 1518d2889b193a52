// `@jeton/key`: the simulated key. What is not listed here is private.

export {
  type Battery,
  type BatteryDesign,
  type BatteryUse,
  coinCell,
  daysLeft,
  newBattery,
  percentLeft,
} from "./battery/battery.ts";
export {
  believedTimeAt,
  jump,
  type KeyClock,
  keyClock,
  offsetAt,
  ratePpmAt,
  ratePpmMax,
  ratePpmOf,
  setOffset,
  setRate,
  setTemperature,
  shock,
  trueTimeWhenBelieved,
} from "./clock/key-clock.ts";
export { ScaledTime, timeFactorMax } from "./clock/scaled-time.ts";
export { realTime, type TimeSource } from "./clock/time-source.ts";
export { VirtualTime } from "./clock/virtual-time.ts";
export type { Fault, FaultName } from "./faults/fault.ts";
export {
  type FaultParameter,
  type FaultRow,
  type FaultyKey,
  faultTable,
} from "./faults/fault-table.ts";
export { type FaultValues, faultText, makeFault, parseFault } from "./faults/make-fault.ts";
export {
  displayMode,
  type FirmwareEvent,
  type FirmwareState,
  isLocked,
  newFirmware,
  runFirmware,
} from "./firmware/firmware.ts";
export { type DisplayHabit, type FirmwareProgram, firmwareProgram } from "./firmware/program.ts";
export { seedCheck } from "./firmware/seed-check.ts";
export { CounterKey, type CounterKeyOptions } from "./key/counter-key.ts";
export type { KeyReading } from "./key/key-reading.ts";
export type { SimulatedKeyState } from "./key/key-state.ts";
export { KeyStateError } from "./key/key-state-error.ts";
export type { SimulatedKeyOptions } from "./key/new-key.ts";
export { SimulatedKey, seedOf } from "./key/simulated-key.ts";
export { keyCode } from "./key-code.ts";
export {
  type GlassCondition,
  type GlassLine,
  glassCondition,
  goodGlass,
} from "./lcd/glass-condition.ts";
export { type Lcd, type LcdSigns, showCode, showNothing, showSelfTest } from "./lcd/lcd.ts";
export { type LcdMemory, lcdFromMemory, lcdMemory } from "./lcd/lcd-memory.ts";
export { type LcdReading, readLcd, readSeen } from "./lcd/read-lcd.ts";
export { clearMax, darkMin, type SeenSegments, seenSegments } from "./lcd/seen-segments.ts";
export {
  comLineCount,
  type SegmentId,
  type SegmentLines,
  type SignName,
  segLineCount,
  segmentTable,
} from "./lcd/segment-lines.ts";
export {
  allSegments,
  barCount,
  barsLeft,
  characterForSegments,
  type DigitSegments,
  type Glass,
  isSegmentOn,
  type SegmentName,
  segmentNames,
  segmentsForCharacter,
} from "./lcd/segments.ts";
export { drawSvg, type SvgOptions } from "./lcd/svg.ts";
export { escapeXml } from "./lcd/svg-elements.ts";
export { drawText, type TextOptions } from "./lcd/text.ts";
export {
  type DrawnQuartz,
  drawQuartz,
  type QuartzMake,
  usualMake,
} from "./quartz/draw-quartz.ts";
export {
  checkedQuartz,
  idealQuartz,
  type Quartz,
  tuningForkParabolaPpm,
  wanderNanoseconds,
  wanderPpm,
} from "./quartz/quartz.ts";
export {
  celsiusAt,
  celsiusMax,
  celsiusMin,
  checkedProfile,
  type TemperaturePoint,
  type TemperatureProfile,
  type TemperatureProfileName,
  type TemperatureWave,
  temperatureProfiles,
} from "./quartz/temperature.ts";
export { type SeededRandom, scatter, seededRandom } from "./seeded-random.ts";
