import type { Conversation } from "./conversation.ts";
import {
  type BoardMode,
  type BoardSeed,
  type BoardStatus,
  type BoardTime,
  decodeMode,
  decodeStatus,
  decodeTime,
  decodeTrim,
  encodeMode,
  encodeSeedEnd,
  encodeSeedParts,
  encodeTime,
  encodeTrim,
  ownCommand,
} from "./own-commands.ts";

/**
 * What only our own board can do: keep time, and be a key by itself. Methods reject with BoardError
 * as the conversation does, ANSWER_MALFORMED besides, and throw RangeError for values out of range.
 */
export class OwnBoard {
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  async setTime(time: BoardTime): Promise<void> {
    await this.#conversation.request(ownCommand.setTime, encodeTime(time));
  }

  async time(): Promise<BoardTime> {
    return decodeTime(await this.#conversation.request(ownCommand.getTime));
  }

  /** Loads a seed in parts; the board keeps it only when all of it arrived as it was sent. */
  async loadSeed(given: BoardSeed): Promise<void> {
    const end = encodeSeedEnd(given);
    for (const part of encodeSeedParts(given.seed)) {
      await this.#conversation.request(ownCommand.seedPart, part);
    }
    await this.#conversation.request(ownCommand.finishSeed, end);
  }

  async eraseSeed(): Promise<void> {
    await this.#conversation.request(ownCommand.eraseSeed);
  }

  async setMode(mode: BoardMode): Promise<void> {
    await this.#conversation.request(ownCommand.mode, encodeMode(mode));
  }

  async mode(): Promise<BoardMode> {
    return decodeMode(await this.#conversation.request(ownCommand.mode));
  }

  /** Makes the board's clock faster (positive) or slower, parts per billion. */
  async setTrim(ppb: number): Promise<void> {
    await this.#conversation.request(ownCommand.trim, encodeTrim(ppb));
  }

  async trim(): Promise<number> {
    return decodeTrim(await this.#conversation.request(ownCommand.trim));
  }

  async status(): Promise<BoardStatus> {
    return decodeStatus(await this.#conversation.request(ownCommand.status));
  }
}
