import { setTimeout } from "node:timers/promises";
import { encodePacket } from "@jeton/board";
import { afterEach, describe, expect, test } from "vitest";
import { builtFirmware } from "../board/built-firmware.ts";
import type { BoardNews, LiveBoard } from "./live-board.ts";
import { liveTransport } from "./live-transport.ts";
import { startWorkerBoard } from "./worker-board.ts";

const flash = builtFirmware();
let board: LiveBoard | null = null;

afterEach(async () => {
  await board?.stop();
  board = null;
});

/** Waits, within a generous limit, for news that fits. */
function news<K extends BoardNews["kind"]>(
  live: LiveBoard,
  kind: K,
  fits: (news: Extract<BoardNews, { kind: K }>) => boolean = () => true,
): Promise<Extract<BoardNews, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const limit = globalThis.setTimeout(
      () => reject(new Error(`Cannot wait longer for ${kind}`)),
      20_000,
    );
    const stop = live.onNews((one) => {
      if (one.kind !== kind) return;
      const found = one as Extract<BoardNews, { kind: K }>;
      if (!fits(found)) return;
      clearTimeout(limit);
      stop();
      resolve(found);
    });
  });
}

/** Lets a board that was reset come up again. */
async function boot(live: LiveBoard): Promise<void> {
  const { nowMilliseconds } = await live.state();
  while ((await live.state()).nowMilliseconds < nowMilliseconds + 300) await setTimeout(20);
}

describe("startWorkerBoard()", () => {
  test("boots, shows its glass and answers the driver's transport", async () => {
    board = await startWorkerBoard({ flash });
    await news(board, "glass");
    const transport = liveTransport(board, { resetsOnOpen: false });
    await transport.open();
    const bytes: number[] = [];
    const answered = new Promise<void>((resolve) => {
      transport.onData((chunk) => {
        bytes.push(...chunk);
        if (bytes.length >= 5) resolve();
      });
    });
    await transport.write(encodePacket({ type: 0, data: Uint8Array.of(42) }));
    await answered;
    expect(bytes.slice(0, 3)).toEqual([0x40, 1, 42]);
  });

  test("keeps time while its owner's thread is busy", async () => {
    board = await startWorkerBoard({ flash });
    const before = (await board.state()).nowMilliseconds;
    const from = performance.now();
    while (performance.now() - from < 600) {
      // Nothing else gets a turn in this thread.
    }
    const passed = (await board.state()).nowMilliseconds - before;
    expect(passed).toBeGreaterThan(590);
  });

  test("is reset, pressed and unplugged from outside", async () => {
    board = await startWorkerBoard({ flash });
    await news(board, "glass");
    const reset = news(board, "reset");
    board.do({ kind: "reset" });
    expect((await reset).cause).toBe("external");
    await boot(board);
    const report = news(board, "bytes", ({ bytes }) => bytes[0] === 0x80);
    board.do({ kind: "press", key: "enter" });
    await report;
    const powered = news(board, "reset", ({ cause }) => cause === "power-on");
    board.do({ kind: "power-off" });
    board.do({ kind: "power-on" });
    await powered;
  });

  test("refuses to be asked when it was stopped", async () => {
    const stopped = await startWorkerBoard({ flash });
    await stopped.stop();
    await expect(stopped.state()).rejects.toMatchObject({ code: "EMULATOR_STOPPED" });
  });

  test("rejects what no board can be made of", async () => {
    await expect(startWorkerBoard({ flash, errorPpm: 1e9 })).rejects.toThrowError(/ppm within/);
  });
});
