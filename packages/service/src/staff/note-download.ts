import { decideAndStore, type Ports } from "@jeton/validator/parts";
import { loadStaffKey, staffAct, staffActor } from "./staff-key.ts";

/** Leaves an event in the chain of an account: they took a list along as a file. */
export async function noteDownload(ports: Ports, name: string): Promise<void> {
  await decideAndStore(
    ports,
    () => loadStaffKey(ports, name),
    async (record) =>
      staffAct("done", ports, { next: record, kind: "exported", actor: staffActor(name) }),
  );
}
