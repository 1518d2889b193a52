import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { describeWith, tmux } from "../support/needs.ts";

const run = fileURLToPath(new URL("../../tools/run-source.mjs", import.meta.url));
const program = fileURLToPath(new URL("emulate-program.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "jeton-emulate-"));
const limit = { timeout: 30_000, interval: 50 };
let child: ChildProcessWithoutNullStreams | null = null;

afterEach(() => {
  child?.kill("SIGKILL");
  child = null;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Running = {
  readonly out: string[];
  readonly error: string[];
  readonly ended: Promise<number | null>;
};

/** Starts `emulate` with these options, behind pipes. */
function emulate(...options: string[]): Running {
  const started = spawn(process.execPath, [run, program, "emulate", ...options]);
  child = started;
  const out: string[] = [];
  const error: string[] = [];
  createInterface({ input: started.stdout }).on("line", (line) => out.push(line));
  createInterface({ input: started.stderr }).on("line", (line) => error.push(line));
  return { out, error, ended: new Promise((resolve) => started.once("exit", resolve)) };
}

describe("jeton-bench emulate", () => {
  test("prints each change of the glass, does what is written to it, and leaves no link behind", async () => {
    const link = join(folder, "board");
    const { out, error, ended } = emulate("--link", link, "--json");
    await expect.poll(() => out.length, limit).toBeGreaterThan(0);
    expect(error[0]).toBe(`Board on ${link}`);
    const [first] = out;
    expect(JSON.parse(first ?? "")).toEqual({ glass: [expect.any(String), expect.any(String)] });
    expect(first).toMatch(/^\{"glass":\["[^"]{16}","[^"]{16}"\]\}$/);
    // A packet made by hand: clear the display. 06 00, CRC-16/X-25 low byte first.
    writeFileSync(link, Buffer.from("0600975b", "hex"), { flag: "r+" });
    const blank = JSON.stringify({ glass: [" ".repeat(16), " ".repeat(16)] });
    await expect.poll(() => out.at(-1), limit).toBe(blank);
    child?.stdin.write("reset\nsing\n");
    await expect.poll(() => error, limit).toContain("Board reset: external");
    await expect.poll(() => error.join("\n"), limit).toMatch(/Cannot do "sing": wanted up, down/);
    await expect.poll(() => out.at(-1), limit).toBe(first);
    child?.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(existsSync(link)).toBe(false);
  });

  test("keeps the EEPROM in a file from one run to the next", async () => {
    const file = join(folder, "eeprom");
    const link = join(folder, "kept");
    const once = async (): Promise<void> => {
      const { out, ended } = emulate("--link", link, "--eeprom", file);
      await expect.poll(() => out.length, limit).toBeGreaterThan(0);
      child?.kill("SIGINT");
      expect(await ended).toBe(0);
    };
    await once();
    const first = readFileSync(file);
    expect(first.length).toBe(1024);
    await once();
    expect(readFileSync(file).equals(first)).toBe(true);
  });

  test.each([
    [["--error-ppm", "99999"], 2, /found 99999, wanted within ±50000/],
    [["--hex", program], 1, /Cannot read line 1 of a hex file: found no record/],
    [["--eeprom", program], 2, /wanted 1024/],
    [
      ["--hex", "/nowhere.hex"],
      1,
      /there is no such file or folder, wanted a file that can be read$/,
    ],
    [
      ["--eeprom", "/nope/x"],
      1,
      /^Cannot write --eeprom "\/nope\/x": there is no such file or folder/,
    ],
    [
      ["--link", "/nope/x"],
      1,
      /^Cannot make "\/nope\/x" a link: there is no such folder, wanted a name in a folder that/,
    ],
    [["--link", folder], 1, /found a file or folder, wanted a free name or an old link/],
  ] as const)("refuses %j with status %i", async (options, status, message) => {
    const { error, ended } = emulate(...options);
    expect(await ended).toBe(status);
    expect(error.join("\n")).toMatch(message);
  });
});

describeWith(tmux, "jeton-bench emulate in a terminal", (path) => {
  const socket = join(folder, "socket");
  const terminal = (...words: string[]): string =>
    execFileSync(path, ["-S", socket, ...words], { encoding: "utf8" });
  const screen = (): string => terminal("capture-pane", "-p", "-t", "board");

  test("presses the board's keys, resets it and quits", async () => {
    const link = join(folder, "keys");
    const reports = join(folder, "reports");
    const line = `${process.execPath} ${run} ${program} emulate --link ${link}; echo left; exec cat`;
    terminal("new-session", "-d", "-s", "board", "-x", "160", "-y", "20", line);
    try {
      await expect.poll(screen, limit).toMatch(/\|.{16}\|.{16}\|/);
      expect(screen()).toContain("r resets it, q quits");
      const reader = spawn("sh", ["-c", `exec cat < ${link} > ${reports}`]);
      terminal("send-keys", "-t", "board", "Enter");
      // Reports: 80, length 1, 5 pressed, 11 released (hw/PROTOCOL.md).
      const heard = (): string =>
        existsSync(reports) ? readFileSync(reports).toString("hex") : "";
      await expect.poll(heard, limit).toMatch(/800105.{4}80010b/);
      reader.kill();
      terminal("send-keys", "-t", "board", "r");
      await expect.poll(screen, limit).toMatch(/Board reset: external/);
      terminal("send-keys", "-t", "board", "q");
      await expect.poll(screen, limit).toMatch(/^left$/m);
      expect(existsSync(link)).toBe(false);
    } finally {
      terminal("kill-server");
    }
  });
});
