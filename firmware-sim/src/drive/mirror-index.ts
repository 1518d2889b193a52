// `@jeton/sim/mirror`: a key on a display board, for pages as well: nothing here needs Node.

export type { MirroredKey } from "./board-mirror.ts";
export { BoardShow } from "./board-show.ts";
