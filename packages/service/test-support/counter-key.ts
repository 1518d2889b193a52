import { codeAt, counterParameters, timeStep } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import type { PortalPorts } from "../src/portal/portal.tsx";

/** The holder of the counter key "C-1". */
export const counterHolder = "jules";
export const counterSerial = "C-1";

const seed = new Uint8Array(20).fill(8);

/** Returns the code that it shows for a counter. */
export function counterCode(counter: number): string {
  return codeAt(seed, timeStep(counter), counterParameters());
}

/** Puts it in stock and assigns it; its next code is that of counter 100. */
export async function addCounterKey(ports: PortalPorts): Promise<void> {
  const key = { serial: counterSerial, seed, parameters: counterParameters(), counter: 100 };
  await addKey(ports, key, "staff:test");
  const act = { kind: "assign", holder: counterHolder } as const;
  await actOnStoredKey(ports, counterSerial, act, "staff:test");
}
