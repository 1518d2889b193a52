import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeStoreDirectory, type StoreDirectory } from "../contracts/store-directory.ts";
import { editSqlite } from "../support/edited-store.ts";
import { jeton } from "../support/jeton.ts";

// Goal: a store of an earlier version is refused with the cure, sealed by it once, and works on; and a
// key that is edited afterwards is named by every command that meets it.
// Method: an installation whose seals and mark are taken off, as none were there before.

let directory: StoreDirectory;
beforeAll(() => {
  directory = makeStoreDirectory();
});
afterAll(() => directory.remove());

const data = () => join(directory.path, "data");
const file = () => join(data(), "jeton.sqlite");
const on = (...words: string[]) =>
  jeton(words, {
    env: { JETON_DATA: data() },
    ...(words.includes("-") && { input: "3132333435363738393031323334353637383930" }),
  });

test("jeton store migrate seals an earlier store once; what is edited later is named", async () => {
  rmSync(data(), { recursive: true, force: true });
  expect((await on("keys", "add", "K1", "--seed-file", "-")).status).toBe(0);
  expect((await on("keys", "assign", "K1", "ada")).status).toBe(0);
  await editSqlite(file(), async ({ sql }) => {
    const rows = await sql<{ serial: string; record: string }>("SELECT serial, record FROM keys");
    for (const { serial, record } of rows) {
      const { mac: _, ...before } = JSON.parse(record) as Record<string, unknown>;
      const text = JSON.stringify(before).replaceAll("'", "''");
      await sql(`UPDATE keys SET record = '${text}' WHERE serial = '${serial}'`);
    }
    await sql("DELETE FROM documents");
  });

  const refused = await on("keys", "list");
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toMatch(
    /^Cannot open the store [^\n]*run jeton store migrate once[^\n]*\n$/,
  );

  const migrated = await on("store", "migrate");
  expect(migrated).toMatchObject({ status: 0 });
  expect(migrated.stdout).toMatch(/^17 keys and 0 documents of [^\n]* are sealed\. Check them now/);
  expect((await on("store", "migrate")).stdout).toMatch(/was sealed before; nothing was changed/);
  const listed = await on("keys", "list", "--json");
  expect(JSON.parse(listed.stdout)).toMatchObject([{ serial: "K1", holder: "ada" }]);
  expect(await on("audit", "verify")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      / events of 1 key and 16 of the service's own, 1 documents checked/,
    ),
  });

  await editSqlite(file(), ({ sql }) =>
    sql(
      `UPDATE keys SET record = replace(record, '"digits":6', '"digits":8') WHERE serial = 'K1'`,
    ).then(() => {}),
  );
  const damaged = await on("keys", "list", "--json");
  expect(JSON.parse(damaged.stdout)).toEqual([{ serial: "K1", state: "damaged" }]);
  const verified = await on("audit", "verify");
  expect(verified.status).toBe(1);
  expect(verified.stderr).toMatch(/key K1: its record is damaged/);
  const acted = await on("keys", "suspend", "K1");
  expect(acted).toMatchObject({ status: 1, stdout: "" });
  expect(acted.stderr).toMatch(/^Cannot use this key: its stored record is damaged/);
  expect((await on("keys", "write-off", "K1")).status).toBe(0);
  expect((await on("audit", "verify")).status).toBe(0);
});
