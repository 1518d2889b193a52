import { decoySerialFor } from "./decoys.ts";
import type { Ports } from "./ports.ts";

/** Answers whether the holder has a key in service: one that was cleared, lost or suspended is none. */
export async function hasKeyInService(ports: Ports, holder: string): Promise<boolean> {
  const stored = await ports.store.loadForHolder(holder, decoySerialFor(holder));
  return stored?.record.holder === holder && stored.record.state.kind === "in-service";
}
