import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Conversation, meetBoard, serialTransport } from "@jeton/board";
import { builtFirmware, emulateOnPty, type PtyBoard } from "@jeton/board-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const jetonSim = fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url));
let emulated: PtyBoard;

beforeEach(async () => {
  emulated = await emulateOnPty({ flash: builtFirmware("board-hd44780") });
});
afterEach(() => emulated.stop());

async function glass(): Promise<readonly string[]> {
  return (await emulated.board.state()).glass.lines;
}

async function eventually(holds: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 150; turn += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

// Goal: what holds in memory holds through the kernel. Method: the emulated board, in real time in
// a thread of its own, behind a pty that serialport opens as it opens any port.
describe("the driver on serialport, to the emulated board behind a pty", () => {
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

  test("jeton-sim drive shows its key, says so, and ends when asked to", async () => {
    const words = ["drive", "--port", emulated.path, "--serial", "000512345678", "--json"];
    const child = spawn(process.execPath, [jetonSim, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stdout.on("data", (bytes) => {
      printed += String(bytes);
    });
    try {
      expect(await eventually(async () => printed.includes('"kind":"code"'))).toBe(true);
      const [up, code] = printed
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(up).toMatchObject({ kind: "up", model: "jeton" });
      expect(code).toMatchObject({ kind: "code", code: expect.stringMatching(/^\d{6}$/) });
      expect((await glass())[0]?.slice(13)).toBe("678");
    } finally {
      child.kill("SIGINT");
    }
    const [status] = await once(child, "exit");
    expect(status).toBe(0);
  });
});
