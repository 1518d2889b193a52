import { actEvent, outcome } from "@jeton/core";
import { decideAndStore, type Ports } from "@jeton/validator/parts";

/** Brings a key to the end that its maker's file gives it, as if the file had said that it is now. */
export async function expireKey(ports: Ports, serial: string): Promise<void> {
  const expiresAt = ports.clock();
  const origin = { manufacturer: null, model: null, startsAt: null, expiresAt };
  await decideAndStore(
    ports,
    () => ports.store.load(serial),
    async (record) =>
      outcome(null, { ...record, origin }, actEvent(expiresAt, "exported", "staff:test")),
  );
}
