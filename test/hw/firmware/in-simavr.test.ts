import { decodePacket, type Packet } from "@jeton/board";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, simavr } from "../../support/needs.ts";
import { rfcSeed } from "../../support/rfc-seed.ts";
import { becomeKey, say, timeBytes } from "./host-words.ts";
import { type MadePrograms, makeFirmware } from "./make-firmware.ts";
import { type Deed, lineOfKind, receivedHex, runInSimavr } from "./simavr-board.ts";

const started: Deed = { kind: "wait", milliseconds: 150 };
const tenthOfSecond: Deed = { kind: "wait", milliseconds: 100 };
const fast: Deed = { kind: "baud", baud: 115_200 };

/** The last packet of all that came. */
function lastAnswer(lines: readonly string[]): Packet {
  let bytes = Buffer.from(receivedHex(lines), "hex");
  let last: Packet = { type: -1, data: new Uint8Array() };
  while (bytes.length > 0) {
    const decoded = decodePacket(bytes);
    if (!decoded.ok) throw new Error(`Cannot read what the board sent: ${decoded.problem}`);
    last = decoded.packet;
    bytes = bytes.subarray(decoded.size);
  }
  return last;
}

describeWith(simavr, "the kept binaries in simavr", () => {
  let made: MadePrograms;
  const run = (deeds: readonly Deed[], binary = "board-hd44780") =>
    runInSimavr(made.path("run-in-simavr"), binary, [started, ...deeds]);
  beforeAll(async () => {
    made = await makeFirmware(["run-in-simavr"]);
  }, 150_000);
  afterAll(() => made?.remove());

  test("say who they are", async () => {
    for (const [binary, name] of Object.entries({
      "board-hd44780": "JETON1:h1.0,f1.0",
      "board-max7219": "JETON8:h1.0,f1.0",
      "board-hd44780-cfa633": "CFA633:h1.5,k1.7",
      "board-max7219-cfa633": "CFA633:h1.5,k1.7",
    })) {
      const answer = lastAnswer(await run(say(1), binary));
      expect(Buffer.from(answer.data).toString("latin1")).toBe(name);
    }
    for (const model of ["cfa631", "cfa635"]) {
      for (const display of ["ks0073", "max7219"]) {
        const answer = lastAnswer(await run([fast, ...say(1)], `board-${display}-${model}`));
        expect(Buffer.from(answer.data).toString("latin1")).toMatch(model.toUpperCase());
      }
    }
  });

  test("show the codes of RFC 6238", async () => {
    const examples = [
      [59, "9428 7082"],
      [1_111_111_109, "0708 1804"],
      [2_000_000_000, "6927 9037"],
      [20_000_000_000, "6535 3130"],
    ] as const;
    for (const [seconds, code] of examples) {
      const key = becomeKey({ seed: rfcSeed("SHA-1"), digits: 8, period: 30, seconds, mode: 1 });
      const lines = await run([...key, tenthOfSecond, { kind: "glass" }]);
      expect(lineOfKind(lines, "glass")).toContain(`|    ${code}   |`);
    }
  });

  test("show a code on eight digits of seven segments, the seconds behind its point", async () => {
    const key = becomeKey({ seed: rfcSeed("SHA-1"), digits: 6, period: 30, seconds: 59, mode: 1 });
    const lines = await run([...key, tenthOfSecond, { kind: "segments" }], "board-max7219");
    // 287082.01 in the MAX7219's order of segments
    expect(lineOfKind(lines, "segments")).toBe("6d7f707e7fed7e30");
  });

  test("are brought back by the watchdog from an endless loop, within its two seconds", async () => {
    const lines = await run([{ kind: "hang" }, { kind: "wait", milliseconds: 2500 }, ...say(54)]);
    const { type, data } = lastAnswer(lines);
    expect([type, data[1], data[14]]).toEqual([0x40 | 54, 8, 1]);
  });

  test("restart when they are told to, and count it", async () => {
    const reboot = [
      ...say(5, Uint8Array.of(8, 18, 99)),
      { kind: "wait", milliseconds: 200 } as const,
    ];
    const { data } = lastAnswer(
      await run([...reboot, ...reboot, { kind: "reset" }, started, ...say(54)]),
    );
    expect([data[1], data[14]]).toEqual([2, 3]);
  });

  test("answer at the new rate after the answer at the old one", async () => {
    const { data } = lastAnswer(
      await run([...say(33, Uint8Array.of(1)), fast, ...say(0, Uint8Array.of(7))]),
    );
    expect([...data]).toEqual([7]);
  });

  // The timer's two bytes are read through a register that the wire's interrupt uses as well: were a
  // count torn between them, the clock would jump by seconds.
  test("keep time while they talk", async () => {
    const talk = Array.from({ length: 60 }, (_, index) => say(0, Uint8Array.of(index, 1, 2, 3)));
    const { data } = lastAnswer(
      await run([...say(48, timeBytes(1000, 0)), ...talk.flat(), ...say(49)]),
    );
    const answer = Buffer.from(data);
    const shown = (answer.readUIntLE(0, 5) - 1000) * 1000 + answer.readUInt16LE(5) / 15.625;
    // A byte takes ten bits at 19200 baud, and each command waits 25 ms for its answer.
    const passed = 60 * (8 * (10_000 / 19_200) + 25) + 4 * (10_000 / 19_200) + 25;
    expect(Math.abs(shown - passed)).toBeLessThan(5);
  });

  // The figures of hw/firmware/README.md. A pass of the loop is what an answer may have to wait for.
  test("need less than 20 ms for their longest pass, which computes a code", async () => {
    const key = becomeKey({
      seed: new Uint8Array(64).fill(1),
      digits: 8,
      period: 30,
      seconds: 59,
      mode: 2,
    });
    const second: Deed = { kind: "wait", milliseconds: 1100 };
    const lines = await run([...key, { kind: "longest" }, second, { kind: "longest" }]);
    const cycles = Number(lineOfKind(lines, "longest"));
    expect(cycles).toBeGreaterThan(50_000);
    expect(cycles).toBeLessThan(320_000);
  });
});
