// `@jeton/core/units`: the words that every part shares, without any code generation.
export {
  type Algorithm,
  algorithms,
  type CodeParameters,
  codeParameters,
  defaultCodeParameters,
  keyParameters,
  keyPeriodSecondsMin,
} from "./code-parameters.ts";
export { seedBytesMax, seedBytesMin } from "./seed-bytes.ts";
export { parseSeedHex } from "./seed-hex.ts";
export {
  type StepClock,
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "./units.ts";
