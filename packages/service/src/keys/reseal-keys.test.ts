import { createKeyring } from "@jeton/core";
import { sealedStore } from "@jeton/store";
import type { Ports } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { resealKeys } from "./reseal-keys.ts";

describe("resealKeys()", () => {
  test("seals each key anew, whatever attempts come in between, on decoys too", async () => {
    const { ports, bareStore } = await openTestPortal();
    const [was] = ports.keyring.all;
    if (was === undefined) throw new TypeError("Cannot seal anew: there is no master key");
    const next = createKeyring([new Uint8Array(32).fill(9)]).active;
    const keyring = { active: next, all: [next, was] };
    const disturbed = new Set<string>();
    const sealed = sealedStore(bareStore, keyring);
    const store: Ports["store"] = {
      ...sealed,
      async replace(serial, ...change) {
        if (disturbed.has(serial)) return sealed.replace(serial, ...change);
        disturbed.add(serial);
        return false;
      },
    };
    const keys = await resealKeys({ ...ports, keyring, store }, "staff:test");
    expect(keys).toBe(disturbed.size);
    expect(disturbed).toContain("decoy-0");
    expect(await resealKeys({ ...ports, keyring, store: sealed }, "staff:test")).toBe(0);
  });
});
