import { boardModels, Conversation, meetBoard } from "@jeton/board";
import {
  builtFirmware,
  builtModels,
  EmulatedBoard,
  modelBuilds,
  segmentModelBuilds,
  VirtualTime,
  virtualTransport,
} from "@jeton/board-emulator";
import { describe, expect, test } from "vitest";

// Goal: the driver drives a bought board of each model. Method: the boards that answer with their names.
describe.each(builtModels)("the driver, on the board with the name of a %s", (model) => {
  async function met(builds = modelBuilds) {
    const time = new VirtualTime();
    const { firmware, display } = builds[model];
    const { baud } = boardModels[model];
    const emulated = new EmulatedBoard({ flash: builtFirmware(firmware), display, baud });
    const transport = virtualTransport(emulated, time, { baud });
    await time.until(transport.open());
    const conversation = new Conversation(transport, { clock: time });
    await time.until(conversation.synchronise(3000));
    return { time, emulated, board: await time.until(meetBoard(conversation)) };
  }

  test("knows it by its name, fills its glass and reads it back", async () => {
    const { time, emulated, board } = await met();
    expect(board.model.name).toBe(model);
    const rows = board.model.rowAddresses.length;
    const texts = Array.from({ length: rows }, (_, row) => `row ${row + 1} {@}`);
    for (const [row, text] of texts.entries()) await time.until(board.showRow(row, text));
    await time.until(new Promise<void>((resolve) => time.after(100, resolve)));
    expect(emulated.glass().lines.map((line) => line.trimEnd())).toEqual(texts);
    for (const [row, text] of texts.entries()) {
      expect((await time.until(board.readRow(row))).trimEnd()).toBe(text);
    }
    expect(emulated.glass().lines.every((line) => line.length === board.model.columns)).toBe(true);
  });

  test("shows the beginning of its first row on eight digits, and reads all of it back", async () => {
    const { time, emulated, board } = await met(segmentModelBuilds);
    expect(board.model.name).toBe(model);
    await time.until(board.showRow(0, "12-34_56 and so"));
    await time.until(new Promise<void>((resolve) => time.after(100, resolve)));
    expect(emulated.glass().lines).toEqual(["12-34_56"]);
    expect((await time.until(board.readRow(0))).trimEnd()).toBe("12-34_56 and so");
  });

  test("hears its keys", async () => {
    const { time, emulated, board } = await met();
    const heard: string[] = [];
    board.onKey(({ key, kind }) => heard.push(`${key} ${kind}`));
    const key = model === "cfa631" ? "lower-left" : "left";
    emulated.press(key);
    await time.until(new Promise<void>((resolve) => time.after(50, resolve)));
    emulated.release(key);
    await time.until(new Promise<void>((resolve) => time.after(50, resolve)));
    expect(heard).toEqual([`${key} pressed`, `${key} released`]);
  });
});
