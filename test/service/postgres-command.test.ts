import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { stopProcess } from "../contracts/source-process.ts";
import { makeStoreDirectory, type StoreDirectory } from "../contracts/store-directory.ts";
import { commandPath, jeton, servedAt } from "../support/jeton.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

const seedHex = "3132333435363738393031323334353637383930";

// Goal: an installation moves to PostgreSQL by the commands alone, serves from there, and refuses
// everybody alike while the database is away. Method: the commands as an administrator types them.
// Each command is a process of its own: on a busy machine one takes seconds.
vi.setConfig({ testTimeout: 240_000 });

describeWith(postgres, "jeton on PostgreSQL", (path) => {
  let server: PostgresServer;
  let directory: StoreDirectory;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path);
    directory = makeStoreDirectory();
  });
  afterAll(async () => {
    directory.remove();
    await server.remove();
  });
  beforeEach(async () => {
    url = await server.createDatabase();
    rmSync(data(), { recursive: true, force: true });
  });

  const data = () => join(directory.path, "data");
  const on = (...words: string[]) =>
    jeton(words, { env: { JETON_DATA: data() }, ...(words.includes("-") && { input: seedHex }) });
  const added = () => on("keys", "add", "K1", "--seed-file", "-");

  test("migrates, copies with a proof, and goes on where the old store ended", async () => {
    expect((await added()).status).toBe(0);
    expect((await on("keys", "assign", "K1", "ada")).status).toBe(0);
    const migrated = await on("store", "migrate", "--store", url);
    expect(migrated).toEqual({
      ...{ status: 0, stderr: "" },
      stdout: `The store ${url} has schema version 4, it had 0.\n`,
    });
    expect((await on("store", "migrate", "--store", url)).stdout).toContain("version 4, as before");

    const file = join(data(), "jeton.sqlite");
    const copied = await on("store", "copy", "--from", file, "--to", url);
    expect(copied).toMatchObject({ status: 0, stderr: "" });
    expect(copied.stdout).toMatch(/^keys +17 +17 +same$/m);
    expect(copied.stdout).toMatch(/^records and heads +([0-9a-f]{16}) +\1 +same$/m);
    expect(copied.stdout).toMatch(/^seals opened +17 +17 +same$/m);
    const again = await on("store", "copy", "--from", file, "--to", url);
    expect(again).toMatchObject({ status: 1, stdout: "" });
    expect(again.stderr).toMatch(/^Cannot use the store [^\n]*not empty[^\n]*\n$/);

    const listed = await jeton(["keys", "list", "--json"], {
      env: { JETON_DATA: data(), JETON_STORE: url },
    });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ serial: "K1", holder: "ada" }]);
    expect((await on("audit", "verify", "--store", url)).status).toBe(0);
  });

  test("refuses another master key, an empty database and a copy whose seals do not open", async () => {
    const empty = await on("keys", "list", "--store", url);
    expect(empty).toMatchObject({ status: 1, stdout: "" });
    expect(empty.stderr).toMatch(/there is no store in this database/);
    await added();
    const file = join(data(), "jeton.sqlite");
    writeFileSync(join(data(), "master.key"), `${"ab".repeat(32)}\n`);
    const copied = await on("store", "copy", "--from", file, "--to", url, "--json");
    expect(copied.status).toBe(1);
    expect(copied.stderr).toMatch(
      /^Cannot copy the store: key "K1" is sealed with master key [0-9a-f]{8}, which is not here; give its master key[^\n]*\n$/,
    );
    expect(copied.stdout).toBe("");
    const listed = await on("keys", "list");
    expect(listed.stderr).toMatch(/^Cannot use this master key with [^\n]*\n$/);
    expect((await on("store", "migrate")).stdout).toMatch(/was sealed before; nothing was changed/);
    expect((await on("store", "copy", "--from", file)).status).toBe(2);
  });

  test("serves, says no while the database is away, and comes back", async () => {
    const words = ["serve", "--port", "0", "--store", url];
    const child = spawn(process.execPath, [commandPath, ...words], {
      env: { PATH: process.env.PATH, JETON_DATA: data() },
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const base = await servedAt(child);
      const ask = async (route: string, body?: object) => {
        const answer = await fetch(`${base}${route}`, {
          ...(body && { method: "POST", body: JSON.stringify(body) }),
          headers: { "content-type": "application/json" },
        });
        return { status: answer.status, body: await answer.text() };
      };
      const refused = expect.stringMatching(/^\{"result":"refused","flow":"[\w-]{22}"\}$/u);
      const attempt = (identifier: string) =>
        ask("/api/v1/authenticate", { identifier, passcode: "2580123456" });
      expect(await ask("/readyz")).toEqual({ status: 200, body: '{"status":"ready"}' });
      expect(await attempt("nobody")).toEqual({ status: 200, body: refused });
      await on("keys", "add", "K1", "--seed-file", "-", "--store", url);
      await on("keys", "assign", "K1", "ada", "--store", url);

      await server.crash();
      expect(await ask("/readyz")).toEqual({ status: 503, body: '{"status":"not-ready"}' });
      const [known, unknown] = [await attempt("ada"), await attempt("nobody")];
      expect(known.status).toBe(503);
      expect(unknown).toEqual(known);
      expect(known.body).not.toMatch(/postgres|127\.0\.0\.1/);
      expect((await ask("/healthz")).status).toBe(200);

      await server.start();
      const deadline = Date.now() + 30_000;
      while ((await ask("/readyz")).status !== 200 && Date.now() < deadline) await sleep(50);
      expect(await attempt("ada")).toEqual({ status: 200, body: refused });
    } finally {
      await stopProcess(child, "SIGTERM");
    }
  });
});
