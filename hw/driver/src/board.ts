import { BoardError } from "./board-error.ts";
import { type BoardKeyEvent, keyEvent } from "./board-key.ts";
import type { Conversation } from "./conversation.ts";
import { characterBytes, characterPattern, glassText } from "./glass-text.ts";
import { type Baud, type BoardModel, bauds, modelOfVersion } from "./model.ts";
import { OwnBoard } from "./own-board.ts";
import { commandOf } from "./packet.ts";

/** Commands that all boards have (hw/PROTOCOL.md). */
const command = {
  ping: 0,
  version: 1,
  storeBootState: 4,
  reboot: 5,
  clear: 6,
  character: 9,
  readMemory: 10,
  contrast: 13,
  backlight: 14,
  keyReports: 23,
  text: 31,
  baud: 33,
} as const;

/** Bytes that one reading of display memory answers. */
const memoryBytes = 8;

/**
 * One display board. Every method rejects with BoardError NO_ANSWER, REFUSED or PORT_CLOSED as its
 * conversation does, and throws RangeError for what the model has not.
 */
export class Board {
  readonly model: BoardModel;
  /** What the board answered when it was asked who it is: "CFA633:h1.5,k1.7". */
  readonly version: string;
  /** The commands of our own board; null where the model has none. */
  readonly own: OwnBoard | null;
  readonly #conversation: Conversation;

  constructor(conversation: Conversation, version: string, model: BoardModel) {
    this.#conversation = conversation;
    this.version = version;
    this.model = model;
    this.own = model.hasOwnCommands ? new OwnBoard(conversation) : null;
  }

  get rows(): number {
    return this.model.rowAddresses.length;
  }

  /** Returns when the board answered; for heartbeats. */
  async ping(): Promise<void> {
    await this.#conversation.request(command.ping);
  }

  async clear(): Promise<void> {
    await this.#conversation.request(command.clear);
  }

  /**
   * Writes a whole row, filled up with blanks, reads it back and writes it once more when the glass
   * holds something else. Rejects with GLASS_DIFFERS when it still does. Characters are the
   * ASCII that the display has; `\u0000` to `\u0007` are those that `defineCharacter` made.
   */
  async showRow(row: number, text: string): Promise<void> {
    const { columns, characters } = this.model;
    const wanted = characterBytes(text.padEnd(columns), columns, characters);
    for (let turn = 0; turn < 2; turn += 1) {
      await this.writeText(row, 0, text.padEnd(columns));
      const found = await this.#readRowBytes(row);
      if (found.every((byte, index) => byte === wanted[index])) return;
    }
    throw new BoardError(
      "GLASS_DIFFERS",
      `Cannot show row ${row}: the glass holds ${JSON.stringify(await this.readRow(row))}, wanted ${JSON.stringify(text)}`,
    );
  }

  /** Writes text from a place on, without reading it back. */
  async writeText(row: number, column: number, text: string): Promise<void> {
    this.#requireRow(row);
    const room = this.model.columns - column;
    if (!Number.isInteger(column) || column < 0 || room < 1) {
      throw new RangeError(
        `Cannot write at column ${column}: expected 0 to ${this.model.columns - 1}`,
      );
    }
    const bytes = characterBytes(text, room, this.model.characters);
    await this.#conversation.request(command.text, Uint8Array.of(column, row, ...bytes));
  }

  /** Returns what the glass holds in a row. */
  async readRow(row: number): Promise<string> {
    return glassText(await this.#readRowBytes(row), this.model.characters);
  }

  /** Returns all rows of the glass. */
  async readGlass(): Promise<readonly string[]> {
    const rows: string[] = [];
    for (let row = 0; row < this.rows; row += 1) rows.push(await this.readRow(row));
    return rows;
  }

  /** Makes character `number` (0 .. 7) of eight rows of five pixels: "#" is dark, all else is not. */
  async defineCharacter(number: number, rows: readonly string[]): Promise<void> {
    if (!Number.isInteger(number) || number < 0 || number > 7) {
      throw new RangeError(`Cannot define character ${number}: expected 0 to 7`);
    }
    await this.#conversation.request(
      command.character,
      Uint8Array.of(number, ...characterPattern(rows)),
    );
  }

