import {
  checkPin,
  type PinHashCost,
  type PinProblem,
  pinSaltBytes,
  sealNonceBytes,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

/** What a verifier is made of. */
export type HashedPin = {
  readonly salt: Uint8Array;
  readonly cost: PinHashCost;
  readonly digest: Uint8Array;
  /** For the seal of the verifier. */
  readonly nonce: Uint8Array;
};

/** Hashes a PIN, or an activation code, with a new salt at the policy's cost. */
export async function hashAnew(
  ports: Pick<Ports, "random" | "policy" | "hashPin">,
  pin: string,
): Promise<HashedPin> {
  const salt = ports.random(pinSaltBytes);
  const cost = ports.policy.pinHashCost;
  const digest = await ports.hashPin({ pin, salt, cost });
  return { salt, cost, digest, nonce: ports.random(sealNonceBytes) };
}

/** Returns a PIN that a holder chose, typed twice, hashed; or what is wrong with it. */
export async function newPin(
  ports: Ports,
  given: { readonly pin: string; readonly pinAgain: string },
): Promise<HashedPin | { readonly problem: PinProblem | "different" }> {
  if (given.pin !== given.pinAgain) return { problem: "different" };
  const checked = checkPin(given.pin, ports.policy.pin);
  return checked.ok ? hashAnew(ports, checked.pin) : { problem: checked.problem };
}
