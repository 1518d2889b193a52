// `@jeton/sim/serve`: the control server inside another program. What is not listed is private.

export { createSimApp } from "./app.ts";
export { KeyHouse } from "./key-house.ts";
export type { Operation } from "./operation.ts";
