import {
  drawRecoveryCodes,
  issueRecoveryCodes,
  makePinVerifier,
  pinSaltBytes,
  type RecoveryCode,
  type RecoveryCodes,
  type RecoveryCodesDecision,
  sealNonceBytes,
} from "@jeton/core";
import type { Answering } from "../attempt/answered-challenge.ts";
import type { RecoveryCodesAnswer } from "../attempt/answers.ts";
import type { Client } from "../attempt/client.ts";
import { decideAndStore } from "../attempt/decide-and-store.ts";
import type { Draw } from "../attempt/draw.ts";
import { refusal } from "../attempt/log-in.ts";
import type { Presented } from "../attempt/present.ts";
import { showKey } from "../attempt/show-key.ts";
import type { Ports } from "../ports/ports.ts";
import { issuedNow } from "./issued-now.ts";
import { loadKey } from "./stored-keys.ts";

/**
 * Makes a new set of recovery codes for a holder who shows the key by a PASSCODE; no code that stands in for the key's
 * is taken. The PASSCODE is decided as that of a log-in, in every respect. The new set ends the former one.
 */
export async function newRecoveryCodes(
  ports: Ports,
  given: Answering & { readonly identifier: string; readonly passcode: string },
  client: Client,
): Promise<RecoveryCodesAnswer> {
  const shown = await showKey(ports, given, client);
  if (shown.kind === "answered") return shown.answer;
  const { serial, epoch } = shown.presented.record;
  const { codes, set } = await drawSet(ports, shown.presented);
  const decided = await decideAndStore<RecoveryCodesDecision>(
    ports,
    () => loadKey(ports, serial),
    async (record) => issueRecoveryCodes(record, { set, epoch }, ports.clock()),
  );
  return decided?.decision.kind === "issued" ? { kind: "issued", codes } : refusal(ports, client);
}

/** The same request draws the same codes and salts each time it is sent, on any node (law 11). */
async function drawSet(
  ports: Ports,
  { record, draw }: Presented,
): Promise<{ readonly codes: readonly string[]; readonly set: RecoveryCodes }> {
  const { serial, floor } = record;
  const codes = drawRecoveryCodes(counted(draw, ["recovery code", serial]));
  const drawSalt = counted(draw, ["recovery code salt", serial]);
  const kept: RecoveryCode[] = [];
  for (const pin of codes) {
    const salt = drawSalt(pinSaltBytes);
    const cost = ports.policy.pinHashCost;
    const digest = await ports.hashPin({ pin, salt, cost });
    // Never drawn: a nonce seals one thing only.
    const nonce = ports.random(sealNonceBytes);
    const verifier = makePinVerifier(ports.keyring, serial, { salt, cost, digest, nonce });
    kept.push({ verifier, isUsed: false });
  }
  return { codes, set: { issuedAt: issuedNow(ports.clock(), floor), codes: kept } };
}

/** Returns a source of bytes that gives others each time. */
function counted(draw: Draw, label: readonly string[]): (bytes: number) => Uint8Array {
  let times = 0;
  return (bytes) => {
    times += 1;
    return draw(bytes, [...label, String(times)]);
  };
}
