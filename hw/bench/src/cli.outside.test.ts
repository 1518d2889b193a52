import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../bin/jeton-bench.mjs", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "jeton-bench-"));
afterAll(() => rmSync(directory, { recursive: true }));

function jetonBench(...words: string[]) {
  return jetonBenchIn(process.env, ...words);
}

function jetonBenchIn(env: NodeJS.ProcessEnv, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    ...{ encoding: "utf8", env, timeout: 50_000 },
  });
  return { status, stdout, stderr };
}

function planFile(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

describe("jeton-bench", () => {
  test("run: reports are written, status 1 says that a step failed", () => {
    const file = planFile(
      "plan.yaml",
      "name: Two\nboards: [{ name: one, emulated: {} }]\nsteps: [show: a, expect: b]\n",
    );
    const html = join(directory, "report.html");
    const junit = join(directory, "report.xml");
    const { status, stdout, stderr } = jetonBench("run", file, "--html", html, "--junit", junit);
    expect(status).toBe(1);
    // No colour and no moving cursor in a pipe.
    expect(stderr.replace(/\(.* m?s\)/g, "(T)")).toBe(
      'one  1.1  passed  show "a" (T)\none  1.2  failed  expect "b": line 1 shows "a", wanted "b" (T)\n',
    );
    expect(stdout).toMatch(/one 1\.2 expect "b": line 1 shows "a", wanted "b"\nFailed in /);
    expect(readFileSync(html, "utf8")).toContain("<title>Two: failed</title>");
    expect(readFileSync(junit, "utf8")).toContain('tests="2" failures="1"');
  });

  test("run: a plan that cannot be read is wrong use, and the line is named", () => {
    const file = planFile(
      "wrong.yaml",
      "name: x\nboards: [{ name: a, emulated: {} }]\nsteps: [shout: a]\n",
    );
    expect(jetonBench("run", file)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(/, line 3 \(steps\[1\]\.shout\): found "shout", wanted one of/),
    });
  });

  test.each([["--html"], ["--junit"]])(
    "measure: %s that cannot be written fails before the board is met",
    (option) => {
      const file = join(directory, "nowhere", "report");
      const began = performance.now();
      const answer = jetonBench("measure", "--for", "365d", option, file);
      expect(answer).toMatchObject({
        status: 1,
        stdout: "",
        stderr: expect.stringMatching(
          new RegExp(
            `^Cannot write ${option} ".*": there is no such file or folder, wanted a file that`,
          ),
        ),
      });
      expect(performance.now() - began).toBeLessThan(40_000);
    },
  );

  test("measure: finds the injected error, and says that such a board is no key", () => {
    const { status, stdout } = jetonBench(
      "measure",
      "--error-ppm",
      "-2021",
      "--for",
      "5min",
      "--json",
    );
    const { drift, verdict } = JSON.parse(stdout);
    expect(Math.abs(drift.ppm + 2021)).toBeLessThanOrEqual(drift.uncertaintyPpm);
    expect(verdict.kind).toBe("no-good");
    expect(status).toBe(1);
  });

  // 80 ppm by a clock that may be 50 ppm wrong itself: the interval reaches over the 100 ppm of the bound.
  test.each([
    ["5", 0, "good", /^Verdict +Good as a key/m],
    ["80", 3, "not-known", /^Verdict +Not known yet/m],
  ] as const)("measure: %s ppm ends with status %i: %s", (ppm, wanted, kind, words) => {
    const given = ["measure", "--error-ppm", ppm, "--host-ppm", "50", "--for", "2min"];
    const { status, stdout } = jetonBench(...given);
    expect(stdout).toMatch(words);
    const json = jetonBench(...given, "--json");
    expect(JSON.parse(json.stdout).verdict.kind).toBe(kind);
    expect([status, json.status]).toEqual([wanted, wanted]);
  });

  test("completion: knows all commands for a shell, each as the help shows it", () => {
    const { status, stdout, stderr } = jetonBench("completion", "zsh");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const word of ["--host-ppm", "--eeprom", "--junit", "--ask"]) {
      expect(stdout).toContain(word);
    }
  });

  test("list: answers an array of ports", () => {
    const { status, stdout } = jetonBench("list", "--json");
    expect(status).toBe(0);
    expect(Array.isArray(JSON.parse(stdout))).toBe(true);
  });

  test.runIf(process.platform === "linux")("list: says why the ports cannot be listed", () => {
    // Not executable: it is found and cannot be run.
    writeFileSync(join(directory, "udevadm"), "");
    const { status, stderr } = jetonBenchIn({ ...process.env, PATH: directory }, "list");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "Cannot list the serial ports: spawn udevadm EACCES; name the port by its path\n",
    });
  });

  test.each([
    [
      ["measure", "--for", "6"],
      /^Cannot read --for: found "6", wanted a number with ms, s, m \(or min\), h or d, such as "30 s" or "5m"\n$/,
    ],
    [["measure", "--for", "0.5m"], /^Cannot read --for: found "0.5m", wanted 1 min to 365 d\n$/],
    [["measure", "--for", "1 s"], /^Cannot read --for: found "1 s", wanted 1 min to 365 d\n$/],
    [
      ["measure", "--port", "auto", "--error-ppm", "3"],
      /^Cannot use --error-ppm: found --port, wanted an emulated board\n$/,
    ],
    [["measure", "--host-ppm", "-1"], /wanted 0 to 1000\n$/],
    [["watch", "--simulated", "--host-ppm", "-1"], /wanted 0 to 1000\n$/],
    [["bridge", "--token", "my secret"], /^Cannot read --token: wanted 1 to 200 letters, /],
    [["bridge", "--token", ""], /^Cannot read --token/],
    [["bridge", "--port", "usb:zz"], /^Cannot read --port: found "usb:zz", wanted /],
    [
      ["measure", "--port", "usb:zz"],
      /^Cannot read --port: found "usb:zz", wanted .*usb:2341:0043/,
    ],
    [["selftest", "--keys"], /^Cannot use --keys: found no --port, wanted the port of a board\n$/],
    [["selftest", "--baud", "19200"], /^Cannot use --baud: found no --port/],
    [["selftest", "--error-ppm", "3"], /unknown option "--error-ppm"/],
    [["measure", "--model", "cfa533"], /^Cannot use --model: found no --port/],
    [
      ["measure", "--port", "auto", "--model", "cfa999"],
      /^Cannot read --model: found "cfa999", wanted one of cfa533, /,
    ],
    [
      ["fly"],
      /^Cannot run jeton-bench: found "fly", wanted list, run, measure, read, watch, erase, emulate, bridge, selftest, completion or --help\n$/,
    ],
  ])("%j is wrong use", (words, message) => {
    const { status, stderr } = jetonBench(...words);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) });
  });
});
