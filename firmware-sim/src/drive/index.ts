// `@jeton/sim/drive`: a key on a display board. What is not listed is private.

export { boardFace, largeDigitParts } from "./board-face.ts";
export { BoardMirror, type CodeOnGlass } from "./board-mirror.ts";
