import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawSvg, drawText, showCode } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { runOnTerminal } from "../../test/support/on-a-terminal.ts";

const command = fileURLToPath(new URL("../bin/jeton-sim.mjs", import.meta.url));
const seedHex = "3132333435363738393031323334353637383930";

function jetonSim(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("jeton-sim code", () => {
  test("prints RFC 6238's code of second 59, and nothing else", () => {
    expect(jetonSim("code", "--seed-hex", seedHex, "--at", "59", "--digits", "8")).toEqual({
      status: 0,
      stdout: "94287082\n",
      stderr: "",
    });
  });

  test("prints so many codes, one a line", () => {
    const { stdout } = jetonSim("code", "--seed-hex", seedHex, "--at", "0", "--count", "3");
    expect(stdout).toBe("755224\n287082\n359152\n");
  });

  test("prints RFC 4226's codes from a counter on", () => {
    const words = ["code", "--seed-hex", seedHex, "--counter", "8", "--count", "2"];
    expect(jetonSim(...words)).toEqual({ status: 0, stdout: "399871\n520489\n", stderr: "" });
    expect(JSON.parse(jetonSim(...words, "--json").stdout)).toEqual([
      { counter: 8, code: "399871" },
      { counter: 9, code: "520489" },
    ]);
  });

  test("follows --period, --t0 and --algorithm", () => {
    const at = ["--at", "1111111209", "--t0", "100", "--period", "60", "--algorithm", "SHA-256"];
    const { stdout } = jetonSim("code", "--seed-hex", seedHex, ...at, "--json");
    expect(JSON.parse(stdout)).toMatchObject([{ step: 18518518, from: 1111111180 }]);
  });

  test.each([
    ["neither a time nor a counter", ["--seed-hex", seedHex]],
    ["a time and a counter", ["--seed-hex", seedHex, "--at", "59", "--counter", "0"]],
    ["a counter and a period", ["--seed-hex", seedHex, "--counter", "0", "--period", "30"]],
    ["a counter past 2^52", ["--seed-hex", seedHex, "--counter", "4503599627370497"]],
    ["no seed", ["--at", "59"]],
    ["an odd seed", ["--seed-hex", "abc", "--at", "59"]],
    ["an empty seed", ["--seed-hex", "", "--at", "59"]],
    ["a time that is no number", ["--seed-hex", seedHex, "--at", "59x"]],
    ["a time past the last", ["--seed-hex", seedHex, "--at", "9007199254741"]],
    ["a time before T0", ["--seed-hex", seedHex, "--at", "59", "--t0", "60"]],
    ["11 digits", ["--seed-hex", seedHex, "--at", "59", "--digits", "11"]],
    ["a period of 0", ["--seed-hex", seedHex, "--at", "59", "--period", "0"]],
    ["an unknown hash", ["--seed-hex", seedHex, "--at", "59", "--algorithm", "MD5"]],
    ["no codes", ["--seed-hex", seedHex, "--at", "59", "--count", "0"]],
    ["an unknown option", ["--seed-hex", seedHex, "--at", "59", "--cuont", "2"]],
    ["a stray word", ["--seed-hex", seedHex, "--at", "59", "60"]],
  ])("calls %s wrong use: status 2, one line, nothing on standard output", (_, words) => {
    const { status, stdout, stderr } = jetonSim("code", ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(stderr).not.toContain("abc");
  });
});

describe("jeton-sim render", () => {
  test("draws as text what drawText draws", () => {
    const { stdout } = jetonSim("render", "--code", "492039", "--bars", "4");
    expect(stdout).toBe(`${drawText(showCode("492039", { barsOn: 4 }))}\n`);
  });

  test("draws the code of a seed at a moment, with the bars of that moment", () => {
    const { stdout } = jetonSim("render", "--seed-hex", seedHex, "--at", "45", "--ascii");
    const lcd = showCode("287082", { barsOn: 3 });
    expect(stdout).toBe(`${drawText(lcd, { characters: "ascii" })}\n`);
  });

  test("writes the whole key as SVG into a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "jeton-sim-"));
    try {
      const file = join(folder, "key.svg");
      const words = ["--format", "svg", "--body", "--serial", "42", "--output", file];
      const { status, stdout } = jetonSim("render", "--code", "492039", ...words);
      expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
      const lcd = showCode("492039", { barsOn: 6 });
      expect(readFileSync(file, "utf8")).toBe(`${drawSvg(lcd, { body: { serial: "42" } })}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("fails with status 1 and one line when the file cannot be written", () => {
    const file = join(tmpdir(), "no-such-folder-of-jeton", "key.svg");
    const { status, stdout, stderr } = jetonSim("render", "--code", "492039", "--output", file);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Cannot write [^\n]+\n$/);
  });

  test.each(["png", "gif"])(
    "refuses to write %s to a terminal, and says where it may go",
    async (format) => {
      const words = ["render", "--code", "492039", "--format", format];
      const { status, shown } = await runOnTerminal([command, ...words]);
      expect(shown).toBe(
        `Cannot print ${format}: found a terminal, wanted --output FILE, or > FILE, or a pipe\r\n`,
      );
      expect(status).toBe(2);
    },
  );

  test("writes png to a file that a shell opened", () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [command, "render", "--code", "492039", "--format", "png"],
      { encoding: "latin1" },
    );
    expect(status).toBe(0);
    expect(stdout.slice(1, 4)).toBe("PNG");
  });

  test.each([
    ["nothing to show", [], /wanted --code, /],
    ["a code beside a time", ["--code", "492039", "--at", "5"], /wanted one/],
    ["letters", ["--code", "49203x"], /--code: found another character, wanted 6 to 10 digits/],
    ["two digits", ["--code", "12"], /--code: found 2 of them, wanted 6 to 10 digits/],
    [
      "7 bars",
      ["--code", "492039", "--bars", "7"],
      /^Cannot read --bars: found 7, wanted 0 to 6\n/,
    ],
    ["an unknown format", ["--code", "492039", "--format", "bmp"], /--format: found "bmp", wanted/],
  ])("calls %s wrong use", (_, words, says) => {
    const { status, stdout, stderr } = jetonSim("render", ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(stderr).toMatch(says);
  });
});

describe("jeton-sim run", () => {
  // Goal: in a pipe, one plain line for each new code, and a quiet end.
  // Method: a key of two-second codes runs until it has shown three, then is interrupted.
  test("prints in a pipe the time and each new code, and ends with status 0", async () => {
    const words = ["run", "--seed-hex", seedHex, "--period", "2", "--offset", "-5"];
    const child = spawn(process.execPath, [command, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let shown = "";
    let complaints = "";
    child.stderr.on("data", (bytes: Buffer) => {
      complaints += bytes.toString();
    });
    child.stdout.on("data", (bytes: Buffer) => {
      shown += bytes.toString();
      if (shown.split("\n").length > 3) child.kill("SIGINT");
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ status, complaints }).toEqual({ status: 0, complaints: "" });
    const lines = shown.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(3);
    const steps = lines.map((line) => Math.floor((Date.parse(line.slice(0, 24)) - 5000) / 2000));
    expect(new Set(steps).size).toBe(lines.length);
    for (const line of lines) {
      const [time = "", code] = line.split(" ");
      const believedSeconds = String(Math.floor(Date.parse(time) / 1000) - 5);
      const expected = jetonSim(
        "code",
        "--seed-hex",
        seedHex,
        "--period",
        "2",
        "--at",
        believedSeconds,
      );
      expect(`${code}\n`).toBe(expected.stdout);
    }
  });

  test.each([
    ["too fast a clock", ["--error-ppm", "5001"]],
    ["a tenth of a millisecond", ["--offset", "0.0001"]],
    ["an offset before 1970", ["--offset", "-99999999999"]],
    ["an empty serial", ["--serial", ""]],
  ])("calls %s wrong use", (_, words) => {
    const { status, stdout, stderr } = jetonSim("run", ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Cannot [^\n]+\n$/);
  });
});

describe("jeton-sim drive", () => {
  test.each([["usb:zz"], ["usb:2341"], ["tcp://host"], [""]])("calls port %j wrong use", (port) => {
    const { status, stdout, stderr } = jetonSim("drive", "--port", port);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      `Cannot read --port: found ${JSON.stringify(port)}, wanted a path, usb:VENDOR:PRODUCT or usb:VENDOR:PRODUCT:SERIAL such as usb:2341:0043, tcp://HOST:PORT or auto; "jeton-bench list" shows what is there\n`,
    );
  });
});

describe("jeton-sim", () => {
  test("prints its version and its help with status 0", () => {
    expect(jetonSim("--version")).toMatchObject({ status: 0, stdout: "0.1.0\n" });
    for (const words of [["--help"], ["run", "--help"], ["code", "--help"], ["render", "--help"]]) {
      const { status, stdout } = jetonSim(...words);
      expect(status).toBe(0);
      expect(stdout).toContain("  $ jeton-sim");
    }
  });

  test("knows all of its commands for a shell, each as the help shows it", () => {
    const { status, stdout, stderr } = jetonSim("completion", "fish");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const word of ["-l self-test", "-l dead-line", "-l habit", "-l replay"]) {
      expect(stdout).toContain(word);
    }
  });

  test.each([[[]], [["cod"]], [["--verbose"]]])("calls %j wrong use", (words) => {
    const { status, stdout, stderr } = jetonSim(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^Cannot run jeton-sim: [^\n]+\n$/);
  });
});
