import { BoardError } from "./board-error.ts";
import { commandOf, encodePacket, type Packet, packetKind } from "./packet.ts";
import { PacketParser } from "./packet-parser.ts";
import { refusalWords } from "./refusal.ts";
import { type Clock, systemClock, type Transport, type TransportClosed } from "./transport.ts";

/** How long a conversation waits and how often it asks. */
export type ConversationLimits = {
  /** From the last byte of a command to the answer, ms: the protocol's bound. */
  readonly answerMilliseconds: number;
  /** Until the bytes of a command left this machine, ms. */
  readonly writeMilliseconds: number;
  /** So often a command is sent before the board counts as silent. */
  readonly tries: number;
  /** So often a ping is sent to find the beginning of packets again. */
  readonly pings: number;
};

export const conversationLimits: ConversationLimits = {
  answerMilliseconds: 250,
  writeMilliseconds: 250,
  tries: 3,
  pings: 2,
};

/** What a conversation is given besides its line; tests give their own time and nonces. */
export type ConversationOptions = {
  readonly clock?: Clock;
  readonly limits?: Partial<ConversationLimits>;
  /** Returns 16 bytes that no ping had before. Default: random ones. */
  readonly nonce?: () => Uint8Array;
};

/**
 * Returns within how many ms a request ends, in an answer or an error, whatever the line does, when
 * none stood before it.
 */
export function requestMillisecondsMax(limits: ConversationLimits = conversationLimits): number {
  const once = limits.writeMilliseconds + limits.answerMilliseconds;
  return once * limits.tries * (limits.pings + 1);
}

type Waiting = {
  readonly wants: (packet: Packet) => boolean;
  /** Null: it does not come. */
  readonly settle: (packet: Packet | null) => void;
};

const pingCommand = 0;

/**
 * Speaks packets with one board. Commands go out one after the other, each when the one before was
 * answered or given up. After silence or garbage a ping with a nonce comes first: only its own echo
 * proves that what arrives next belongs to what is asked next, and that no late answer of an
 * earlier try is taken for it.
 */
export class Conversation {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #limits: ConversationLimits;
  readonly #nonce: () => Uint8Array;
  readonly #parser = new PacketParser();
  readonly #reportListeners = new Set<(packet: Packet) => void>();
  readonly #stopListening: readonly (() => void)[];
  #waiting: Waiting | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #closed: TransportClosed | null = null;
  /** Whether an answer to an earlier command may still come. */
  #unsure = true;

  /** Over an open transport. */
  constructor(transport: Transport, options: ConversationOptions = {}) {
    this.#transport = transport;
    this.#clock = options.clock ?? systemClock;
    this.#limits = { ...conversationLimits, ...options.limits };
    this.#nonce = options.nonce ?? (() => crypto.getRandomValues(new Uint8Array(16)));
    this.#stopListening = [
      transport.onData((bytes) => this.#take(this.#parser.push(bytes))),
      transport.onClosed((reason) => {
        this.#closed ??= reason;
        this.#waiting?.settle(null);
      }),
    ];
  }

  /** Bytes that belonged to no packet so far. */
  get droppedBytes(): number {
    return this.#parser.dropped;
  }

  /** Why the line is gone; null while it is there. */
  get closed(): TransportClosed | null {
    return this.#closed;
  }

  /** Calls `listener` with each report; answers a function that ends that. */
  onReport(listener: (packet: Packet) => void): () => void {
    this.#reportListeners.add(listener);
    return () => this.#reportListeners.delete(listener);
  }

  /**
   * Sends a command (0 .. 63) and answers the data of its answer. Rejects with BoardError: REFUSED
   * when the board says no, NO_ANSWER after the last try, PORT_CLOSED when the line is gone.
   */
  async request(command: number, data: Uint8Array = new Uint8Array(0)): Promise<Uint8Array> {
    if (!Number.isInteger(command) || command < 0 || command > 63) {
      throw new RangeError(`Cannot send command ${command}: expected 0 to 63`);
    }
    const bytes = encodePacket({ type: command, data });
    return this.#inTurn(() => this.#ask(command, bytes));
  }

