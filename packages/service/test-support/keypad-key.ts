import { isCounterBased, keyParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { independentOcra } from "../../../test/support/independent-ocra.ts";
import type { PortalPorts } from "../src/portal/portal.tsx";

/** The holder of the key with a keypad "O-1". */
export const keypadHolder = "olga";
export const keypadSerial = "O-1";
export const countedSuite = "OCRA-1:HOTP-SHA256-8:C-QN08";
export const timedSuite = "OCRA-1:HOTP-SHA256-8:QN08-T1M";

const seed = new Uint8Array(32).fill(9);

/** Puts it in stock and assigns it; returns what answers a challenge as the key does. */
export async function addKeypadKey(
  ports: PortalPorts,
  suite: string = countedSuite,
): Promise<(question: string) => string> {
  const parameters = keyParameters({ suite });
  const isCounter = isCounterBased(parameters);
  const key = { serial: keypadSerial, seed, parameters, counter: isCounter ? 0 : null };
  await addKey(ports, key, "staff:test");
  const act = { kind: "assign", holder: keypadHolder } as const;
  await actOnStoredKey(ports, keypadSerial, act, "staff:test");
  let counter = 0;
  return (question) => {
    const moving = isCounter ? { counter } : { at: ports.clock() };
    counter += 1;
    return independentOcra({ seed, suite, question, ...moving });
  };
}
