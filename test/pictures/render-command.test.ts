import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { showCode } from "@jeton/key";
import { drawPng } from "@jeton/sim/png";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url));
const living = ["--seed-hex", "3132333435363738393031323334353637383930", "--at", "59"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-render-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function render(...words: string[]) {
  const run = spawnSync(process.execPath, [command, "render", ...words], { cwd: folder });
  return { status: run.status, stdout: run.stdout.toString("latin1"), stderr: String(run.stderr) };
}

describe("jeton-sim render", () => {
  test("writes as PNG what drawPng draws", async () => {
    const { status } = render(
      "--code",
      "492039",
      "--bars",
      "4",
      "--format",
      "png",
      "--output",
      "k",
    );
    expect(status).toBe(0);
    const drawn = await drawPng(showCode("492039", { barsOn: 4 }));
    expect(new Uint8Array(readFileSync(join(folder, "k")))).toEqual(drawn);
  });

  test("writes frames of a living key into files of their own", () => {
    const words = [...living, "--frames", "3", "--every", "1", "--ascii", "--output", "f.txt"];
    expect(render(...words).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["f-001.txt", "f-002.txt", "f-003.txt"]);
    const [before, after, later] = ["1", "2", "3"].map((number) =>
      readFileSync(join(folder, `f-00${number}.txt`), "utf8"),
    );
    expect(after).toBe(render(...living.slice(0, 2), "--at", "60", "--ascii").stdout);
    expect(before).not.toBe(after);
    expect(later).toBe(after);
  });

  test("writes an animation with as many frames as were asked for", () => {
    const words = [
      ...living,
      "--frames",
      "5",
      "--every",
      "30",
      "--format",
      "gif",
      "--width",
      "100",
    ];
    const { status, stdout } = render(...words);
    expect(status).toBe(0);
    expect(stdout.slice(0, 6)).toBe("GIF89a");
    // Each frame begins with a graphic control extension: 21 F9 04.
    expect(stdout.split("\x21\xf9\x04")).toHaveLength(6);
  });

  test.each([
    ["a segment that is not there", ["--code", "123456", "--dead-segment", "6A"]],
    ["a line that is not there", ["--code", "123456", "--dead-line", "COM4"]],
    ["too much voltage", ["--code", "123456", "--contrast", "2.5"]],
    ["no voltage at all", ["--code", "123456", "--contrast", "x"]],
    ["a code beside a seed", ["--code", "123456", ...living]],
    ["frames of what does not live", ["--code", "123456", "--frames", "2"]],
    ["no frames", [...living, "--frames", "0"]],
    ["frames at one moment", [...living, "--frames", "2", "--every", "0"]],
    ["an unknown format", ["--code", "123456", "--format", "jpeg"]],
    ["a picture of one pixel", ["--code", "123456", "--format", "png", "--width", "1"]],
    ["several PNGs into a pipe", [...living, "--format", "png", "--frames", "2"]],
    ["nothing to show", []],
  ])("calls %s wrong use: status 2, one line, no file", (_, words) => {
    const { status, stdout, stderr } = render(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
