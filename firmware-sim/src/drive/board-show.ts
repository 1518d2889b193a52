import { BoardLink, type BoardLinkEvent, bauds, type Transport } from "@jeton/board/web";
import type { TimeSource } from "@jeton/key";
import { BoardMirror, type MirroredKey } from "./board-mirror.ts";

/** What a page says of the board. */
export type BoardShowNews = {
  readonly words: string;
  readonly isBad: boolean;
  /** Whether nothing is shown any more, and none is looked for. */
  readonly isOver: boolean;
};

/** A board that resets when its port is opened may take so long to start, ms. */
const greetMilliseconds = 2500;

/**
 * Shows a key on a board for a page: looks for the board at each speed, mirrors the key, goes on after the board was
 * away, and tells what happens in words. Where no board answers at first it ends.
 */
export class BoardShow {
  readonly #key: MirroredKey;
  readonly #time: TimeSource;
  readonly #tell: (news: BoardShowNews) => void;
  readonly #link: BoardLink;
  #mirror: BoardMirror | null = null;
  #triesLeft: number = bauds.length;
  #isOver = false;

  /** `connect` makes the line to the board anew for each try, at the speed that it is given. */
  constructor(
    key: MirroredKey,
    given: {
      readonly time: TimeSource;
      readonly connect: (baud: number) => Promise<Transport>;
      readonly tell: (news: BoardShowNews) => void;
    },
  ) {
    this.#key = key;
    this.#time = given.time;
    this.#tell = given.tell;
    let turn = 0;
    const connect = (): Promise<Transport> => {
      // A board runs at either speed: each try takes the other one.
      const baud = bauds[turn % bauds.length] ?? 19_200;
      turn += 1;
      return given.connect(baud);
    };
    this.#link = new BoardLink({ connect, greetMilliseconds });
    this.#link.on((event) => this.#take(event));
  }

  /** Begins; what goes wrong is told. */
  start(): void {
    this.#say("Looking for the board …");
    this.#link.start().catch((error: unknown) => void this.end(wordsOf(error)));
  }

  /** Ends it with these words; resolves when the line is free. */
  async end(words?: string): Promise<void> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#mirror?.stop();
      this.#tell({ words: words ?? "Disconnected.", isBad: words !== undefined, isOver: true });
    }
    await this.#link.close();
  }

  #take(event: BoardLinkEvent): void {
    this.#mirror?.stop();
    this.#mirror = null;
    if (this.#isOver) return;
    if (event.kind === "down") {
      this.#triesLeft -= 1;
      const { message } = event.error;
      if (this.#triesLeft <= 0) void this.end(`${message}.`);
      else this.#say(`${message}. It is tried again.`, true);
      return;
    }
    this.#triesLeft = Number.POSITIVE_INFINITY;
    this.#say(`On the board: ${event.board.version.trim()}.`);
    const mirror = new BoardMirror(event.board, this.#key, { time: this.#time });
    this.#mirror = mirror;
    // That the line is gone is the link's matter, which tells it and begins anew.
    mirror.run().catch((error: unknown) => {
      if (!this.#isOver) this.#say(`${wordsOf(error)}.`, true);
    });
  }

  #say(words: string, isBad = false): void {
    this.#tell({ words, isBad, isOver: false });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
