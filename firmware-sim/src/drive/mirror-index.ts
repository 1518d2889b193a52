// `@jeton/sim/mirror`: a key on a display board, for pages: nothing here needs Node.

export { PageBoard } from "./page-board.ts";
export type { KeyOfPage } from "./page-key.ts";
