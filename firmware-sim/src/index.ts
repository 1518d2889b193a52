// `@jeton/sim`: the simulated key. What is not listed here is private.
export {
  believedTimeAt,
  jump,
  type KeyClock,
  keyClock,
  offsetAt,
  ratePpmMax,
  ratePpmOf,
  setOffset,
  setRate,
  trueTimeWhenBelieved,
} from "./clock/key-clock.ts";
export { realTime, type TimeSource, VirtualTime } from "./clock/time-source.ts";
export { keyCode } from "./key-code.ts";
export { KeyStateError, type SimulatedKeyState } from "./key-state.ts";
export { type Lcd, type LcdSigns, showCode, showSelfTest } from "./lcd/lcd.ts";
export { type LcdReading, readLcd } from "./lcd/read-lcd.ts";
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
export { drawText, type TextOptions } from "./lcd/text.ts";
export { type KeyReading, SimulatedKey, type SimulatedKeyOptions } from "./simulated-key.ts";
