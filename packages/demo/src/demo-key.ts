import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { FailedError } from "@jeton/cli";
import { SimulatedKey, seedOf, type TimeSource } from "@jeton/key";
import { actOnStoredKey, addKey, type Ports } from "@jeton/validator/parts";

/** Who holds the demo's key. */
export const demoHolder = "camille";
const demoSerial = "000482713";

/**
 * Returns the simulated key of this data directory. At the first start it is made, put in stock and
 * assigned to the demo's holder; later it is found as it was left, its clock having gone on.
 * Throws FailedError when the file is damaged.
 */
export async function openDemoKey(
  path: string,
  ports: Ports,
  timeSource: TimeSource,
): Promise<SimulatedKey> {
  const key = existsSync(path) ? restore(path, timeSource) : create(ports, timeSource);
  const seed = seedOf(key.state());
  if (seed === null) throw new FailedError(`Cannot use the simulated key ${path}: found no seed`);
  // Adding and assigning again changes nothing, so a start that was cut off is made whole.
  saveDemoKey(path, key);
  await addKey(ports, { serial: key.serial, seed, parameters: key.parameters }, "system");
  await actOnStoredKey(ports, key.serial, { kind: "assign", holder: demoHolder }, "system");
  return key;
}

/** Writes the key's state, its seed included, where only this user may read it. */
export function saveDemoKey(path: string, key: SimulatedKey): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(key.state(), null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

function create(ports: Ports, timeSource: TimeSource): SimulatedKey {
  return new SimulatedKey({ serial: demoSerial, seed: ports.random(20), timeSource });
}

function restore(path: string, timeSource: TimeSource): SimulatedKey {
  try {
    return SimulatedKey.restore(JSON.parse(readFileSync(path, "utf8")), timeSource);
  } catch (cause) {
    throw new FailedError(
      `Cannot read the simulated key ${path}: ${(cause as Error).message}, move the data directory away to begin anew`,
      { cause },
    );
  }
}
