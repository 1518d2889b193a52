import { type Board, meetBoard } from "./board.ts";
import { BoardError } from "./board-error.ts";
import { Conversation, type ConversationOptions } from "./conversation.ts";
import type { BoardModel } from "./model.ts";
import { type Clock, systemClock, type Transport } from "./transport.ts";

/** What a link tells. */
export type BoardLinkEvent =
  | { readonly kind: "up"; readonly board: Board }
  | { readonly kind: "down"; readonly error: BoardError };

export type BoardLinkOptions = ConversationOptions & {
  /** Makes the line anew for each try; may reject with BoardError PORT_UNUSABLE. */
  readonly connect: () => Promise<Transport>;
  readonly model?: BoardModel;
  /** After a line is open, a board that resets then has so long to start, ms. Default 4000. */
  readonly greetMilliseconds?: number;
  /** So often a silent board is asked whether it is there, ms. Default 1000. */
  readonly heartbeatMilliseconds?: number;
  /** From a failed try to the next, ms, twice as long each time up to the second number. */
  readonly retryMilliseconds?: readonly [number, number];
};

/**
 * Holds the connection to a board: opens the line, meets the board, asks now and then whether it is
 * there, and begins anew when it is not. Every method of a board that went away rejects; the next
 * `up` brings another one.
 */
export class BoardLink {
  readonly #options: BoardLinkOptions;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: BoardLinkEvent) => void>();
  #conversation: Conversation | null = null;
  #isClosed = false;
  #wake: () => void = () => {};
  #running: Promise<void> | null = null;

  constructor(options: BoardLinkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Calls `listener` with what happens; answers a function that ends that. */
  on(listener: (event: BoardLinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Begins; resolves when the link was closed. Rejects with an error that is no BoardError, such as
   * one that a listener threw: then the line is closed and the link is over.
   */
  start(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  /** Ends it and closes the line; resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await this.#conversation?.close();
    // Whoever called `start` was told of what went wrong.
    await this.#running?.catch(() => {});
  }

  async #run(): Promise<void> {
    const [first, longest] = this.#options.retryMilliseconds ?? [250, 2000];
    let wait = first;
    while (!this.#isClosed) {
      try {
        await this.#live(() => {
          wait = first;
        });
      } catch (error) {
        if (!(error instanceof BoardError)) throw error;
        if (!this.#isClosed) this.#tell({ kind: "down", error });
      } finally {
        await this.#conversation?.close();
        this.#conversation = null;
      }
      await this.#pause(wait);
      wait = Math.min(2 * wait, longest);
    }
  }

  /** Lives with one connection until it fails. */
  async #live(up: () => void): Promise<void> {
    const { connect, greetMilliseconds = 4000, heartbeatMilliseconds = 1000 } = this.#options;
    const transport = await connect();
    if (this.#isClosed) return;
    const conversation = new Conversation(transport, this.#options);
    this.#conversation = conversation;
    await transport.open();
    await conversation.synchronise(greetMilliseconds);
    const board = await meetBoard(conversation, this.#options.model);
    up();
    this.#tell({ kind: "up", board });
    const stop = transport.onClosed(() => this.#wake());
    try {
      while (!this.#isClosed) {
        await board.ping();
        await this.#pause(heartbeatMilliseconds);
      }
    } finally {
      stop();
    }
  }

  /** Waits, but not longer than until the link is closed or its line is gone. */
  #pause(milliseconds: number): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#clock.after(milliseconds, () => this.#wake());
      this.#wake = () => {
        stop();
        this.#wake = () => {};
        resolve();
      };
    });
  }

  #tell(event: BoardLinkEvent): void {
    for (const tell of this.#listeners) tell(event);
  }
}
