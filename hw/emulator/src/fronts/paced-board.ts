import { PacketParser } from "@jeton/board";
import type { EmulatedBoard } from "../board/emulated-board.ts";
import type { BoardDeed, BoardState } from "./live-board.ts";

// The firmware drops a packet that stands still for 30 ms; some more, since the two ends count apart.
const silenceMilliseconds = 40;

// While a packet to the board is not whole, a turn counts so much of what passed since the last one, at most.
const unfinishedStepMilliseconds = 10;

// And time moves so many times slower than that: a client on a busy machine may be held up for longer than 30 ms between
// two pieces of a packet. What is never finished is let go after 0.2 s, before a client asks again.
const unfinishedSlowness = 7;

// The firmware believes a contact that stood still for 8 ms, and looks at it each millisecond.
const contactMilliseconds = 10;

/** Takes the next deed that waits for the board; null when none does. */
export type TakeDeed = () => BoardDeed | null;

type KeyDeed = BoardDeed & { readonly kind: "press" | "release" };

/**
 * A board whose time follows another clock, in turns that may come late.
 *
 *     line quiet           time moves to the turn's moment, then the deeds that wait are done
 *     packet not whole     the deeds that wait are done, then time moves by a seventh of what passed since
 *                          the last turn, of 10 ms at most
 *
 * So a late turn never makes a silence inside of a packet: bytes that came while nobody looked are
 * heard before time passes, and a client that is held up itself has 0.2 s for the rest of its packet.
 * The time that is missing is made up as soon as the packet is whole. Keys likewise: one that was
 * pressed and let go while nobody looked is held for as long as the firmware needs to see it.
 */
export class PacedBoard {
  readonly #board: EmulatedBoard;
  readonly #take: TakeDeed;
  readonly #line = new PacketParser();
  #lastTurn: number;
  /** When the last byte to the board has left its client. */
  #lastByteAt = Number.NEGATIVE_INFINITY;
  readonly #contacts: KeyDeed[] = [];
  #contactMovedAt = Number.NEGATIVE_INFINITY;

  constructor(board: EmulatedBoard, take: TakeDeed) {
    this.#board = board;
    this.#take = take;
    this.#lastTurn = board.nowMilliseconds;
  }

  /** Does `deed`, which came before what waits, then that, and lets time pass, at most to `milliseconds`. */
  turn(milliseconds: number, deed: BoardDeed | null = null): void {
    if (!this.#isUnfinished()) this.#advance(milliseconds);
    for (let next = deed ?? this.#take(); next !== null; next = this.#take()) this.#perform(next);
    const passed =
      Math.min(milliseconds - this.#lastTurn, unfinishedStepMilliseconds) / unfinishedSlowness;
    this.#lastTurn = milliseconds;
    const isUnfinished = this.#isUnfinished();
    this.#advance(isUnfinished ? this.#board.nowMilliseconds + passed : milliseconds);
  }

  /** How the board stands. */
  state(): BoardState {
    const { nowMilliseconds, eeprom, boardBaud, counters } = this.#board;
    const { instructions } = counters;
    return { nowMilliseconds, glass: this.#board.glass(), eeprom, boardBaud, instructions };
  }

  #advance(milliseconds: number): void {
    const board = this.#board;
    const until = Math.max(board.nowMilliseconds, milliseconds);
    for (let [next] = this.#contacts; next !== undefined; [next] = this.#contacts) {
      const due = Math.max(board.nowMilliseconds, this.#contactMovedAt + contactMilliseconds);
      if (due > until) break;
      board.advanceTo(due);
      if (next.kind === "press") board.press(next.key);
      else board.release(next.key);
      this.#contactMovedAt = due;
      this.#contacts.shift();
    }
    board.advanceTo(until);
  }

  /** Whether a packet has begun and its rest may still come. */
  #isUnfinished(): boolean {
    if (this.#board.nowMilliseconds > this.#lastByteAt + silenceMilliseconds) this.#line.clear();
    return this.#line.waits;
  }

  #perform(deed: BoardDeed): void {
    const board = this.#board;
    switch (deed.kind) {
      case "send":
        // What is in the way of a packet goes as the firmware lets it go, after a silence.
        this.#isUnfinished();
        this.#line.push(deed.bytes);
        board.send(deed.bytes);
        this.#lastByteAt = board.sentAtMilliseconds;
        return;
      case "press":
      case "release":
        this.#contacts.push(deed);
        return;
      case "reset":
        this.#line.clear();
        board.pulseReset();
        return;
      case "power-off":
        this.#line.clear();
        board.powerOff();
        return;
      case "power-on":
        board.powerOn();
        return;
      case "baud":
        board.baud = deed.baud;
        return;
      case "error-ppm":
        board.errorPpm = deed.errorPpm;
        return;
      default:
        deed satisfies never;
    }
  }
}
