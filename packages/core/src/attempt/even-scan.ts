import { findCode } from "../clock/find-code.ts";
import type { CodeLanes } from "../codes/code-lanes.ts";
import type { Algorithm } from "../codes/code-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import type { Sight } from "./code-match.ts";

/**
 * Computes the codes of a refusal once more with each other hash that keys here have, and drops them.
 * A code of SHA-512 costs as much as nine of SHA-1, so that a scan by the key's own hash alone would
 * tell by its time which hash that is, and that an unknown identifier has none (law 6). `own`: the hash with
 * which the codes were computed, the key's or that of a challenge's suite.
 */
export function scanOtherHashes(
  seed: Uint8Array,
  code: string,
  { record, windows, scan }: Sight,
  {
    hashes = [],
    codeLanes = null,
    own = record.parameters.algorithm,
  }: {
    readonly hashes?: readonly Algorithm[];
    readonly codeLanes?: CodeLanes | null;
    readonly own?: Algorithm;
  },
): void {
  const { digits } = record.parameters;
  for (const algorithm of hashes) {
    if (algorithm === own) continue;
    const prepared = prepareSeed(seed, algorithm, codeLanes);
    for (const window of [windows.near, ...scan]) findCode(prepared, code, digits, window);
    prepared.destroy();
  }
}
