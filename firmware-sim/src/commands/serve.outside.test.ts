import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../../bin/jeton-sim.mjs", import.meta.url));

let folder: string;
let running: ChildProcess | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-serve-"));
  running = null;
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server and answers its address once it says so. */
async function serve(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, [command, "serve", "--port", "0", ...words], {
    cwd: folder,
  });
  running = child;
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes("Ctrl-C stops")) break;
  }
  return /Page: +(\S+)/.exec(printed)?.[1] ?? "";
}

async function stop(): Promise<number | null> {
  if (running === null) return null;
  const child = running;
  child.kill("SIGINT");
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
}

const post = (url: string, body: object) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe("jeton-sim serve", () => {
  test("records a session that another one replays, display for display", async () => {
    const url = await serve("--keys", "1", "--time", "virtual:1767225600", "--record", "a.jsonl");
    await post(`${url}api/v1/keys/000000001/faults`, { name: "dead-segment" });
    await post(`${url}api/v1/time/advance`, { milliseconds: 90_000 });
    const shown = await (await fetch(`${url}api/v1/keys/000000001/display.svg`)).text();
    const seedHex = "3132333435363738393031323334353637383930"; // RFC 4226's
    await post(`${url}api/v1/keys`, { from: "seed", kind: "hotp", seedHex, serial: "H" });
    await post(`${url}api/v1/keys/H/next-code`, {});
    expect(await stop()).toBe(0);
    expect(statSync(join(folder, "a.jsonl")).mode & 0o777).toBe(0o600);
    const again = await serve("--replay", "a.jsonl");
    expect(await (await fetch(`${again}api/v1/keys/000000001/display.svg`)).text()).toBe(shown);
    const given = await fetch(`${again}api/v1/keys/H/code.txt?wrong=replayed`);
    expect(await given.text()).toBe("755224\n");
    const answer = await fetch(`${again}api/v1/time`);
    expect(await answer.json()).toEqual({ kind: "virtual", at: 1_767_225_690_000, factor: 0 });
  });

  test("does not write over a recording", async () => {
    writeFileSync(join(folder, "kept"), "mine");
    const { status, stderr } = refused("--record", "kept");
    expect({ status, kept: readFileSync(join(folder, "kept"), "utf8") }).toEqual({
      ...{ status: 1, kept: "mine" },
    });
    expect(stderr).toMatch(/^Cannot write "kept": it is there already, wanted a new file/);
  });

  test("makes a token where others can reach it, and wants it", async () => {
    const url = await serve("--host", "0.0.0.0");
    const { origin, searchParams } = new URL(url.replace("0.0.0.0", "127.0.0.1"));
    expect(searchParams.get("token")).toMatch(/^[\w-]{32}$/);
    expect((await fetch(`${origin}/api/v1/keys`)).status).toBe(401);
    const headers = { authorization: `Bearer ${searchParams.get("token")}` };
    expect((await fetch(`${origin}/api/v1/keys`, { headers })).status).toBe(200);
  });

  test("says that the port is taken, and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { status, stderr } = refused("--port", String(port));
    other.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Cannot listen on 127.0.0.1:\d+: the port is taken, give another one/);
  });

  function refused(...words: string[]) {
    const run = spawnSync(process.execPath, [command, "serve", ...words], {
      cwd: folder,
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  test.each<[string, string[], number, RegExp]>([
    ["an unknown time", ["--time", "slow"], 2, /wanted real, scaled:FACTOR/],
    ["no factor", ["--time", "scaled:0"], 2, /--time/],
    ["a start that is no number", ["--time", "virtual:noon"], 2, /--time/],
    ["half a key", ["--keys", "0.5"], 2, /--keys/],
    ["a port that is none", ["--port", "70000"], 2, /--port/],
    ["a token that is easily guessed", ["--token", "abc"], 2, /8 to 256/],
    ["two tokens", ["--token", "abcdefgh", "--token-file", "x"], 2, /wanted one/],
    ["a token file that is not there", ["--token-file", "none"], 1, /Cannot read "none"/],
    ["a recording that is not there", ["--replay", "none"], 1, /Cannot read "none"/],
    ["a recording that is none", ["--replay", "bad"], 1, /line 1.* in "bad"/],
    ["another time for a replay", ["--replay", "bad", "--time", "real"], 2, /wanted one/],
  ])("refuses %s: one line, nothing served or written", (_, words, expected, says) => {
    writeFileSync(join(folder, "bad"), "no recording\n");
    const { status, stdout, stderr } = refused(...words, "--record", "new");
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect(existsSync(join(folder, "new"))).toBe(false);
  });
});
