// `@jeton/sim/png`: a key's display as a file of pixels. What is not listed is private.

export { drawPng, drawRaster, type PngOptions } from "./png.ts";
