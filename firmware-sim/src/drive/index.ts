export { boardFace, type FaceOf, type GlassSize, largeDigitParts } from "./board-face.ts";
export { BoardMirror, type CodeOnGlass } from "./board-mirror.ts";
