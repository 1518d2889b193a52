import {
  Conversation,
  faultyTransport,
  requestMillisecondsMax,
  serialTransport,
  systemClock,
  type WireFaults,
} from "@jeton/board";
import { builtFirmware, emulateOnPty } from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../support/seeded-random.ts";
import { goodOutcomes, type Outcome, usualRequests, wireFaults } from "./usual-requests.ts";

const flash = builtFirmware("board-hd44780");
const startMilliseconds = 500;

/** What the usual requests come to over serialport and a pty, on a wire with these faults. */
async function outcomesOn(faults: WireFaults, seed: number): Promise<readonly Outcome[]> {
  const emulated = await emulateOnPty({ flash });
  const serial = serialTransport(emulated.path, { baud: 19_200 });
  const random = seededRandom(seed);
  const line = faultyTransport(serial, faults, { clock: systemClock, random });
  try {
    await line.open();
    await new Promise((resolve) => setTimeout(resolve, startMilliseconds));
    const conversation = new Conversation(line);
    return await usualRequests(conversation, {
      now: () => performance.now(),
      until: (work) => work,
    });
  } finally {
    await line.close();
    await emulated.stop();
  }
}

// Goal: what wire-faults.test.ts shows in virtual time holds through the kernel. Method: the same
// requests and faults, over serialport and a pty. Timers of a busy machine ring late, so that the
// time in which a request must have ended is three times its bound.
describe("the driver on a bad line through the kernel", () => {
  const bound = 3 * requestMillisecondsMax();

  test.each(wireFaults)("%s: each request ends", async (name, faults) => {
    const outcomes = await outcomesOn(faults, 1);
    for (const { what, took } of outcomes) {
      expect(["answered", "REFUSED", "NO_ANSWER"]).toContain(what);
      expect(took).toBeLessThanOrEqual(bound);
    }
    if (name === "a good line") expect(outcomes.map(({ what }) => what)).toEqual(goodOutcomes);
  });

  test.each([0, 1, 19, 20, 21, 45, 70])(
    "unplugged at byte %i: PORT_CLOSED from there on",
    async (at) => {
      const kinds = (await outcomesOn({ unplugAfterBytes: at }, at)).map(({ what }) => what);
      const cut = kinds.indexOf("PORT_CLOSED");
      expect(cut).not.toBe(-1);
      expect(kinds.slice(cut)).toEqual(Array(kinds.length - cut).fill("PORT_CLOSED"));
    },
  );
});
