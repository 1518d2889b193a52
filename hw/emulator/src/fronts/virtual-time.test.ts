import { BoardError, encodePacket, PacketParser } from "@jeton/board";
import { describe, expect, test } from "vitest";
import { builtFirmware } from "../board/built-firmware.ts";
import { EmulatedBoard } from "../board/emulated-board.ts";
import { VirtualTime } from "./virtual-time.ts";
import { virtualTransport } from "./virtual-transport.ts";

const flash = builtFirmware();
const pingAnswer = 0x40;

function ping(byte: number): Uint8Array {
  return encodePacket({ type: 0, data: Uint8Array.of(byte) });
}

describe("VirtualTime", () => {
  test("calls timers at their moment, in the order of their moments, unless they were taken back", async () => {
    const time = new VirtualTime(1000);
    const calls: [string, number][] = [];
    const note = (name: string) => () => calls.push([name, time.now()]);
    time.after(20, note("second"));
    time.after(10, note("first"));
    time.after(20, note("third"));
    time.after(15, note("never"))();
    await time.advance(100);
    expect(calls).toEqual([
      ["first", 1010],
      ["second", 1020],
      ["third", 1020],
    ]);
    expect(time.now()).toBe(1100);
  });

  test("stands while nobody lets it pass", async () => {
    const time = new VirtualTime();
    time.after(1, () => expect.unreachable());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(time.now()).toBe(0);
  });

  test("passes until a promise is settled, and no further", async () => {
    const time = new VirtualTime();
    const promise = new Promise<string>((resolve) => time.after(250, () => resolve("done")));
    expect(await time.until(promise)).toBe("done");
    expect(time.now()).toBe(250);
    await expect(time.until(Promise.reject(new Error("no")))).rejects.toThrowError("no");
    expect(time.now()).toBe(250);
  });

  test("gives up when the promise is not settled within the limit", async () => {
    const time = new VirtualTime();
    await expect(time.until(new Promise(() => {}), 1000)).rejects.toThrowError(/within 1000 ms/);
    expect(time.now()).toBe(1000);
  });
});

describe("virtualTransport()", () => {
  test("carries an answer at the very moment of its last byte", async () => {
    const time = new VirtualTime();
    const transport = virtualTransport(new EmulatedBoard({ flash }), time);
    const parser = new PacketParser();
    const answer = new Promise<number>((resolve) => {
      transport.onData((bytes) => {
        const packet = parser.push(bytes).find(({ type }) => type === pingAnswer);
        if (packet !== undefined) resolve(time.now());
      });
    });
    await transport.open();
    await time.advance(300);
    const asked = time.now();
    await time.until(transport.write(ping(7)));
    // Five bytes of ten bits at 19200 baud have left.
    expect(time.now() - asked).toBeCloseTo((50 * 1000) / 19_200, 2);
    const milliseconds = (await time.until(answer)) - asked;
    expect(milliseconds).toBeGreaterThan((2 * 50 * 1000) / 19_200);
    expect(milliseconds).toBeLessThan((2 * 50 * 1000) / 19_200 + 3);
  });

  test("resets the board on opening, as DTR does, unless it is told not to", async () => {
    for (const [resetsOnOpen, resets] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const board = new EmulatedBoard({ flash });
      let count = 0;
      board.onReset(() => {
        count += 1;
      });
      await virtualTransport(board, new VirtualTime(), { resetsOnOpen }).open();
      expect(count).toBe(resets);
    }
  });

  test("says that it was unplugged, carries nothing then, and can be opened again when plugged", async () => {
    const time = new VirtualTime();
    const transport = virtualTransport(new EmulatedBoard({ flash }), time);
    const reasons: string[] = [];
    transport.onClosed(({ kind }) => reasons.push(kind));
    await transport.open();
    transport.unplug();
    expect(reasons).toEqual(["unplugged"]);
    await expect(transport.write(ping(1))).rejects.toBeInstanceOf(BoardError);
    await expect(transport.open()).rejects.toMatchObject({ code: "PORT_UNUSABLE" });
    await time.advance(100);
    transport.plug();
    await transport.open();
    await transport.close();
    expect(reasons).toEqual(["unplugged", "closed"]);
  });

  test("lets ten boards live in one time, and each hears its own", async () => {
    const time = new VirtualTime();
    const answers = Array.from({ length: 10 }, async (_, index) => {
      const transport = virtualTransport(new EmulatedBoard({ flash, errorPpm: 100 * index }), time);
      const parser = new PacketParser();
      await transport.open();
      await new Promise<void>((resolve) => time.after(300 + index, resolve));
      const heard = new Promise<number>((resolve) => {
        transport.onData((bytes) => {
          const packet = parser.push(bytes).find(({ type }) => type === pingAnswer);
          if (packet !== undefined) resolve(packet.data[0] ?? -1);
        });
      });
      await transport.write(ping(index));
      return heard;
    });
    expect(await time.until(Promise.all(answers), 2000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
