import { setTimeout as sleep } from "node:timers/promises";
import { type Baud, boardModels, Conversation, PacketParser, serialTransport } from "@jeton/board";
import {
  type BoardKey,
  type BuiltModel,
  builtFirmware,
  emulateOnPty,
  type Glass,
  modelBuilds,
  type PtyBoard,
} from "@jeton/board-emulator";

/** What went over the line, by the board's own count and by what it sent. */
export type LineCounts = {
  /** Packets that the board understood. */
  readonly packets: number;
  /** Packets with a wrong CRC, bytes dropped between packets and bytes lost, both ways together. */
  readonly bad: number;
  /** Commands that the board refused, by number. */
  readonly refused: readonly number[];
};

const pressMilliseconds = 60;
const statusCommand = 54;

/** An emulated board behind a pty, and what someone sees who watches it. */
export class WatchedBoard {
  readonly path: string;
  readonly #emulated: PtyBoard;
  readonly #parser = new PacketParser();
  readonly #refused: number[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #baud: Baud;
  #glass: Glass;

  private constructor(emulated: PtyBoard, glass: Glass, baud: Baud) {
    this.#emulated = emulated;
    this.path = emulated.path;
    this.#glass = glass;
    this.#baud = baud;
    emulated.board.onNews((news) => {
      if (news.kind === "bytes") this.#hear(news.bytes);
      if (news.kind !== "glass") return;
      this.#glass = news.change.glass;
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** Gives a board its power and waits until it has started. */
  static async start(model: BuiltModel): Promise<WatchedBoard> {
    const { firmware, display } = modelBuilds[model];
    const emulated = await emulateOnPty({ flash: builtFirmware(firmware), display });
    for (;;) {
      const { glass } = await emulated.board.state();
      if (glass.lines[0]?.startsWith("CFA")) {
        return new WatchedBoard(emulated, glass, boardModels[model].baud);
      }
      await sleep(20);
    }
  }

  /** Waits until `judge` finds nothing wrong with the glass. Returns what is still wrong after that time, or null. */
  async settle(
    judge: (glass: Glass) => string | null,
    milliseconds: number,
  ): Promise<string | null> {
    return new Promise((resolve) => {
      let problem: string | null = null;
      const done = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(problem);
      };
      const look = (): void => {
        problem = judge(this.#glass);
        if (problem === null) done();
      };
      const timer = setTimeout(done, milliseconds);
      this.#watchers.add(look);
      look();
    });
  }

  /** Presses a key and lets it go. */
  async tap(key: BoardKey): Promise<void> {
    for (const kind of ["press", "release"] as const) {
      this.#emulated.board.do({ kind, key });
      await sleep(pressMilliseconds);
    }
  }

  /** Asks the board what it has counted, when no other program has its port open. */
  async counts(): Promise<LineCounts> {
    const line = serialTransport(this.path, { baud: this.#baud });
    await line.open();
    const conversation = new Conversation(line);
    try {
      await conversation.synchronise(5000);
      const status = Buffer.from(await conversation.request(statusCommand));
      const [wrong, dropped, lost] = [8, 10, 12].map((offset) => status.readUInt16LE(offset));
      const bad = (wrong ?? 0) + (dropped ?? 0) + (lost ?? 0) + this.#parser.dropped;
      return { packets: status.readUInt32LE(4), bad, refused: [...this.#refused] };
    } finally {
      await conversation.close();
    }
  }

  stop(): Promise<void> {
    return this.#emulated.stop();
  }

  #hear(bytes: Uint8Array): void {
    for (const { type } of this.#parser.push(bytes)) {
      if (type >= 0xc0) this.#refused.push(type & 0x3f);
    }
  }
}
