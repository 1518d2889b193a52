import { describe, expect, test } from "vitest";
import { manualClock } from "../test-support/manual-clock.ts";
import { modelBoard } from "../test-support/model-board.ts";
import { meetBoard } from "./board.ts";
import { Conversation } from "./conversation.ts";
import { faultyTransport } from "./faulty-transport.ts";
import { boardModels, modelOfVersion } from "./model.ts";

async function met(version?: string) {
  const clock = manualClock();
  const model = modelBoard(clock, version === undefined ? {} : { version });
  await model.transport.open();
  await model.transport.setBaudRate(19_200);
  const conversation = new Conversation(model.transport, { clock });
  return { clock, model, conversation };
}

/** A board that is met; then the host no longer hears packets of some types. */
async function metBeforeSilence(isLost: (type: number) => boolean) {
  const { clock, model } = await met();
  let hears = true;
  const conversation = new Conversation(
    {
      ...model.transport,
      onData: (listener) =>
        model.transport.onData((bytes) => {
          if (hears || !isLost(bytes[0] ?? 0)) listener(bytes);
        }),
    },
    { clock },
  );
  const board = await clock.run(meetBoard(conversation));
  hears = false;
  return { clock, model, board };
}

describe("meetBoard()", () => {
  test("knows a board by what it calls itself", async () => {
    const { clock, conversation } = await met("CFA633:h1.5,k1.7");
    const board = await clock.run(meetBoard(conversation));
    expect(board).toMatchObject({
      version: "CFA633:h1.5,k1.7",
      model: { name: "cfa633" },
      rows: 2,
    });
    expect(board.own).toBeNull();
  });

  test("says which names it knows when it meets another, and believes who knows better", async () => {
    const { clock, conversation } = await met("XYZ:h1.0,f1.0");
    await expect(clock.run(meetBoard(conversation))).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
      message: expect.stringContaining('calls itself "XYZ:h1.0,f1.0": wanted one of CFA533'),
    });
    const board = await clock.run(meetBoard(conversation, boardModels.jeton));
    expect(board.own).not.toBeNull();
  });

  test("finds each model by its name, in any case", () => {
    for (const model of Object.values(boardModels)) {
      expect(modelOfVersion(`${model.name.toUpperCase()}-1:h1.0,f1.0`)).toBe(model);
    }
    expect(modelOfVersion("")).toBeNull();
  });
});

describe("Board", () => {
  test("shows a row and reads it back", async () => {
    const { clock, model, conversation } = await met();
    const board = await clock.run(meetBoard(conversation));
    await clock.run(board.showRow(0, "492 039"));
    await clock.run(board.showRow(1, "N 000512345678"));
    expect(model.glass()).toEqual(["492 039         ", "N 000512345678  "]);
    expect(await clock.run(board.readGlass())).toEqual(model.glass());
    await clock.run(board.clear());
    expect(model.glass()[0]?.trim()).toBe("");
  });

  test("says GLASS_DIFFERS when what is read back is not what was written", async () => {
    const clock = manualClock();
    const model = modelBoard(clock);
    await model.transport.open();
    const conversation = new Conversation(model.transport, { clock });
    const board = await clock.run(meetBoard(conversation, boardModels.cfa635));
    // A 16 x 2 board that is taken for a 20 x 4 one has no such cells.
    await expect(clock.run(board.showRow(0, "12345678901234567890"))).rejects.toMatchObject({
      code: "GLASS_DIFFERS",
    });
  });

  test("gets its text onto the glass over a line that loses and garbles", async () => {
    const clock = manualClock();
    const model = modelBoard(clock);
    let number = 7;
    const random = () => {
      number = (number * 16_807) % 2_147_483_647;
      return number / 2_147_483_647;
    };
    const line = faultyTransport(model.transport, { drop: 0.001, flip: 0.001 }, { clock, random });
    await line.open();
    const conversation = new Conversation(line, { clock });
    const board = await clock.run(meetBoard(conversation));
    for (let turn = 0; turn < 40; turn += 1) {
      await clock.run(board.showRow(turn % 2, `turn ${turn}`));
      expect(model.glass()[turn % 2]?.trim()).toBe(`turn ${turn}`);
    }
    expect(line.counts().dropped + line.counts().flipped).toBeGreaterThan(5);
  });

  test("tells keys by their names", async () => {
    const { clock, model, conversation } = await met();
    const board = await clock.run(meetBoard(conversation));
    const seen: string[] = [];
    board.onKey(({ key, kind }) => seen.push(`${key} ${kind}`));
    for (const report of [1, 7, 5, 11, 13, 20, 21, 0]) model.press(report);
    expect(seen).toEqual([
      ...["up pressed", "up released", "enter pressed", "enter released"],
      ...["upper-left pressed", "lower-right released"],
    ]);
  });

  test("changes the speed of both sides and is understood", async () => {
    const { clock, model, conversation } = await met();
    const board = await clock.run(meetBoard(conversation));
    await clock.run(board.setBaud(115_200));
    expect([model.baud(), model.farEnd.baud()]).toEqual([115_200, 115_200]);
    await clock.run(board.showRow(0, "fast"));
    expect(model.glass()[0]?.trim()).toBe("fast");
  });

  test("changes the speed when all that is lost is the board's word that it did", async () => {
    const { clock, model, board } = await metBeforeSilence((type) => type === 0x61);
    await clock.run(board.setBaud(115_200));
    expect([model.baud(), model.farEnd.baud()]).toEqual([115_200, 115_200]);
  });

  test("goes back to the speed before when the board does not follow, and tells NO_ANSWER", async () => {
    const { clock, model, board } = await metBeforeSilence(() => true);
    model.hang();
    await expect(clock.run(board.setBaud(115_200))).rejects.toMatchObject({ code: "NO_ANSWER" });
    expect(model.farEnd.baud()).toBe(19_200);
  });

  test("refuses what the model has not", async () => {
    const { clock, conversation } = await met();
    const board = await clock.run(meetBoard(conversation));
    await expect(board.showRow(2, "x")).rejects.toThrow("Cannot use row 2: expected 0 to 1");
    await expect(board.showRow(0, "é")).rejects.toThrow('Cannot show "é"');
    await expect(board.showRow(0, "12345678901234567")).rejects.toThrow(
      "Cannot write 17 characters: expected 1 to 16",
    );
    await expect(board.setContrast(1.5)).rejects.toThrow(RangeError);
    await expect(board.defineCharacter(8, [])).rejects.toThrow(RangeError);
  });
});