  /**
   * Waits until the board answers a ping: after power-up, a reset on opening, a reconnect. Rejects
   * with BoardError NO_ANSWER when it does not within so many ms, give or take one answer's time.
   */
  async synchronise(withinMilliseconds: number): Promise<void> {
    await this.#inTurn(async () => {
      const ends = this.#clock.now() + withinMilliseconds;
      do {
        if (await this.#ping()) return;
      } while (this.#clock.now() < ends);
      throw new BoardError(
        "NO_ANSWER",
        `Cannot reach a board at ${this.#transport.name}: no answer for ${withinMilliseconds} ms, wanted one to a ping; check baud rate, wiring and power`,
      );
    });
  }

  /** Changes this side's speed, after the board answered that it changes its own. */
  async setBaudRate(baud: number): Promise<void> {
    await this.#inTurn(async () => {
      await this.#transport.setBaudRate(baud);
      this.#unsure = true;
    });
  }

  /** Ends the conversation and closes the line. Whoever waits is told PORT_CLOSED. */
  async close(): Promise<void> {
    this.#closed ??= { kind: "closed" };
    this.#waiting?.settle(null);
    await this.#transport.close();
    for (const stop of this.#stopListening) stop();
  }

  /** Runs `work` when all that was asked before is done, however it ended. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      this.#requireOpen();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #ask(command: number, bytes: Uint8Array): Promise<Uint8Array> {
    const { tries, answerMilliseconds } = this.#limits;
    for (let turn = 0; turn < tries; turn += 1) {
      if (this.#unsure && !(await this.#synchronised())) continue;
      const answer = await this.#exchange(bytes, (packet) => answersTo(packet, command));
      if (answer === null) {
        this.#unsure = true;
        continue;
      }
      if (packetKind(answer) === "answer") return answer.data;
      throw new BoardError(
        "REFUSED",
        `Cannot do command ${command} on ${this.#transport.name}: the board refused it, ${refusalWords(answer.data)}`,
      );
    }
    throw new BoardError(
      "NO_ANSWER",
      `Cannot do command ${command} on ${this.#transport.name}: no answer in ${tries} tries, wanted one within ${answerMilliseconds} ms`,
    );
  }

  async #synchronised(): Promise<boolean> {
    for (let turn = 0; turn < this.#limits.pings; turn += 1) if (await this.#ping()) return true;
    return false;
  }

  /** Only the echo of this very ping counts; all before it belongs to the past. */
  async #ping(): Promise<boolean> {
    const nonce = this.#nonce();
    const bytes = encodePacket({ type: pingCommand, data: nonce });
    const echo = await this.#exchange(
      bytes,
      (packet) => answersTo(packet, pingCommand) && sameBytes(packet.data, nonce),
    );
    this.#unsure = echo === null;
    return echo !== null;
  }

  /** Writes, and answers the packet that is wanted, or null when it does not come in time. */
  async #exchange(bytes: Uint8Array, wants: (packet: Packet) => boolean): Promise<Packet | null> {
    this.#requireOpen();
    const { writeMilliseconds, answerMilliseconds } = this.#limits;
    let stopTimer = (): void => {};
    const wait = (milliseconds: number): void => {
      stopTimer();
      stopTimer = this.#clock.after(milliseconds, () => this.#overdue());
    };
    try {
      const packet = await new Promise<Packet | null>((resolve, reject) => {
        const waiting: Waiting = { wants, settle: resolve };
        this.#waiting = waiting;
        wait(writeMilliseconds);
        const written = (): void => {
          if (this.#waiting === waiting) wait(answerMilliseconds);
        };
        this.#transport.write(bytes).then(written, reject);
      });
      if (packet === null) this.#requireOpen();
      return packet;
    } finally {
      stopTimer();
      this.#waiting = null;
    }
  }

  /** The answer may hide behind garbage that looks like a longer packet's beginning. */
  #overdue(): void {
    this.#take(this.#parser.flush());
    this.#waiting?.settle(null);
  }

  #take(packets: readonly Packet[]): void {
    for (const packet of packets) {
      if (packetKind(packet) === "report") for (const tell of this.#reportListeners) tell(packet);
      else if (this.#waiting?.wants(packet) === true) this.#waiting.settle(packet);
    }
  }

  #requireOpen(): void {
    if (this.#closed === null) return;
    const { kind } = this.#closed;
    const found =
      kind === "failed"
        ? this.#closed.message
        : kind === "unplugged"
          ? "it was unplugged"
          : "it was closed";
    throw new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.#transport.name}: ${found}, wanted an open line`,
    );
  }
}

function answersTo(packet: Packet, command: number): boolean {
  const kind = packetKind(packet);
  return (kind === "answer" || kind === "refusal") && commandOf(packet) === command;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
