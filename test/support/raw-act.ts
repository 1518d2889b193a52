import { actOnKey, type HelpDeskAct } from "@jeton/core";
import { decideAndStore, type Ports } from "@jeton/validator/parts";

/** Does an act of the core with terms that no door offers: a first use of the test's own making. */
export async function rawAct(ports: Ports, serial: string, act: HelpDeskAct): Promise<void> {
  const { keyring } = ports;
  const done = await decideAndStore(
    ports,
    () => ports.store.load(serial),
    async (record) => actOnKey(record, act, { actor: "staff:test", now: ports.clock(), keyring }),
  );
  if (done?.decision.kind !== "done") throw new TypeError(`Cannot ${act.kind} ${serial}`);
}
