import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandPath } from "../support/jeton.ts";
import { describeWith, tmux } from "../support/needs.ts";

// Goal: what is asked for at a terminal is not shown there, and whoever leaves is let go in one line.
// Method: a terminal of its own, keys pressed as by a person, the screen read as by one.
describeWith(tmux, "jeton, asking at a terminal", (path) => {
  let folder: string;

  const terminal = (...words: string[]): string =>
    execFileSync(path, ["-S", join(folder, "socket"), ...words], { encoding: "utf8" });
  const screen = (): string => terminal("capture-pane", "-p", "-t", "jeton").trim();
  const press = (...keys: string[]): void => {
    terminal("send-keys", "-t", "jeton", ...keys);
  };
  const start = (words: string): void => {
    const line = `${process.execPath} ${commandPath} ${words} --data ${join(folder, "data")}; echo ended with $?; exec cat`;
    terminal("new-session", "-d", "-s", "jeton", "-x", "100", "-y", "20", line);
  };
  const sees = (what: RegExp | string): Promise<void> =>
    expect.poll(screen, { timeout: 60_000, interval: 100 }).toMatch(what);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jeton-asking-"));
  });
  afterEach(() => {
    try {
      terminal("kill-server");
    } catch {
      // It has ended by itself.
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["C-c", "C-d"])(
    "lets whoever leaves by %s go with status 1 and one line",
    async (key) => {
      start("authenticate camille");
      await sees(/^PASSCODE:/);
      press(key);
      await sees("ended with 1");
      expect(screen()).toBe(
        "PASSCODE:\nCannot go on: found no answer, wanted one line\nended with 1",
      );
    },
  );

  test("does not show a PASSCODE, whose first part is the PIN", async () => {
    start("authenticate camille");
    await sees(/PASSCODE:/);
    press("2580492039", "Enter");
    await sees("ended with 1");
    expect(screen()).not.toContain("2580");
  });
});
