import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manualClock } from "../test-support/manual-clock.ts";
import { modelBoard } from "../test-support/model-board.ts";
import { BoardError } from "./board-error.ts";
import { Conversation, requestMillisecondsMax } from "./conversation.ts";
import { faultyTransport, type WireFaults } from "./faulty-transport.ts";
import { encodePacket } from "./packet.ts";

const ask = 31;
const text = Uint8Array.of(0, 0, 0x41);

function countedNonce(): () => Uint8Array {
  let count = 0;
  return () => {
    count += 1;
    return Uint8Array.from({ length: 16 }, (_, index) => (count >>> (8 * (index % 4))) & 0xff);
  };
}

async function talk(faults: WireFaults | null = null, random = () => 0.5) {
  const clock = manualClock();
  const board = modelBoard(clock);
  const transport =
    faults === null ? board.transport : faultyTransport(board.transport, faults, { clock, random });
  await transport.open();
  const conversation = new Conversation(transport, { clock, nonce: countedNonce() });
  return { clock, board, conversation };
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "answered";
  } catch (error) {
    if (error instanceof BoardError) return error.code;
    throw error;
  }
}

describe("Conversation", () => {
  test("answers what the board answers, after one ping that finds the beginning", async () => {
    const { clock, board, conversation } = await talk();
    const version = await clock.run(conversation.request(1));
    expect(Buffer.from(version).toString()).toBe("CFA633:h1.5,k1.7");
    await clock.run(conversation.request(6));
    expect(board.commands).toEqual([0, 1, 6]);
  });

  test("sends one command at a time, in the order in which they were asked", async () => {
    const { clock, board, conversation } = await talk();
    const all = [6, 13, 14, 6].map((command) => conversation.request(command));
    await clock.run(Promise.all(all));
    expect(board.commands).toEqual([0, 6, 13, 14, 6]);
  });

  test("says REFUSED when the board says no, and goes on", async () => {
    const { clock, conversation } = await talk();
    await expect(clock.run(conversation.request(63))).rejects.toMatchObject({
      code: "REFUSED",
      message:
        "Cannot do command 63 on model: the board refused it, for a reason that it does not give",
    });
    await clock.run(conversation.request(6));
  });

  test("says NO_ANSWER of a silent board within its bound", async () => {
    const { clock, board, conversation } = await talk();
    board.hang();
    await expect(clock.run(conversation.request(6))).rejects.toMatchObject({
      code: "NO_ANSWER",
      message: "Cannot do command 6 on model: no answer in 3 tries, wanted one within 250 ms",
    });
    expect(clock.now()).toBeLessThanOrEqual(requestMillisecondsMax());
  });

  test("takes no late answer of an earlier try for the answer to a later one", async () => {
    const clock = manualClock();
    const board = modelBoard(clock, { answersAfter: 260 });
    await board.transport.open();
    const conversation = new Conversation(board.transport, { clock, nonce: countedNonce() });
    // Each answer comes when the next try has begun: an echo of another nonce proves nothing.
    await expect(clock.run(conversation.request(1))).rejects.toMatchObject({ code: "NO_ANSWER" });
  });

  test("hands reports on whenever they come", async () => {
    const { clock, board, conversation } = await talk();
    const seen: number[] = [];
    const stop = conversation.onReport(({ data }) => seen.push(data[0] ?? 0));
    board.press(1);
    const answer = conversation.request(1);
    board.press(7);
    await clock.run(answer);
    stop();
    board.press(2);
    expect(seen).toEqual([1, 7]);
  });

  test("needs at most two pings after any garbage in the board's ear", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (garbage) => {
        const { clock, board, conversation } = await talk();
        await board.transport.write(garbage);
        await clock.run(conversation.request(6));
        const own = board.commands.slice(board.commands.indexOf(6) - 2).filter((c) => c === 0);
        expect(own.length).toBeLessThanOrEqual(2);
        expect(board.commands.at(-1)).toBe(6);
        // The first ping may be swallowed: the second one comes 250 ms later.
        expect(clock.now()).toBeLessThan(300);
      }),
    );
  });

  test("finds the answer behind garbage in its own ear", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (garbage) => {
        const { clock, board, conversation } = await talk();
        board.farEnd.send(garbage);
        await clock.run(conversation.request(6));
        expect(clock.now()).toBeLessThan(600);
      }),
    );
  });

  test("ends every request within its bound, whatever the line does", async () => {
    const chance = fc.constantFrom(0, 0.01, 0.05, 0.3);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          ...{ drop: chance, flip: chance, duplicate: chance, delay: chance },
          delayMilliseconds: fc.constantFrom(1, 100, 249, 400),
        }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 50, maxLength: 50 }),
        async (faults, numbers) => {
          let turn = 0;
          const random = () => numbers[turn++ % numbers.length] ?? 0;
          const { clock, conversation } = await talk(faults, random);
          for (const command of [1, ask, 6]) {
            const began = clock.now();
            const data = command === ask ? text : new Uint8Array(0);
            const outcome = await clock.run(outcomeOf(conversation.request(command, data)));
            expect(["answered", "NO_ANSWER", "REFUSED"]).toContain(outcome);
            expect(clock.now() - began).toBeLessThanOrEqual(requestMillisecondsMax());
          }
        },
      ),
    );
  });

  test("says PORT_CLOSED when it is unplugged at any byte, and never waits for it", async () => {
    for (let at = 0; at < 60; at += 1) {
      const { clock, conversation } = await talk({ unplugAfterBytes: at });
      const all = [1, 6, 6].map((command) => outcomeOf(conversation.request(command)));
      const outcomes = await clock.run(Promise.all(all));
      expect(
        outcomes.slice(outcomes.indexOf("PORT_CLOSED")).every((o) => o === "PORT_CLOSED"),
      ).toBe(true);
      expect(clock.now()).toBeLessThanOrEqual(requestMillisecondsMax());
      if (outcomes.includes("PORT_CLOSED"))
        expect(conversation.closed).toEqual({ kind: "unplugged" });
    }
  });

  test("refuses a command that is none", async () => {
    const { conversation } = await talk();
    await expect(conversation.request(64)).rejects.toThrow(RangeError);
  });

  test("waits for a board that starts, and says when none is there", async () => {
    const { clock, board, conversation } = await talk();
    board.hang();
    await expect(clock.run(conversation.synchronise(2000))).rejects.toMatchObject({
      code: "NO_ANSWER",
      message: expect.stringContaining("check baud rate, wiring and power"),
    });
    expect(clock.now()).toBeGreaterThanOrEqual(2000);
    expect(clock.now()).toBeLessThan(2600);
  });

  test("tells whoever waits when it is closed", async () => {
    const { clock, board, conversation } = await talk();
    board.hang();
    const waits = outcomeOf(conversation.request(6));
    await clock.run(conversation.close());
    expect(await clock.run(waits)).toBe("PORT_CLOSED");
    expect(await outcomeOf(conversation.request(6))).toBe("PORT_CLOSED");
  });

  test("takes no notice of packets that nobody asked for", async () => {
    const { clock, board, conversation } = await talk();
    await clock.run(conversation.request(6));
    board.farEnd.send(encodePacket({ type: 0x41, data: Buffer.from("CFA999:h9.9,k9.9") }));
    expect(Buffer.from(await clock.run(conversation.request(1))).toString()).toMatch(/^CFA633/);
  });
});
