import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Conversation, meetBoard, serialTransport } from "@jeton/board";
import { builtFirmware, emulateOnPty, type PtyBoard } from "@jeton/board-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const jetonSim = fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url));
const jetonBench = fileURLToPath(new URL("../../hw/bench/bin/jeton-bench.mjs", import.meta.url));
let emulated: PtyBoard;

async function glass(): Promise<readonly string[]> {
  return (await emulated.board.state()).glass.lines;
}

async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

// Goal: what holds in memory holds through the kernel. Method: the emulated board, in real time in
// a thread of its own, behind a pty that serialport opens as it opens any port.
describe("the driver on serialport, to the emulated board behind a pty", () => {
  beforeEach(async () => {
    emulated = await emulateOnPty({ flash: builtFirmware("board-hd44780") });
  });
  afterEach(() => emulated.stop());

  test("shows text, reads it back, hears keys and changes the speed", async () => {
    const line = serialTransport(emulated.path, { baud: 19_200 });
    await line.open();
    const conversation = new Conversation(line);
    try {
      await conversation.synchronise(5000);
      const board = await meetBoard(conversation);
      await board.showRow(0, "through the");
      await board.showRow(1, "kernel");
      expect((await glass()).map((row) => row.trim())).toEqual(["through the", "kernel"]);
      await board.setBaud(115_200);
      await board.showRow(1, "faster");
      expect(await board.readRow(1)).toBe("faster          ");
      const keys: string[] = [];
      board.onKey(({ key, kind }) => keys.push(`${key} ${kind}`));
      emulated.board.do({ kind: "press", key: "enter" });
      expect(await eventually(async () => keys.length > 0)).toBe(true);
      expect(keys[0]).toBe("enter pressed");
    } finally {
      await conversation.close();
    }
  });

  test("says PORT_CLOSED when the other end vanishes, and the processor stays idle", async () => {
    const line = serialTransport(emulated.path, { baud: 19_200 });
    await line.open();
    const conversation = new Conversation(line);
    await conversation.synchronise(5000);
    await emulated.stop();
    expect(await eventually(async () => conversation.closed !== null)).toBe(true);
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(0.6);
    await expect(conversation.request(6)).rejects.toMatchObject({ code: "PORT_CLOSED" });
    await conversation.close();
  });

  test("jeton-bench measure, told to end, leaves no seed on the board and says so", async () => {
    const words = [jetonBench, "measure", "--port", emulated.path, "--for", "1h"];
    const measure = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
    let printed = "";
    measure.stdout.on("data", (bytes) => {
      printed += String(bytes);
    });
    const ended = once(measure, "close");
    const showsCode = async () => /^ *\d{3} \d{3} *$/.test((await glass())[0] ?? "");
    expect(await eventually(showsCode)).toBe(true);
    measure.kill("SIGINT");
    expect(await ended).toEqual([1, null]);
    expect(printed).toBe("interrupted before its end\n");
    const line = serialTransport(emulated.path, { baud: 19_200 });
    await line.open();
    const conversation = new Conversation(line);
    try {
      await conversation.synchronise(5000);
      const board = await meetBoard(conversation);
      expect(await board.own?.status()).toMatchObject({ mode: "mirror", hasSeed: false });
    } finally {
      await conversation.close();
    }
  });

  test("jeton-sim drive shows its key, says so, and ends when asked to", async () => {
    const drive = startDrive(
      "--port",
      emulated.path,
      "--serial",
      "000512345678",
      "--baud",
      "115200",
    );
    try {
      expect(await eventually(async () => drive.said().length >= 2)).toBe(true);
      const [up, code] = drive.said();
      expect(up).toMatchObject({ kind: "up", model: "jeton" });
      expect(code).toMatchObject({ kind: "code", code: expect.stringMatching(/^\d{6}$/) });
      expect((await glass())[0]?.slice(13)).toBe("678");
      expect((await emulated.board.state()).boardBaud).toBeGreaterThan(100_000);
    } finally {
      expect(await drive.end()).toBe(0);
    }
    // A code that stayed would be a wrong one soon.
    expect((await glass()).join("").trim()).toBe("");
  });
});

// Goal: pulling the plug and putting it in again is all that a person has to do.
// Method: the emulated board behind a link is ended, and another one started behind the same link.
test("jeton-sim drive finds its board again after an unplug", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jeton-plug-"));
  const link = join(folder, "board");
  const flash = builtFirmware("board-hd44780");
  let plugged = await emulateOnPty({ flash, link });
  const drive = startDrive("--port", link, "--serial", "000512345678", "--period", "3600");
  const kinds = (): readonly unknown[] => drive.said().map(({ kind }) => kind);
  try {
    expect(await eventually(async () => kinds().at(-1) === "code")).toBe(true);
    await plugged.stop();
    expect(await eventually(async () => kinds().at(-1) === "down")).toBe(true);
    plugged = await emulateOnPty({ flash, link });
    expect(await eventually(async () => kinds().at(-1) === "code")).toBe(true);
    expect((await plugged.board.state()).glass.lines[0]?.slice(13)).toBe("678");
  } finally {
    expect(await drive.end()).toBe(0);
    await plugged.stop();
    rmSync(folder, { recursive: true });
  }
});

describe("jeton-sim drive", () => {
  test.each([
    [["--port", "/dev/ttyNOWHERE"], 1, "Cannot open /dev/ttyNOWHERE: there is no such port"],
    [[], 2, "--port"],
    [["--port", "/dev/null", "--time", "virtual:"], 2, "--time"],
  ] as const)("%j ends with status %i", async (words, status, message) => {
    const drive = startDrive(...words);
    expect(await drive.ended).toBe(status);
    expect(drive.complaint()).toContain(message);
    expect(drive.complaint().trim().split("\n")).toHaveLength(1);
  });
});

/** Starts `jeton-sim drive --json`. */
function startDrive(...words: readonly string[]) {
  const child = spawn(process.execPath, [jetonSim, "drive", "--json", ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [printed, complaint] = ["", ""];
  child.stdout.on("data", (bytes) => {
    printed += String(bytes);
  });
  child.stderr.on("data", (bytes) => {
    complaint += String(bytes);
  });
  const ended = once(child, "close").then(([status]: readonly unknown[]) => status);
  return {
    ended,
    complaint: () => complaint,
    said: (): readonly Readonly<Record<string, unknown>>[] =>
      printed
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    end: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
