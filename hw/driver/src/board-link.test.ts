import { describe, expect, test } from "vitest";
import { manualClock } from "../test-support/manual-clock.ts";
import { type ModelBoard, modelBoard } from "../test-support/model-board.ts";
import { BoardError } from "./board-error.ts";
import { BoardLink, type BoardLinkEvent } from "./board-link.ts";

function linked(missing = 0) {
  const clock = manualClock();
  const boards: ModelBoard[] = [];
  const events: BoardLinkEvent[] = [];
  let tries = 0;
  const link = new BoardLink({
    clock,
    connect: async () => {
      tries += 1;
      if (tries <= missing) throw new BoardError("PORT_UNUSABLE", "Cannot open model: not there");
      const board = modelBoard(clock);
      boards.push(board);
      return board.transport;
    },
  });
  link.on((event) => events.push(event));
  void link.start(); // a test that wants to know of its end makes its own link
  return { clock, link, boards, events };
}

const words = (events: readonly BoardLinkEvent[]) =>
  events.map((event) => (event.kind === "up" ? "up" : event.error.code));

describe("BoardLink", () => {
  test("meets the board and asks now and then whether it is there", async () => {
    const { clock, link, boards, events } = linked();
    await clock.pass(10_000);
    expect(words(events)).toEqual(["up"]);
    const pings = boards[0]?.commands.filter((command) => command === 0).length ?? 0;
    expect(pings).toBeGreaterThanOrEqual(10);
    expect(pings).toBeLessThanOrEqual(13);
    await clock.run(link.close());
  });

  test("finds an unplugged board again, and writes to the new one", async () => {
    const { clock, link, boards, events } = linked();
    await clock.pass(2000);
    boards[0]?.farEnd.unplug();
    await clock.pass(1000);
    expect(words(events)).toEqual(["up", "PORT_CLOSED", "up"]);
    const last = events.at(-1);
    if (last?.kind !== "up") throw new Error("Cannot go on: the board is not up");
    await clock.run(last.board.showRow(0, "again"));
    expect(boards[1]?.glass()[0]).toBe("again           ");
    await clock.run(link.close());
  });

  test("notices a board that hangs within three seconds, and begins anew", async () => {
    const { clock, link, boards, events } = linked();
    await clock.pass(2000);
    boards[0]?.hang();
    await clock.pass(5000);
    expect(words(events)).toEqual(["up", "NO_ANSWER", "up"]);
    await clock.run(link.close());
  });

  test("waits longer and longer for a port that is not there, and says each time why", async () => {
    const { clock, link, events } = linked(4);
    await clock.pass(250 + 500 + 1000 + 2000 + 100);
    expect(words(events)).toEqual([...Array(4).fill("PORT_UNUSABLE"), "up"]);
    await clock.run(link.close());
  });

  test("leaves nothing behind when it is closed, also while it waits", async () => {
    const { clock, link, events } = linked(100);
    await clock.pass(100);
    await clock.run(link.close());
    const told = events.length;
    await clock.pass(10_000);
    expect(events).toHaveLength(told);
  });

  test("hands an error that no board makes to whoever started it, and is over", async () => {
    const clock = manualClock();
    let tries = 0;
    const link = new BoardLink({
      clock,
      connect: () => {
        tries += 1;
        return Promise.reject(new TypeError("a slip"));
      },
    });
    await expect(clock.run(link.start())).rejects.toThrow(new TypeError("a slip"));
    await clock.run(link.close());
    expect(tries).toBe(1);
  });

  test("closes the line when a listener throws", async () => {
    const clock = manualClock();
    const board = modelBoard(clock);
    const link = new BoardLink({ clock, connect: async () => board.transport });
    link.on(() => {
      throw new RangeError("a slip of the listener");
    });
    await expect(clock.run(link.start())).rejects.toThrow("a slip of the listener");
    await expect(board.transport.write(Uint8Array.of(0))).rejects.toThrow(/no open line/);
  });
});
