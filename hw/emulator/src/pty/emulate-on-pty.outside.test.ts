import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { encodePacket } from "@jeton/board";
import { afterEach, describe, expect, test } from "vitest";
import { builtFirmware } from "../board/built-firmware.ts";
import { emulateOnPty, type PtyBoard } from "./emulate-on-pty.ts";

const run = promisify(execFile);
const flash = builtFirmware();
const folder = mkdtempSync(join(tmpdir(), "jeton-pty-"));
let pty: PtyBoard | null = null;

afterEach(async () => {
  await pty?.stop();
  pty = null;
});

// A client that knows nothing of terminals: it opens the file, writes and reads.
const client = `
  const { openSync, writeSync, readSync, constants } = require("node:fs");
  const [path, hex, length] = process.argv.slice(1);
  const port = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  writeSync(port, Buffer.from(hex, "hex"));
  const answer = Buffer.alloc(Number(length));
  let size = 0;
  while (size < answer.length) size += readSync(port, answer, size, answer.length - size, null);
  console.log(answer.toString("hex"));
`;

/** What a process that only opens the file gets back for these bytes. */
async function asked(path: string, bytes: Uint8Array, length: number): Promise<string> {
  const hex = Buffer.from(bytes).toString("hex");
  const { stdout } = await run(process.execPath, ["-e", client, path, hex, String(length)], {
    timeout: 20_000,
  });
  return stdout.trim();
}

/** Until the board has booted, so that what is sent is heard. */
async function booted(board: PtyBoard): Promise<PtyBoard> {
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error("Cannot wait longer for the board")), 20_000);
    board.board.onNews(({ kind }) => {
      if (kind !== "glass") return;
      clearTimeout(limit);
      resolve();
    });
  });
  return board;
}

describe("emulateOnPty()", () => {
  test("is raw from the first byte for a client that sets nothing", async () => {
    const link = join(folder, "raw");
    pty = await booted(await emulateOnPty({ flash, link }));
    expect(pty.path).toBe(link);
    // LF, CR, Ctrl-C, Ctrl-D, XON, XOFF, Ctrl-Z, DEL: each would be changed by a terminal.
    const data = Uint8Array.of(0x0a, 0x0d, 0x03, 0x04, 0x11, 0x13, 0x1a, 0x7f, 0x1c, 0x00, 0xff);
    const answer = await asked(link, encodePacket({ type: 0, data }), data.length + 4);
    expect(answer).toBe(Buffer.from(encodePacket({ type: 0x40, data })).toString("hex"));
    // The next client finds the board as the last one left it.
    expect(await asked(link, encodePacket({ type: 0, data: Uint8Array.of(1) }), 5)).toMatch(
      /^400101/,
    );
  });

  test("replaces an old link and removes its own at the end", async () => {
    const link = join(folder, "link");
    symlinkSync("/dev/pts/does-not-exist", link);
    const board = await emulateOnPty({ flash, link });
    expect(readlinkSync(link)).toMatch(/^\/dev\//);
    await board.stop();
    expect(existsSync(link)).toBe(false);
  });

  test("leaves a file alone that has the link's name", async () => {
    const link = join(folder, "file");
    writeFileSync(link, "mine");
    await expect(emulateOnPty({ flash, link })).rejects.toMatchObject({ code: "EMULATOR_PTY" });
    expect(existsSync(link)).toBe(true);
  });

  test("shows a press of a key to its client", async () => {
    pty = await booted(await emulateOnPty({ flash }));
    const report = asked(pty.path, encodePacket({ type: 0, data: Uint8Array.of(9) }), 5 + 5);
    // The press follows on the answer to the ping, which the client waits for as well.
    await new Promise<void>((resolve) =>
      pty?.board.onNews((one) => one.kind === "bytes" && resolve()),
    );
    pty.board.do({ kind: "press", key: "exit" });
    expect(await report).toMatch(/^400109.{4}800106/);
  });
});
