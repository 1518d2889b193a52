import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editPostgres, editSqlite } from "../support/edited-store.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { openTamperedInstallation, type TamperedInstallation } from "./tampered-installation.ts";
import { type Tampering, tamperings } from "./tamperings.ts";

// Goal: whoever can write to the database, and has no master key, changes nothing unseen, and gets in
// by nothing that they changed (laws 8 and 9).
// Method: an installation with a history; for each kind of tampering a copy of its store, changed by
// SQL past the triggers; then the command of the table must name the place.
const cases = tamperings.map((each) => [`${each.of}: ${each.what}`, each] as const);

async function expectFound(
  installation: TamperedInstallation,
  { foundBy, says, isWholePast }: Tampering,
  place: string,
): Promise<void> {
  const plain = await installation.verify(place);
  if (foundBy === "jeton audit verify --expect") {
    expect(plain).toBe("");
    expect(await installation.verify(place, installation.kept)).toMatch(says);
    return;
  }
  expect(plain).toMatch(says);
  if (foundBy === "every command") return;
  const accepted = isWholePast ? ["ada's spent PASSCODE"] : [];
  expect(await installation.wronglyAccepted(place)).toEqual(accepted);
}

describe("jeton audit verify on SQLite", () => {
  let installation: TamperedInstallation;
  let file = "";
  beforeAll(async () => {
    installation = await openTamperedInstallation((directory) => {
      file = join(directory, "jeton.sqlite");
      return file;
    }, editSqlite);
  });
  afterAll(() => installation.remove());

  const copied = (number: number) => {
    const place = `${file}.${number}`;
    copyFileSync(file, place);
    return place;
  };

  test("finds nothing where nobody tampered, and lets nobody in wrongly", async () => {
    const place = copied(-1);
    expect(await installation.verify(place, installation.kept)).toBe("");
    expect(await installation.wronglyAccepted(place)).toEqual([]);
  });

  test.each(cases)("finds %s", async (what, tampering) => {
    const place = copied(cases.findIndex(([name]) => name === what));
    await editSqlite(place, async (db) => void (await tampering.edit(db, installation)));
    await expectFound(installation, tampering, place);
  });
});

describeWith(postgres, "jeton audit verify on PostgreSQL", (path) => {
  let server: PostgresServer;
  let installation: TamperedInstallation;
  let url = "";
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
    url = await server.createDatabase();
    installation = await openTamperedInstallation(() => url, editPostgres);
  });
  afterAll(async () => {
    installation.remove();
    await server.remove();
  });

  test.each(cases)("finds %s", async (what, tampering) => {
    const name = `copy_${cases.findIndex(([each]) => each === what)}`;
    const original = new URL(url).pathname.slice(1);
    const admin = url.replace(/[^/]+$/, "postgres");
    await server.query(admin, `CREATE DATABASE ${name} TEMPLATE ${original}`);
    const place = url.replace(/[^/]+$/, name);
    await editPostgres(place, async (db) => void (await tampering.edit(db, installation)));
    await expectFound(installation, tampering, place);
  });
});

test("docs/guides/audit.md shows every kind of tampering and the command that finds it", () => {
  const guide = readFileSync(new URL("../../docs/guides/audit.md", import.meta.url), "utf8");
  for (const { of, what, foundBy } of tamperings) {
    expect(guide).toContain(`| ${of} | ${what} | \`${foundBy}\` |`);
  }
  expect(tamperings.length).toBeGreaterThanOrEqual(30);
});
