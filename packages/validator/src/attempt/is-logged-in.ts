import { datesAt } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { hasNoKey } from "./password.ts";
import { isPasswordEpoch } from "./password-epoch.ts";
import type { Login } from "./sign-out.ts";

/**
 * Returns whether what let someone in still would, and nothing ended it: their key is in service, within its dates, and
 * has the epoch of that log-in, or they still have none and did not sign out.
 */
export async function isLoggedIn(ports: Ports, { holder, serial, epoch }: Login): Promise<boolean> {
  if (serial === null) {
    return (await isPasswordEpoch(ports, holder, epoch)) && (await hasNoKey(ports, holder));
  }
  const record = (await ports.store.load(serial))?.record;
  return (
    record?.holder === holder &&
    record.state.kind === "in-service" &&
    record.epoch === epoch &&
    datesAt(record, ports.clock()) === "within"
  );
}
