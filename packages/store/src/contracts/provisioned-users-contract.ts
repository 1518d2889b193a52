import { createKeyring, unixMilliseconds } from "@jeton/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdersOfNameMax, provisionedNames } from "../directory/provisioned-name.ts";
import { type ProvisionedUser, provisionedUsers } from "../directory/provisioned-user.ts";
import type { DirectoryPorts, SealedEntries } from "../directory/sealed-entries.ts";
import { sealedDocuments } from "../sealed-documents.ts";
import type { OpenDocuments } from "./document-store-contract.ts";

const page = { prefix: "", after: null, limit: 100, newestFirst: false } as const;

const anne: ProvisionedUser = {
  holder: "anne.martin",
  externalId: "0a1b2c3d-0000-4000-8000-000000000001",
  emailType: "office",
  phoneType: "mobile",
  createdAt: unixMilliseconds(1_800_000_000_000),
  changedAt: unixMilliseconds(1_800_000_001_000),
  parked: {
    ...{ holder: "anne.martin", familyName: "Martin", givenName: "Anne" },
    ...{ email: "anne.martin@ac-lyon.fr", phone: "", school: "0690001A", language: "fr" },
    groups: ["exams"],
  },
};

/** What the port of provisioned users promises in every store of documents; `open` returns an empty one. */
export function provisionedUsersContract(
  name: string,
  open: () => OpenDocuments | Promise<OpenDocuments>,
): void {
  describe(`ProvisionedUser: ${name}`, () => {
    let store: OpenDocuments;
    let drawn = 0;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const ports = (...fills: readonly number[]): DirectoryPorts => {
      const keyring = createKeyring(fills.map((fill) => new Uint8Array(32).fill(fill)));
      const documents = sealedDocuments(store.documents, keyring);
      const random = (bytes: number) => {
        drawn += 1;
        return new Uint8Array(bytes).fill(drawn);
      };
      return { documents, keyring, random };
    };
    const users = (...fills: readonly number[]): SealedEntries<ProvisionedUser> =>
      provisionedUsers(ports(...fills));

    test("is written at its revision only, and given back as it was", async () => {
      const port = users(1);
      expect(await port.put(anne, 1)).toBe(false);
      expect(await port.put(anne, 0)).toBe(true);
      expect(await port.load(anne.holder)).toEqual({ entry: anne, revision: 1 });
      const active = { ...anne, parked: null, externalId: "" };
      expect(await port.put(active, 0)).toBe(false);
      expect(await port.put(active, 1)).toBe(true);
      expect(await port.load(anne.holder)).toEqual({ entry: active, revision: 2 });
      expect(await port.remove(anne.holder, 1)).toBe(false);
      expect(await port.remove(anne.holder, 2)).toBe(true);
      expect(await port.load(anne.holder)).toBeNull();
    });

    test.each([
      { holder: "Anne" },
      { externalId: "x".repeat(257) },
      { emailType: "x".repeat(33) },
      { externalId: "\ud800" },
      { holder: "paul" },
    ])("cannot be kept with %j", async (change) => {
      await expect(users(1).put({ ...anne, ...change }, 0)).rejects.toThrow(RangeError);
    });

    test("cannot be read in the store, and moves to a new master key", async () => {
      await users(1).put(anne, 0);
      const text = JSON.stringify(await store.documents.list("provisioned-user", page));
      for (const secret of [anne.holder, anne.externalId, "Martin", "office"]) {
        expect(text).not.toContain(secret);
      }
      expect(await users(2, 1).reseal()).toBe(1);
      expect((await users(2).load(anne.holder))?.entry).toEqual(anne);
    });

    test("is found by a name that cannot be read in the store, and moves to a new master key", async () => {
      const name = { externalId: "Ext-é-1", holders: [anne.holder, "paul"] };
      const port = provisionedNames(ports(1));
      expect(await port.put(name, 0)).toBe(true);
      expect(await port.load(name.externalId)).toEqual({ entry: name, revision: 1 });
      expect(await port.load("ext-é-1")).toBeNull();
      const text = JSON.stringify(await store.documents.list("provisioned-name", page));
      for (const secret of [name.externalId, ...name.holders]) expect(text).not.toContain(secret);
      expect(await provisionedNames(ports(2, 1)).reseal()).toBe(1);
      expect((await provisionedNames(ports(2)).load(name.externalId))?.entry).toEqual(name);
    });

    test.each([
      { externalId: "" },
      { externalId: "x".repeat(257) },
      { holders: [] },
      { holders: ["anne", "anne"] },
      { holders: ["Anne"] },
      { holders: Array.from({ length: holdersOfNameMax + 1 }, (_, index) => `h${index}`) },
    ])("keeps no name with %j", async (change) => {
      const name = { externalId: "x", holders: ["anne"], ...change };
      await expect(provisionedNames(ports(1)).put(name, 0)).rejects.toThrow(RangeError);
    });
  });
}
