import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeWith, tmux } from "../support/needs.ts";

const command = fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url));
const seed = "--seed-hex 3132333435363738393031323334353637383930";

// Goal: whoever sits before `jeton-sim run` reads the right code and can drive the key.
// Method: a terminal of its own, keys pressed as by a person, the screen read as by one.
describeWith(tmux, "jeton-sim run in a terminal", (path) => {
  let folder: string;

  const terminal = (...words: string[]): string =>
    execFileSync(path, ["-S", join(folder, "socket"), ...words], { encoding: "utf8" });
  const screen = (): string => terminal("capture-pane", "-p", "-t", "key");
  const press = (...keys: string[]): void => {
    terminal("send-keys", "-t", "key", ...keys);
  };
  const start = (words: string, size: readonly [number, number] = [80, 30]): void => {
    const line = `${process.execPath} ${command} run ${seed} ${words}; echo left; exec cat`;
    const [columns, rows] = size.map(String);
    terminal("new-session", "-d", "-s", "key", "-x", columns ?? "", "-y", rows ?? "", line);
  };
  const sees = (what: RegExp): Promise<void> =>
    expect.poll(screen, { timeout: 15_000, interval: 50 }).toMatch(what);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jeton-terminal-"));
  });
  afterEach(() => {
    try {
      terminal("kill-server");
    } catch {
      // It has ended by itself.
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test("shows the code, goes to the next one, and gives the terminal back", async () => {
    start("--time virtual:59 --ascii");
    await sees(codeOnScreen("287082"));
    press("n");
    await sees(codeOnScreen("359152"));
    await sees(/virtual, stands still/);
    press("q");
    await sees(/^left$/m);
    expect(screen()).not.toContain("No. 000000001");
  });

  test("shows a button key's code when space is pressed, and darkens after its time", async () => {
    start("--time virtual:59 --ascii --button 30");
    await sees(/display dark/);
    press("Space");
    await sees(codeOnScreen("287082"));
    press("]");
    await sees(/display dark/);
  });

  test("says what a fault does, and clears it", async () => {
    start("--time virtual:59 --ascii --fault dead-segment:segment=0G");
    await sees(/Faults {2}dead-segment:segment=0G/);
    press("x");
    await sees(codeOnScreen("287082"));
    expect(screen()).not.toContain("Faults");
    press("f");
    await sees(/Fault: [a-z-]+/);
  });

  test("lists the keys to press, and refuses what cannot be done with one line", async () => {
    start("--time virtual:59 --ascii");
    press("?");
    await sees(/space +press the key's button/);
    press("p");
    await sees(/Cannot change the speed of virtual time/);
  });

  test("keeps to a small terminal, and takes a larger one at once", async () => {
    start("--time virtual:59 --ascii", [40, 6]);
    await sees(/^287082 {2}shown, 1 s/);
    terminal("resize-window", "-t", "key", "-x", "80", "-y", "30");
    await sees(codeOnScreen("287082"));
  });
});

/** Returns what the drawn code looks like: its second row of strokes and its third. */
function codeOnScreen(code: string): RegExp {
  const rows = { 0: "|   |", 1: "    |", 2: " ___|", 3: " ___|", 4: "|___|" } as Record<
    string,
    string
  >;
  const more = { 5: "|___ ", 6: "|___ ", 7: "    |", 8: "|___|", 9: "|___|" } as Record<
    string,
    string
  >;
  const row = [...code].map((digit) => rows[digit] ?? more[digit] ?? "").join("  ");
  return new RegExp(row.replaceAll("|", "\\|"));
}
