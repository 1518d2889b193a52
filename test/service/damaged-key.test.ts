import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createKeyring, keyedName } from "@jeton/core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { editSqlite } from "../support/edited-store.ts";
import { commandPath, jeton, servedAt } from "../support/jeton.ts";

// Goal: a record that was edited in the database is told to whoever manages keys, and to the log by a
// name from which nobody reads the key. Method: the commands and the service as an administrator runs
// them; one record edited beneath them. Each command takes seconds on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const serial = "ZQ-7731";
const masterKey = "07".repeat(32);
const seedHex = "3132333435363738393031323334353637383930";
const directory = makeStoreDirectory();
const data = join(directory.path, "data");
const env = { PATH: process.env.PATH, JETON_DATA: data, JETON_MASTER_KEY: masterKey };
const on = (words: readonly string[], input = "") => jeton(words, { env, input });

let service: ChildProcess;
let base = "";
let written = "";
let token = "";

beforeAll(async () => {
  await on(["keys", "add", serial, "--seed-file", "-"], seedHex);
  await on(["keys", "assign", serial, "ada"]);
  const scopes = ["authenticate", "keys:read", "keys:write", "audit:read", "metrics:read"];
  const flags = scopes.flatMap((scope) => ["--scope", scope]);
  const made = await on(["tokens", "add", "ops", ...flags, "--json"]);
  token = JSON.parse(made.stdout).token;
  await editSqlite(join(data, "jeton.sqlite"), async ({ sql }) => {
    await sql(`UPDATE keys SET record = replace(record, '"digits":6', '"digits":8')
               WHERE serial = '${serial}'`);
  });
  service = spawn(process.execPath, [commandPath, "serve", "--port", "0"], { env, stdio: "pipe" });
  for (const stream of [service.stdout, service.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      written += text;
    });
  }
  base = await servedAt(service);
});

afterAll(async () => {
  const ended = once(service, "exit");
  service.kill("SIGTERM");
  await ended;
  directory.remove();
});

async function ask(route: string, body?: object) {
  const answer = await fetch(`${base}${route}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: await answer.text() };
}

const problem = {
  status: 409,
  body: expect.stringContaining(
    "Cannot use this key: its record is damaged; see jeton audit verify",
  ),
};

test.each([
  { act: "assign", identifier: "eve" },
  { act: "hand-over" },
  ...(["clear-pin", "unlock", "suspend", "resume", "lose", "retire"] as const).map((act) => ({
    act,
  })),
  { act: "resynchronise", first: "123456", second: "654321" },
  { act: "replace", by: "ZQ-7732" },
])("the API answers 409 to an act on a damaged key: %j", async (act) => {
  expect(await ask(`/api/v1/keys/${serial}/acts`, act)).toEqual(problem);
});

test.each([`/api/v1/keys/${serial}`, `/api/v1/keys/${serial}/events`, "/api/v1/holders/ada"])(
  "the API answers 409 to who looks at it: %s",
  async (route) => {
    expect(await ask(route)).toEqual(problem);
  },
);

test("a log-in is refused like any other, and the log and the metrics tell of a damaged key", async () => {
  const before = written.length;
  const attempt = (identifier: string) =>
    ask("/api/v1/authenticate", { identifier, passcode: "2580123456" });
  const [known, unknown] = [await attempt("ada"), await attempt("nobody")];
  expect([known.status, unknown.status]).toEqual([200, 200]);
  expect(known.body.length).toBe(unknown.body.length);
  const name = keyedName(createKeyring([Buffer.from(masterKey, "hex")]), "serial", serial);
  await expect.poll(() => written.slice(before)).toContain(name);
  const told = written
    .slice(before)
    .split("\n")
    .filter((line) => line.includes(name))
    .map((line) => JSON.parse(line));
  expect(told).toMatchObject([{ level: 50, kind: "key", name, msg: "damaged" }]);
  expect(written).not.toContain(serial);
  expect((await ask("/metrics")).body).toMatch(/^jeton_damaged_records_total\{kind="key"\} [1-9]/m);
});