  /** Sets the contrast, 0 .. 1 of what the model takes. */
  async setContrast(share: number): Promise<void> {
    requireShare("a contrast", share);
    const value = Math.round(share * this.model.contrastMax);
    await this.#conversation.request(command.contrast, Uint8Array.of(value));
  }

  /** Sets the backlight, 0 .. 1. */
  async setBacklight(share: number): Promise<void> {
    requireShare("a backlight", share);
    await this.#conversation.request(command.backlight, Uint8Array.of(Math.round(share * 100)));
  }

  /** Keeps what the board shows and how, its speed too, for its next power-up. */
  async storeBootState(): Promise<void> {
    await this.#conversation.request(command.storeBootState);
  }

  /** Restarts the board and waits until it answers again, at most so long. */
  async reboot(withinMilliseconds = 4000): Promise<void> {
    await this.#conversation.request(command.reboot, Uint8Array.of(8, 18, 99));
    await this.#conversation.synchronise(withinMilliseconds);
  }

  /** Lets every key report when it is pressed and released. */
  async reportAllKeys(): Promise<void> {
    await this.#conversation.request(command.keyReports, Uint8Array.of(0x3f, 0x3f));
  }

  /** Calls `listener` with each key that is pressed or released; answers a function that ends that. */
  onKey(listener: (event: BoardKeyEvent) => void): () => void {
    return this.#conversation.onReport((packet) => {
      const event = commandOf(packet) === 0 ? keyEvent(packet.data) : null;
      if (event !== null) listener(event);
    });
  }

  /**
   * Changes the speed of both sides: the board answers at the old one, then both change. When that
   * cannot be, this side goes back to the other speed and NO_ANSWER is told.
   */
  async setBaud(baud: Baud): Promise<void> {
    try {
      await this.#conversation.request(command.baud, Uint8Array.of(bauds.indexOf(baud)));
    } catch (error) {
      // Perhaps only the answers were lost: then the board runs at the new speed already.
      if (!(error instanceof BoardError) || error.code !== "NO_ANSWER") throw error;
    }
    await this.#conversation.setBaudRate(baud);
    try {
      await this.#conversation.synchronise(1000);
    } catch (error) {
      const other = bauds.find((each) => each !== baud) ?? baud;
      await this.#conversation.setBaudRate(other);
      throw error;
    }
  }

  async #readRowBytes(row: number): Promise<Uint8Array> {
    this.#requireRow(row);
    const { columns, rowAddresses } = this.model;
    const bytes = new Uint8Array(columns);
    for (let column = 0; column < columns; column += memoryBytes) {
      const address = (rowAddresses[row] ?? 0) + column;
      const data = await this.#conversation.request(command.readMemory, Uint8Array.of(address));
      if (data.length !== memoryBytes + 1 || data[0] !== address) {
        throw new BoardError(
          "ANSWER_MALFORMED",
          `Cannot read row ${row}: found ${data.length} bytes for address ${data[0]}, wanted 9 for ${address}`,
        );
      }
      bytes.set(data.subarray(1, 1 + Math.min(memoryBytes, columns - column)), column);
    }
    return bytes;
  }

  #requireRow(row: number): void {
    if (Number.isInteger(row) && row >= 0 && row < this.rows) return;
    throw new RangeError(`Cannot use row ${row}: expected 0 to ${this.rows - 1}`);
  }
}

/**
 * Asks who is there and answers the board. `model` stands for what the board calls itself, where
 * that is known better. Rejects with BoardError NOT_SUPPORTED for a name that is not known.
 */
export async function meetBoard(conversation: Conversation, model?: BoardModel): Promise<Board> {
  const version = String.fromCharCode(...(await conversation.request(command.version)));
  const known = model ?? modelOfVersion(version);
  if (known !== null) return new Board(conversation, version, known);
  throw new BoardError(
    "NOT_SUPPORTED",
    `Cannot use the board that calls itself ${JSON.stringify(version)}: wanted one of CFA533, CFA631, CFA633, CFA635, JETON, or to be told the model`,
  );
}

function requireShare(what: string, share: number): void {
  if (share >= 0 && share <= 1) return;
  throw new RangeError(`Cannot use ${share} as ${what}: expected 0 to 1`);
}
