import { signOut } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { decideAndStore } from "./decide-and-store.ts";
import { endPasswordSessions } from "./password-epoch.ts";

/** Who is logged in, and by what. */
export type Login = {
  readonly holder: string;
  /** The serial of their key; null: by a password, without a key. */
  readonly serial: string | null;
  /** The epoch of that key, or of their log-ins by password, when they logged in. */
  readonly epoch: number;
};

/**
 * Ends the log-in wherever it is known: in all browsers of its holder, copies included. A lost race
 * is tried again; a log-in that ended before ends nothing.
 */
export async function endLogin(ports: Ports, { holder, serial, epoch }: Login): Promise<void> {
  if (serial === null) return endPasswordSessions(ports, holder, epoch);
  await decideAndStore(
    ports,
    () => ports.store.load(serial),
    async (record) => signOut(record, { epoch }, ports.clock()),
  );
}
