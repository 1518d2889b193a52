import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { showCode } from "@jeton/key";
import { drawPng } from "@jeton/sim/png";
import { afterAll, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../../bin/jeton-bench.mjs", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "jeton-glass-"));
afterAll(() => rmSync(directory, { recursive: true }));

function jetonBench(words: readonly string[], path = process.env.PATH) {
  const env = { ...process.env, PATH: path };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    ...{ encoding: "utf8", env, timeout: 110_000 },
  });
  return { status, stdout, stderr };
}

describe("jeton-bench read", () => {
  test("reads the code, the bars and the battery off a PNG file", async () => {
    const file = join(directory, "key.png");
    const lcd = showCode("492039", { barsOn: 4, lowBattery: true });
    writeFileSync(file, await drawPng(lcd, { body: { serial: "123456789" }, background: "white" }));
    const { status, stdout } = jetonBench(["read", "--image", file]);
    expect(stdout).toMatch(/^Code {8}492039\n/);
    expect(stdout).toContain("4 bars, battery low, not locked");
    expect(status).toBe(0);
  });

  test("finds no glass where there is none, and says so with status 1", async () => {
    const file = join(directory, "blank.png");
    writeFileSync(file, await drawPng(showCode("      "), { background: "white" }));
    const { status, stdout } = jetonBench(["read", "--image", file]);
    expect(stdout).toMatch(/^(No glass|Not sure|Blank) /);
    expect(stdout).not.toMatch(/\d{6}/);
    expect(status).not.toBe(2);
  });

  test.each([
    [["read"], "Cannot read a glass: found neither of --image and --camera, wanted one"],
    [["read", "--image", command], "found neither PNG nor JPEG, wanted one of them"],
    [["read", "--image", join(directory, "no.png")], "ENOENT"],
  ])("%j is wrong use", (words, problem) => {
    const { status, stderr } = jetonBench(words);
    expect(stderr).toContain(problem);
    expect(status).toBe(2);
  });

  test("names the cure when there is no program for a camera", () => {
    const { status, stderr } = jetonBench(["read", "--camera", "/dev/video9"], directory);
    expect(stderr).toContain("found no program ffmpeg; install it");
    expect(status).toBe(1);
  });

  test("reads the frames of a program that stands for ffmpeg", async () => {
    const programs = mkdtempSync(join(directory, "bin-"));
    const { drawRaster } = await import("@jeton/sim/png");
    const { width, height, rgba } = await drawRaster(showCode("178250"), { background: "white" });
    const grey = Buffer.from(rgba.filter((_, index) => index % 4 === 1));
    const stream = Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${width} H${height} F25:1 Cmono\nFRAME\n`),
      grey,
    ]);
    writeFileSync(join(programs, "frames.y4m"), stream);
    const program = join(programs, "ffmpeg");
    writeFileSync(program, `#!/bin/sh\nexec /bin/cat ${join(programs, "frames.y4m")}\n`);
    chmodSync(program, 0o755);
    const { status, stdout } = jetonBench(["read", "--camera", "/dev/video0"], programs);
    expect(stdout).toMatch(/^Code {8}178250\n/);
    expect(status).toBe(0);
  });
});

describe("jeton-bench watch", () => {
  const seed = "3132333435363738393031323334353637383930";

  test("tells the drift and the offset of a simulated key before a simulated camera", () => {
    const file = join(directory, "seed.hex");
    writeFileSync(file, seed);
    const { status, stdout, stderr } = jetonBench([
      ...["watch", "--simulated", "--error-ppm", "200", "--for", "2m", "--period", "20"],
      ...["--seed-file", file, "--json"],
    ]);
    expect(stderr).not.toMatch(/\d{6} {2}/);
    const { drift, phase, phaseSlack, known } = JSON.parse(stdout);
    expect(Math.abs(drift.ppm - 200)).toBeLessThanOrEqual(drift.uncertaintyPpm);
    expect(Math.abs(phase - 4321)).toBeLessThanOrEqual(phaseSlack + 200 * 0.12);
    expect(known.offsetSteps).toBe(0);
    expect(known.summary.accepted).toBe(known.summary.logins);
    expect(status).toBe(0);
  }, 120_000);

  test("wants one source of frames", () => {
    const { status, stderr } = jetonBench(["watch"]);
    expect(stderr).toContain("found 0 of --frames, --camera and --simulated, wanted one");
    expect(status).toBe(2);
  });

  test("wants moments in the names of pictures", () => {
    const { status, stderr } = jetonBench(["watch", "--frames", directory]);
    expect(stderr).toContain("wanted such as key-1790000000123.png");
    expect(status).toBe(2);
  });
});
