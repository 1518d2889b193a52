import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";

const seedHex = "3132333435363738393031323334353637383930";

describe("jeton", () => {
  let data: string;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "jeton-command-"));
  });

  afterEach(() => rmSync(data, { recursive: true, force: true }));

  const on = (...words: string[]) => jeton([...words, "--data", data]);
  const add = (serial: string) =>
    jeton(["keys", "add", serial, "--seed-file", "-", "--data", data], { input: `${seedHex}\n` });

  test("takes a key from stock to its holder, decides its first code once, and keeps the trail", async () => {
    await add("K1");
    expect((await on("keys", "assign", "K1", "Camille")).stdout).toBe("Key K1: assign done.\n");
    const now = String(Math.floor(Date.now() / 1000));
    const code = (await jeton(["code", "--seed-hex", seedHex, "--at", now])).stdout;
    const authenticate = ["authenticate", "camille", "--data", data];
    // Exit status 0 would let in whoever has the key and no PIN.
    expect(await jeton(authenticate, { input: code })).toEqual({
      status: 1,
      stdout: "choose-pin\n",
      stderr: "",
    });
    expect(await jeton(authenticate, { input: code })).toEqual({
      status: 1,
      stdout: "refused\n",
      stderr: "",
    });
    const [key] = JSON.parse((await on("keys", "list", "--json")).stdout);
    expect(key).toMatchObject({ serial: "K1", holder: "camille", failures: 1 });
    const report = JSON.parse((await on("audit", "verify", "--json")).stdout);
    expect(report).toMatchObject({ broken: [] });
    expect((await on("holders", "list")).stdout).toMatch(/camille +K1 +choosing-pin/);
  });

  test("knows all of its commands for a shell, each as the help shows it", async () => {
    const { status, stdout, stderr } = await jeton(["completion", "bash"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const word of ["clear-pin", "--seed-file", "checkpoint", "--from", "--scope"]) {
      expect(stdout).toContain(word);
    }
  });

  const wrongUses: readonly (readonly [readonly string[], RegExp])[] = [
    [
      [],
      /wanted serve, keys, holders, authenticate, audit, staff, store, doctor, tokens, code, completion or --help/,
    ],
    [["kesy"], /found "kesy", wanted serve, keys/],
    [["keys"], /Cannot run jeton keys: found no command, wanted add, list, health, assign/],
    [["keys", "help"], /Cannot run jeton keys: found "help", wanted add, list, .* or --help/],
    [["keys", "assign", "K1"], /missing required argument/],
    [["keys", "assign", "K1", "no body"], /Cannot use "no body" as an identifier/],
    [["serve", "--port", "80x"], /Cannot read --port: found "80x"/],
    [["code", "--seed-hex", "xyz", "--at", "0"], /expected pairs of hexadecimal digits/],
    [["code", "--seed-hex", "", "--at", "0"], /Cannot read a seed/],
    [["keys", "list", "--frobnicate"], /unknown option "--frobnicate"/],
    [["serve", "--port", "70000"], /wanted a port from 0 to 65535/],
    [["keys", "list", "--data", ""], /found an empty name, wanted a directory/],
  ];

  test.each(wrongUses)("calls %j wrong use", async (words, says) => {
    const ended = await jeton(words);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(ended.stderr).toMatch(says);
  });

  const failures: readonly (readonly [readonly string[], RegExp])[] = [
    [["keys", "unlock", "K9"], /Cannot unlock key "K9": there is no such key/],
    [["keys", "unlock", "decoy-0"], /there is no such key/],
    [["keys", "clear-pin", "K1"], /not possible while it is in-stock/],
    [["serve", "--port", "0", "--host", "nosuch.invalid"], /Cannot listen on nosuch.invalid/],
  ];

  test.each(failures)("says in one line why %j cannot be done", async (words, says) => {
    await add("K1");
    const ended = await on(...words);
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(says);
  });

  test("adds a key once, and no key under a decoy's name or with an empty seed", async () => {
    await add("K1");
    expect(await add("K1")).toMatchObject({ status: 1, stdout: "" });
    expect(await add("decoy-3")).toMatchObject({ status: 2, stdout: "" });
    const empty = ["keys", "add", "K2", "--seed-file", "-", "--data", data];
    expect(await jeton(empty, { input: "\n" })).toMatchObject({ status: 2, stdout: "" });
    expect(JSON.parse((await on("keys", "list", "--json")).stdout)).toHaveLength(1);
  });

  test("finds the clock of a key by two codes read out, and takes the next one", async () => {
    await add("K1");
    await on("keys", "assign", "K1", "camille");
    const inOneHour = String(Math.floor(Date.now() / 1000) + 3600);
    const codes = await jeton(["code", "--seed-hex", seedHex, "--at", inOneHour, "--count", "3"]);
    const [first = "", second = "", third = ""] = codes.stdout.split("\n");
    const swapped = await on("keys", "resynchronise", "K1", second, first);
    expect(swapped).toMatchObject({ status: 1, stdout: "" });
    const found = await on("keys", "resynchronise", "K1", first, second);
    expect(found.stdout).toMatch(/^Key K1: found, 12[01] steps ahead of the server/);
    const next = await jeton(["authenticate", "camille", "--data", data], { input: third });
    expect(next.stdout).toBe("choose-pin\n");
  });

  test("verifies the trail of a store that is being written to", async () => {
    await add("K1");
    const words = ["authenticate", "nobody", "--data", data];
    let writing = true;
    const writer = (async () => {
      while (writing) await jeton(words, { input: "123456" });
    })();
    for (let look = 0; look < 3; look += 1) {
      expect(JSON.parse((await on("audit", "verify", "--json")).stdout)).toMatchObject({
        broken: [],
      });
    }
    writing = false;
    await writer;
  });

  test("makes no installation where none was asked for", async () => {
    const empty = join(data, "empty");
    const ended = await jeton(["keys", "list", "--data", empty]);
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^Cannot find an installation in [^\n]*\n$/);
    expect(existsSync(empty)).toBe(false);
  });

  test("says which port is taken", async () => {
    const { createServer } = await import("node:net");
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    const ended = await on("serve", "--port", port);
    other.close();
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(
      /^Cannot listen on [^\n]*: the port is taken, give another one with --port[^\n]*\n$/,
    );
  });
});
