import { encodePacket, type Packet, PacketParser } from "@jeton/board";
import { boardKeys, builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, qemuAvr, simavr } from "../../support/needs.ts";
import { becomeKey } from "./host-words.ts";
import { type MadePrograms, makeFirmware } from "./make-firmware.ts";
import { runInQemu } from "./qemu-board.ts";
import { type Deed, receivedHex, runInSimavr } from "./simavr-board.ts";

// Goal: what the binary answers is the binary's own, not an emulator's. Method: the same commands to the same
// flash in three that share no line: ours (TypeScript), simavr and QEMU (C, by others). What QEMU has not is
// left out: what is kept in the EEPROM, a restart by the watchdog, and the time of day.

const binary = "board-hd44780";
const [setTime, status, mode, trim] = [48, 54, 52, 53];
const answered = [
  ...[0, 1, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 21, 23, 24, 31, 34],
  ...[setTime, 50, 15, 22, 40, 63],
];
const allKeysHeld = 0x3f;

const anyCommand: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({ type: fc.constantFrom(...answered), data: fc.uint8Array({ maxLength: 22 }) }),
  // Lengths and values that mean something, more often than chance has them.
  fc.record({
    type: fc.constant(31),
    data: fc.uint8Array({ minLength: 3, maxLength: 18, max: 15 }),
  }),
  fc.record({ type: fc.constant(9), data: fc.uint8Array({ minLength: 9, maxLength: 9, max: 7 }) }),
  fc.record({
    type: fc.constant(10),
    data: fc.uint8Array({ minLength: 1, maxLength: 1, min: 0x40 }),
  }),
  fc.record({
    type: fc.constantFrom(1, 3, 6, 24, mode, trim),
    data: fc.constant(new Uint8Array()),
  }),
);

function inEmulator(commands: readonly Packet[]): readonly Packet[] {
  const board = new EmulatedBoard({ flash: builtFirmware(binary) });
  const parser = new PacketParser();
  const packets: Packet[] = [];
  board.onBytes((bytes) => packets.push(...parser.push(bytes)));
  for (const key of boardKeys) board.press(key);
  board.advance(150);
  for (const command of commands) {
    board.send(encodePacket(command));
    board.advanceTo(board.sentAtMilliseconds + 60);
  }
  return packets;
}

async function inSimavr(runner: string, commands: readonly Packet[]): Promise<readonly Packet[]> {
  const deeds = commands.flatMap((command): Deed[] => [
    { kind: "send", bytes: encodePacket(command) },
    { kind: "wait", milliseconds: 60 },
  ]);
  const started: Deed[] = [
    // simavr takes no level of a pin before the program has begun.
    { kind: "wait", milliseconds: 10 },
    { kind: "keys", mask: allKeysHeld },
    { kind: "wait", milliseconds: 150 },
  ];
  const lines = await runInSimavr(runner, binary, [...started, ...deeds]);
  return new PacketParser().push(Buffer.from(receivedHex(lines), "hex"));
}

/** As hexadecimal, a packet a line. A status without the cause of the reset: QEMU has none. */
function words(packets: readonly Packet[]): readonly string[] {
  return packets.map(({ type, data }) => {
    const known = Uint8Array.from(data);
    if (type === (0x40 | status)) known[1] = 0;
    return `${type.toString(16)} ${Buffer.from(known).toString("hex")}`;
  });
}

describeWith(simavr, "one binary in three emulators", () => {
  let made: MadePrograms;
  beforeAll(async () => {
    made = await makeFirmware(["run-in-simavr"]);
  }, 150_000);
  afterAll(() => made?.remove());

  describeWith(qemuAvr, "of which QEMU is one", (qemu) => {
    async function expectSameAnswers(commands: readonly Packet[]): Promise<readonly string[]> {
      const reports = boardKeys.length;
      const ours = words(inEmulator(commands));
      expect(words(await inSimavr(made.path("run-in-simavr"), commands))).toEqual(ours);
      expect(words(await runInQemu(qemu, builtFirmware(binary), commands, reports))).toEqual(ours);
      expect(ours).toHaveLength(reports + commands.length);
      return ours;
    }

    test("answer commands of every kind with the same bytes", async () => {
      const commands = fc.sample(anyCommand, { numRuns: 150, seed: 3 });
      await expectSameAnswers([...commands, { type: status, data: new Uint8Array() }]);
    }, 120_000);

    test("compute the same code", async () => {
      const key = { seed: Buffer.from("12345678901234567890"), digits: 8, period: 30, seconds: 59 };
      const commands = becomeKey({ ...key, mode: 1 }).flatMap((deed): Packet[] =>
        deed.kind === "send" ? [...new PacketParser().push(deed.bytes)] : [],
      );
      const answers = await expectSameAnswers([
        ...commands,
        { type: 10, data: Uint8Array.of(0x80) },
      ]);
      // RFC 6238, appendix B: at 59 s the code is 94287082; the time of the loads may lead to the next.
      expect(Buffer.from(answers.at(-1)?.slice(5) ?? "", "hex").toString("latin1")).toMatch(
        /^ {4}\d{4}$/,
      );
    }, 120_000);
  });
});
