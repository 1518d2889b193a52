import { Conversation, meetBoard } from "@jeton/board";
import { builtFirmware, EmulatedBoard, VirtualTime, virtualTransport } from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";
import { meetStation } from "../station/meet-station.ts";
import { neverInterrupted, type Station } from "../station/station.ts";
import { withSeedOnBoard } from "./with-seed-on-board.ts";

const key = { seed: new Uint8Array(20).fill(7), digits: 6, periodSeconds: 60 } as const;
const stays = 'the seed may still be on the board: plug it in again and run "jeton-bench erase"';

type OnBench = { readonly station: Station; readonly unplug: () => void };

/** Does `work` on an emulated board, and returns how it ended and whether the board has a seed afterwards. */
function onBoard(work: (given: OnBench) => Promise<unknown>) {
  const time = new VirtualTime();
  const emulated = new EmulatedBoard({ flash: builtFirmware("board-hd44780") });
  const line = virtualTransport(emulated, time);
  const makeup = {
    ...{ name: "one", place: "emulated", clock: time, hostErrorPpm: 0, press: null },
    ...{ seenLines: null, interrupt: neverInterrupted(), model: null, transport: line },
    ...{ openingBaud: 19_200, baud: 19_200 },
  };
  const life = async () => {
    const station = await meetStation(makeup);
    let message: string | null = null;
    try {
      await work({ station, unplug: () => line.unplug() });
    } catch (error) {
      message = (error as Error).message;
    }
    if (station.conversation.closed === null) await station.conversation.close();
    line.plug();
    return { message, hasSeed: await hasSeed() };
  };
  const hasSeed = async (): Promise<boolean> => {
    await line.open();
    const conversation = new Conversation(line, { clock: time });
    await conversation.synchronise(5000);
    const { own } = await meetBoard(conversation);
    if (own === null) throw new Error("Cannot test a board without own commands");
    let status = await own.status();
    while (status.isStoring) status = await own.status();
    await conversation.close();
    return status.hasSeed;
  };
  return time.until(life(), 3_600_000);
}

function ownOf({ board }: Station) {
  if (board.own === null) throw new Error("Cannot test a board without own commands");
  return board.own;
}

describe("withSeedOnBoard()", () => {
  test("leaves no seed after work that succeeds or fails, and adds nothing to its message", async () => {
    const good = await onBoard(({ station }) =>
      withSeedOnBoard(station, ownOf(station), key, () => station.board.readRow(0)),
    );
    expect(good).toEqual({ message: null, hasSeed: false });
    const bad = await onBoard(({ station }) =>
      withSeedOnBoard(station, ownOf(station), key, () =>
        Promise.reject(new TypeError("a mistake")),
      ),
    );
    expect(bad).toEqual({ message: "a mistake", hasSeed: false });
  });

  // Goal: whoever unplugs a board learns why the measurement ended, and whether a seed is left on it.
  // Method: the plug is drawn after each of the requests in turn, from the first to those of the cleaning.
  test("after an unplug at any request names it, and the seed when it may be there", async () => {
    for (let requests = 0; requests < 10; requests += 1) {
      const { message, hasSeed } = await onBoard(({ station, unplug }) => {
        let left = requests;
        const request = station.conversation.request.bind(station.conversation);
        station.conversation.request = (...given) => {
          left -= 1;
          if (left < 0) unplug();
          return request(...given);
        };
        return withSeedOnBoard(station, ownOf(station), key, () => station.board.readRow(0));
      });
      if (requests >= 8) {
        expect(message, `${requests}`).toBe(null);
        expect(hasSeed, `${requests}`).toBe(false);
        continue;
      }
      expect(message, `${requests}`).toContain(
        requests < 6 ? "it was unplugged" : "all was measured",
      );
      expect(message, `${requests}`).toContain(stays);
    }
  });

  test("says that the seed may be there when the board does not answer the cleaning", async () => {
    const { message } = await onBoard(({ station }) =>
      withSeedOnBoard(station, ownOf(station), key, async () => {
        const spoiling = { drop: 1, flip: 0, duplicate: 0, delay: 0, delayMilliseconds: 0 };
        station.line.spoil(spoiling, () => 0);
        await station.board.readRow(0);
      }),
    );
    expect(message).toMatch(/^The board did not answer|^Cannot .*no answer/);
    expect(message).toContain(stays);
  });
});
