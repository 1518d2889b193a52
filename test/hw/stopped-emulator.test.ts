import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { encodePacket } from "@jeton/board";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// Goal: a machine that gives the emulator no processor for a while loses no packet. Method: `jeton-bench emulate`
// is stopped by SIGSTOP after each byte of a packet; the rest is written while it stands.
// paced-board.laws.test.ts plays 10,000 such stops in virtual time.

const jetonBench = fileURLToPath(new URL("../../hw/bench/bin/jeton-bench.mjs", import.meta.url));
const packet = encodePacket({ type: 0, data: Uint8Array.of(0x6a, 0x65, 0x74, 0x6f, 0x6e) });
const answer = Buffer.from(encodePacket({ type: 0x40, data: packet.slice(2, 7) })).toString("hex");
/** A silence of 30 ms ends a packet; this much of it may be this process's own, ms. */
const ownDelayMax = 20;
const stops = [20, 50, 100, 400].flatMap((milliseconds) =>
  Array.from({ length: packet.length - 1 }, (_, index) => ({ milliseconds, after: index + 1 })),
);

describe("an emulator that is stopped inside of a packet", () => {
  const folder = mkdtempSync(join(tmpdir(), "jeton-stopped-"));
  let emulator: ChildProcess;
  let port: number;

  beforeAll(async () => {
    const link = join(folder, "board");
    emulator = spawn(process.execPath, [jetonBench, "emulate", "--link", link], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    // Its first glass: the board has booted.
    await once(emulator.stdout ?? emulator, "data");
    port = openSync(link, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }, 60_000);

  afterAll(async () => {
    closeSync(port);
    const ended = once(emulator, "exit");
    emulator.kill("SIGCONT");
    emulator.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  });

  /** Writes the first bytes, and stops the emulator when it has heard them and waits for the rest. */
  async function begin(bytes: number): Promise<void> {
    for (;;) {
      const began = performance.now();
      writeSync(port, packet.subarray(0, bytes));
      await setTimeout(5);
      emulator.kill("SIGSTOP");
      if (performance.now() - began < ownDelayMax) return;
      // This process was held up, so that the line was silent indeed: the board drops what it has.
      emulator.kill("SIGCONT");
      await setTimeout(400);
    }
  }

  test.each(stops)("for $milliseconds ms after byte $after: answers", async (stop) => {
    await begin(stop.after);
    await setTimeout(stop.milliseconds / 2);
    writeSync(port, packet.subarray(stop.after));
    await setTimeout(stop.milliseconds / 2);
    emulator.kill("SIGCONT");
    expect(await heard(port, answer.length / 2)).toBe(answer);
  });
});

/** Reads so many bytes from a port that does not block; fewer when they do not come in time. */
async function heard(port: number, size: number): Promise<string> {
  const bytes = Buffer.alloc(size);
  let read = 0;
  for (let turn = 0; turn < 500 && read < size; turn += 1) {
    try {
      read += readSync(port, bytes, read, size - read, null);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
    await setTimeout(5);
  }
  return bytes.toString("hex", 0, read);
}
