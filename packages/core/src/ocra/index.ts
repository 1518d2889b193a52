// `@jeton/core/ocra`: responses to challenges (RFC 6287) are made and checked, and nothing is kept or decided.

export { type OcraSuite, parseOcraSuite, type QuestionFormat } from "../codes/ocra-suite.ts";
export type { OcraInput } from "./data-input.ts";
export { ocra } from "./ocra.ts";
export { type OcraQuestion, ocraPinHash } from "./ocra-key.ts";
export { type OcraCheck, type OcraPass, verifyOcra } from "./verify-ocra.ts";
