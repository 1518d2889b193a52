// `@jeton/core/units`: the words that every part shares, without any code generation.

export {
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "./base/units.ts";
export {
  type Algorithm,
  algorithmNamed,
  algorithms,
  type CodeForm,
  type CodeParameters,
  codeParameters,
} from "./codes/code-parameters.ts";
export { counterParameters, firstCounterMax } from "./codes/counter-parameters.ts";
export {
  clockOf,
  isCounterBased,
  type KeyParameters,
  keyParameters,
  keyPeriodSecondsMin,
} from "./codes/key-parameters.ts";
export { type OcraSuite, parseOcraSuite, type QuestionFormat } from "./codes/ocra-suite.ts";
export { seedBytesMax, seedBytesMin } from "./codes/seed-bytes.ts";
export { parseSeedHex } from "./codes/seed-hex.ts";
