import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandPath } from "../support/jeton.ts";
import { freePort } from "../support/postgres.ts";

// Goal: a server goes on when nobody reads what it prints any more, as a script does that takes its
// address from the first line, or a terminal that was closed.
// Method: the pipe is closed before the server prints anything, so each line that it prints fails.

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

let folder: string;
let child: ChildProcess | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-reader-"));
  child = null;
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test.each<[string, readonly string[], string]>([
  ["jeton serve", [commandPath, "serve", "--port", "PORT", "--data", "data"], "/portal"],
  ["jeton-sim serve", [path("firmware-sim/bin/jeton-sim.mjs"), "serve", "--port", "PORT"], "/"],
  ["jeton-bench bridge", [path("hw/bench/bin/jeton-bench.mjs"), "bridge", "--listen", "PORT"], "/"],
  [
    "npm start",
    [path("tools/run-source.mjs"), path("packages/demo/src/main.ts"), "--port", "PORT"],
    "/bench",
  ],
])("%s answers though nobody reads its output", async (_name, words, page) => {
  const port = String(await freePort());
  const given = words.map((word) => (word === "PORT" ? port : word));
  const server = spawn(process.execPath, given, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  child = server;
  server.stdout.destroy();
  server.stderr.resume();
  await answers(server, `http://127.0.0.1:${port}${page}`);
  // What it prints once it listens comes after its first answer at the latest.
  await sleep(500);
  await answers(server, `http://127.0.0.1:${port}${page}`);
  expect(server.exitCode).toBeNull();
});

/** Resolves once the address answers, with whatever status; rejects when its server has ended. */
async function answers(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`It ended with ${server.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer !== null) return;
    await sleep(100);
  }
  throw new Error(`Nothing answers at ${url}`);
}
