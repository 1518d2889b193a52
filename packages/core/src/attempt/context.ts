import type { UnixMilliseconds } from "../base/units.ts";
import type { CodeLanes } from "../codes/code-lanes.ts";
import type { Algorithm } from "../codes/code-parameters.ts";
import type { Policy } from "../key/policy.ts";
import type { Keyring } from "../seals/keyring.ts";

/** What a decision depends on besides the record and the attempt. */
export type Context = {
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
  readonly keyring: Keyring;
  /** False while the server's own clock is the suspect: nothing is learnt from a code then. */
  readonly clockTrusted: boolean;
  /** What computes many codes faster than one by one, if the shell has it. */
  readonly codeLanes?: CodeLanes | null;
  /** The hashes that keys here have: every refusal computes with each. Default: the key's own only. */
  readonly hashes?: readonly Algorithm[];
};
