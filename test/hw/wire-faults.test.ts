import {
  Board,
  boardModels,
  Conversation,
  conversationLimits,
  faultyTransport,
  meetBoard,
  requestMillisecondsMax,
  type WireFaults,
} from "@jeton/board";
import { builtFirmware, EmulatedBoard, VirtualTime, virtualTransport } from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../support/seeded-random.ts";
import { goodOutcomes, type Outcome, usualRequests, wireFaults } from "./usual-requests.ts";

const flash = builtFirmware("board-hd44780");

/** A started board in virtual time; only then the line goes bad. */
async function onBadLine(faults: WireFaults, seed: number) {
  const time = new VirtualTime();
  const emulated = new EmulatedBoard({ flash });
  await time.advance(0);
  const good = virtualTransport(emulated, time, { resetsOnOpen: false });
  const line = faultyTransport(good, faults, { clock: time, random: seededRandom(seed) });
  await time.until(line.open());
  await time.advance(200);
  const conversation = new Conversation(line, { clock: time });
  return { time, emulated, line, conversation };
}

/** What each of some usual requests came to, one after the other. */
async function outcomesOn(faults: WireFaults, seed: number): Promise<readonly Outcome[]> {
  const { time, conversation } = await onBadLine(faults, seed);
  return usualRequests(conversation, {
    now: () => time.now(),
    until: (work) => time.until(work),
  });
}

// Goal: whatever the wire does, every request to the real firmware ends in an answer or a typed
// error within its stated bound, and a line that is good again works again. Method: the binary in
// the emulated board, virtual time, faults drawn from seeds.
describe("the driver on a bad line to the emulated board", () => {
  const bound = requestMillisecondsMax(conversationLimits);

  test.each(wireFaults)("%s: each request ends within its bound", async (name, faults) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const outcomes = await outcomesOn(faults, seed);
      for (const { what, took } of outcomes) {
        expect(["answered", "REFUSED", "NO_ANSWER"]).toContain(what);
        expect(took).toBeLessThanOrEqual(bound);
      }
      if (name === "a good line") {
        expect(outcomes.map(({ what }) => what)).toEqual(goodOutcomes);
      }
    }
  });

  test("unplugged at every byte: PORT_CLOSED, at once, and nothing hangs", async () => {
    for (let at = 0; at <= 150; at += 1) {
      const outcomes = await outcomesOn({ unplugAfterBytes: at }, at);
      const kinds = outcomes.map(({ what }) => what);
      const cut = kinds.indexOf("PORT_CLOSED");
      if (cut !== -1)
        expect(kinds.slice(cut)).toEqual(Array(kinds.length - cut).fill("PORT_CLOSED"));
      else expect(at).toBeGreaterThan(100);
      for (const { took } of outcomes) expect(took).toBeLessThanOrEqual(bound);
    }
  });

  test("a board that was shouted at answers again within two pings", async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { time, emulated, conversation } = await onBadLine({}, seed);
      const random = seededRandom(seed);
      const garbage = Uint8Array.from({ length: 200 }, () => Math.floor(random() * 256));
      emulated.send(garbage);
      await time.advance(150);
      const began = time.now();
      await time.until(conversation.request(6));
      expect(time.now() - began).toBeLessThan(300);
    }
  });

  test("text gets onto the glass over a line that loses and garbles, and none that is wrong", async () => {
    const { time, emulated, conversation, line } = await onBadLine({ drop: 0.001, flip: 0.001 }, 5);
    const board = new Board(conversation, "", boardModels.jeton);
    for (let turn = 0; turn < 80; turn += 1) {
      await time.until(board.showRow(turn % 2, `turn ${turn}`));
      await time.advance(60);
      expect(emulated.glass().lines[turn % 2]?.trim()).toBe(`turn ${turn}`);
    }
    expect(line.counts().dropped + line.counts().flipped).toBeGreaterThan(5);
  });

  test("at the wrong speed there is no answer, and at the right one there is", async () => {
    const time = new VirtualTime();
    const line = virtualTransport(new EmulatedBoard({ flash }), time, { baud: 115_200 });
    await time.until(line.open());
    const conversation = new Conversation(line, { clock: time });
    await expect(time.until(conversation.synchronise(1500))).rejects.toMatchObject({
      code: "NO_ANSWER",
    });
    await time.until(conversation.setBaudRate(19_200));
    await time.until(conversation.synchronise(1500));
    const board = await time.until(meetBoard(conversation));
    expect(board.model.name).toBe("jeton");
  });
});
