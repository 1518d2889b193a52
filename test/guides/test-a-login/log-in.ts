import type { AddressInfo } from "node:net";
import { test as keyTest } from "@jeton/key/vitest";
import { loginServer } from "./login.ts";

export const pin = "7294";

/** A login for each test, which knows the test's key, and what a browser does there. */
export const test = keyTest
  // Date stands still, and goes on with the key's time: key and login agree on it.
  .extend("keyTime", { kind: "fake-date" })
  .extend("once", false as boolean)
  .extend("logIn", async ({ key, once }, { onCleanup }) => {
    const server = loginServer({ pin, secret: key.seedBase32() }, { once });
    onCleanup(() => void server.close());
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    return async (passcode: string): Promise<number> => {
      const body = new URLSearchParams({ passcode });
      return (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body })).status;
    };
  });
