import { AsyncLocalStorage } from "node:async_hooks";
import type { StoreFault } from "./faulty-store.ts";

/** The faults that strike one attempt: two attempts can be under way at once. */
export const faultScope: AsyncLocalStorage<StoreFault[]> = new AsyncLocalStorage();
