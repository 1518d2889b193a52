// `@jeton/key`: the simulated key. What is not listed here is private.

export { type BatteryDesign, coinCell } from "./battery/battery.ts";
export { type KeyClock, keyClock, offsetAt, ratePpmMax } from "./clock/key-clock.ts";
export { ScaledTime, timeFactorMax } from "./clock/scaled-time.ts";
export { realTime, type TimeSource } from "./clock/time-source.ts";
export { VirtualTime } from "./clock/virtual-time.ts";
export type { Fault, FaultName } from "./faults/fault.ts";
export { faultTable } from "./faults/fault-table.ts";
export { type FaultValues, faultText, parseFault } from "./faults/make-fault.ts";
export {
  displayMode,
  type FirmwareEvent,
  type FirmwareState,
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
export { keyResponse } from "./key-response.ts";
export { type KeypadButton, type KeypadState, keypadButtons } from "./keypad/keypad.ts";
export { KeypadKey, type KeypadKeyOptions } from "./keypad/keypad-key.ts";
export { type GlassCondition, type GlassLine, glassCondition } from "./lcd/glass-condition.ts";
export { type GlassPlan, glassPlan } from "./lcd/glass-plan.ts";
export { type Lcd, showCode, showNothing, showSelfTest } from "./lcd/lcd.ts";
export { type LcdReading, readLcd } from "./lcd/read-lcd.ts";
export type { SegmentId } from "./lcd/segment-lines.ts";
export type { Point } from "./lcd/segment-shapes.ts";
export { characterForSegments, segmentNames } from "./lcd/segments.ts";
export { drawSvg, type SvgOptions } from "./lcd/svg.ts";
export { escapeXml } from "./lcd/svg-elements.ts";
export { drawText, type TextOptions } from "./lcd/text.ts";
export { type DrawnQuartz, drawQuartz } from "./quartz/draw-quartz.ts";
export { type Quartz, wanderNanoseconds } from "./quartz/quartz.ts";
export {
  celsiusMax,
  celsiusMin,
  type TemperaturePoint,
  type TemperatureProfile,
  type TemperatureProfileName,
  temperatureProfiles,
} from "./quartz/temperature.ts";
export { type SeededRandom, scatter, seededRandom } from "./seeded-random.ts";
