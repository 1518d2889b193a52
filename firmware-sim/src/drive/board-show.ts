import { BoardLink, bauds, type Transport } from "@jeton/board/web";
import type { TimeSource } from "@jeton/key";
import { BoardDrive, greetMilliseconds } from "./board-drive.ts";
import type { MirroredKey } from "./board-mirror.ts";
import type { DriveNews } from "./drive-words.ts";

/** What a page says of the board. */
export type BoardShowNews = {
  readonly words: string;
  readonly isBad: boolean;
  /** Whether nothing is shown any more, and none is looked for. */
  readonly isOver: boolean;
};

/**
 * Shows a key on a board for a page: looks for the board at each speed, mirrors the key, goes on after the board was
 * away, and tells what happens in words. Where no board answers at first it ends.
 */
export class BoardShow {
  readonly #tell: (news: BoardShowNews) => void;
  readonly #drive: BoardDrive;
  #running: Promise<void> = Promise.resolve();
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
    this.#tell = given.tell;
    let turn = 0;
    const connect = (): Promise<Transport> => {
      // A board runs at either speed: each try takes the other one.
      const baud = bauds[turn % bauds.length] ?? 19_200;
      turn += 1;
      return given.connect(baud);
    };
    this.#drive = new BoardDrive(
      {
        link: new BoardLink({ connect, greetMilliseconds }),
        ...{ key, time: given.time, baud: null, say: (news) => this.#pass(news) },
      },
      { kind: "seeking", triesLeft: bauds.length },
    );
  }

  /** Begins; what goes wrong is told. */
  start(): void {
    this.#say("Looking for the board …");
    this.#running = this.#drive
      .run()
      .catch((error: unknown) => this.#over(`${wordsOf(error)}.`, true));
  }

  /** Ends it with these words; resolves when the code is off the glass and the line is free. */
  async end(words?: string): Promise<void> {
    this.#over(words ?? "Disconnected.", words !== undefined);
    this.#drive.end(null);
    await this.#running;
  }

  #pass(news: DriveNews): void {
    if (news.kind === "up") this.#say(`On the board: ${news.board.version.trim()}.`);
    else if (news.kind === "down") this.#say(`${news.error.message}. It is tried again.`, true);
  }

  #say(words: string, isBad = false): void {
    this.#tell({ words, isBad, isOver: false });
  }

  #over(words: string, isBad: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#tell({ words, isBad, isOver: true });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
