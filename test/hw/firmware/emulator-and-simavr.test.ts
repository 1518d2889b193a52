import { encodePacket } from "@jeton/board";
import { boardKeys, builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, simavr } from "../../support/needs.ts";
import { becomeKey } from "./host-words.ts";
import { type MadePrograms, makeFirmware } from "./make-firmware.ts";
import { type Deed, receivedHex, runInSimavr } from "./simavr-board.ts";

const getTime = 49;
const reboot = 5;
const baud = 33;

// What depends on the tick of its arrival is left to other tests: the time of day, a restart in the
// middle of the next command, and rates, which the line's other end would have to follow.
const anyCommand = fc
  .record({
    type: fc.oneof(
      fc.nat({ max: 63 }),
      fc.constantFrom(0, 1, 7, 8, 10, 23, 24, 31, 48, 50, 51, 52, 53, 54),
    ),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 22 }),
      fc.constantFrom(new Uint8Array(), Uint8Array.of(1), Uint8Array.of(0x80)),
    ),
  })
  .filter(({ type }) => ![getTime, reboot, baud].includes(type));

const anyDeeds: fc.Arbitrary<readonly Deed[]> = fc.oneof(
  anyCommand.map((command): Deed[] => [
    { kind: "send", bytes: encodePacket(command) },
    { kind: "wait", milliseconds: 40 },
  ]),
  fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes): Deed[] => [
    { kind: "send", bytes },
    { kind: "wait", milliseconds: 90 },
  ]),
  fc.nat({ max: 63 }).map((mask): Deed[] => [
    { kind: "keys", mask },
    { kind: "wait", milliseconds: 40 },
  ]),
);

/** The same deeds on the emulated board; answers what came back, hexadecimal. */
function runInEmulator(deeds: readonly Deed[]): string {
  const board = new EmulatedBoard({ flash: builtFirmware("board-hd44780") });
  const received: number[] = [];
  board.onBytes((bytes) => {
    received.push(...bytes);
  });
  for (const deed of deeds) {
    if (deed.kind === "send") {
      board.send(deed.bytes);
      board.advanceTo(board.sentAtMilliseconds);
    } else if (deed.kind === "wait") {
      board.advanceTo(board.nowMilliseconds + deed.milliseconds);
    } else if (deed.kind === "keys") {
      for (const [index, key] of boardKeys.entries()) {
        if ((deed.mask >> index) & 1) board.press(key);
        else board.release(key);
      }
    } else {
      throw new Error(`Cannot do "${deed.kind}" in the emulator`);
    }
  }
  return Buffer.from(received).toString("hex");
}

describeWith(simavr, "one binary, two machines: the emulator and simavr", () => {
  let made: MadePrograms;
  beforeAll(async () => {
    made = await makeFirmware(["run-in-simavr"]);
  }, 150_000);
  afterAll(() => made?.remove());

  const started: Deed = { kind: "wait", milliseconds: 150 };

  async function expectSameBytes(deeds: readonly Deed[]): Promise<string> {
    const all = [started, ...deeds];
    const inSimavr = receivedHex(
      await runInSimavr(made.path("run-in-simavr"), "board-hd44780", all),
    );
    expect(runInEmulator(all)).toBe(inSimavr);
    return inSimavr;
  }

  // Goal: what we prove in our own emulator holds for the binary and not for the emulator. Method:
  // commands of every kind, noise and keys, the same each time, on both.
  test("send the same bytes, whatever is sent to them", async () => {
    const deeds = fc.sample(anyDeeds, { numRuns: 120, seed: 2 }).flat();
    const bytes = await expectSameBytes(deeds);
    expect(bytes.length).toBeGreaterThan(120 * 8);
  });

  test("read the same code from the glass of an own key", async () => {
    const key = {
      seed: new Uint8Array(20).fill(7),
      digits: 6,
      period: 30,
      seconds: 89,
      mode: 1 as const,
    };
    const second: Deed = { kind: "wait", milliseconds: 1500 };
    const readLine = [0x80, 0x88, 0xc0, 0xc8].flatMap((address): Deed[] => [
      { kind: "send", bytes: encodePacket({ type: 10, data: Uint8Array.of(address) }) },
      { kind: "wait", milliseconds: 40 },
    ]);
    await expectSameBytes([...becomeKey(key), second, ...readLine]);
  });
});
