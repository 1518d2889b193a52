import { decideAndStore, type Ports } from "@jeton/validator/parts";
import { loadStaffKey, staffAct, staffActor } from "./staff-key.ts";

/** Leaves an event in the chain of an account: they took a list along as a file. */
export function noteDownload(ports: Ports, name: string): Promise<void> {
  return noteList(ports, name, "exported");
}

/** Leaves an event in the chain of an account: they brought the directory of holders up to date by a list. */
export function noteImport(ports: Ports, name: string): Promise<void> {
  return noteList(ports, name, "directory-imported");
}

async function noteList(
  ports: Ports,
  name: string,
  kind: "exported" | "directory-imported",
): Promise<void> {
  await decideAndStore(
    ports,
    () => loadStaffKey(ports, name),
    async (record) => staffAct("done", ports, { next: record, kind, actor: staffActor(name) }),
  );
}
