import type { CPU } from "avr8js";
import { bitsPerFrame, SerialLine } from "../line/serial-line.ts";
import type { ChipEvent, EventQueue } from "./event-queue.ts";
import { InterruptLine } from "./interrupt-line.ts";
import { UBRR0H, UBRR0L, UCSR0A, UCSR0B, UCSR0C, UDR0, vectors } from "./registers.ts";

const bits = { RXC: 0x80, TXC: 0x40, UDRE: 0x20, FE: 0x10, DOR: 0x08, U2X: 0x02, MPCM: 0x01 };
const enable = { RXCIE: 0x80, TXCIE: 0x40, UDRIE: 0x20, RXEN: 0x10, TXEN: 0x08 };
const eightBitsNoParity = 0x06;
// Two bytes in the buffer and a third that waits in the shift register (datasheet §20.8.1).
const receivedMax = 3;

/**
 * The USART as an asynchronous 8N1 port. Written here because avr8js's own takes UDRE as an edge and
 * lets a write to UCSR0A clear flags that are read-only.
 */
export class Uart {
  /** Called at the first bit of each byte that the chip sends, with the length of a bit in cycles. */
  onSending: (byte: number, bitCycles: number) => void = () => {};
  /** Bytes lost because the program did not read them in time. */
  overruns = 0;
  readonly #cpu: CPU;
  readonly #events: EventQueue;
  readonly #line: SerialLine;
  readonly #received: { readonly byte: number; readonly framingError: boolean }[] = [];
  readonly #stopBit: ChipEvent;
  readonly #sent: ChipEvent;
  readonly #lines: Record<"received" | "empty" | "transmitted", InterruptLine>;
  #control = { a: 0, b: 0 };
  #overrun = false;
  #waiting: number | null = null;
  #sending = false;

  constructor(cpu: CPU, events: EventQueue) {
    this.#cpu = cpu;
    this.#events = events;
    this.#line = new SerialLine(this.bitCycles);
    this.#stopBit = events.source(() => this.#takeReceived());
    this.#sent = events.source(() => this.#endSending());
    this.#lines = {
      received: new InterruptLine(cpu, vectors.received),
      empty: new InterruptLine(cpu, vectors.dataRegisterEmpty),
      transmitted: new InterruptLine(cpu, vectors.transmitted, {
        register: UCSR0A,
        mask: bits.TXC,
      }),
    };
    this.#hook();
  }

  /** The length of a bit at the present settings. */
  get bitCycles(): number {
    const { data } = this.#cpu;
    const divider = ((((data[UBRR0H] ?? 0) & 0x0f) << 8) | (data[UBRR0L] ?? 0)) + 1;
    return divider * ((this.#control.a & bits.U2X) === 0 ? 16 : 8);
  }

  /** Whether a byte is on its way in either direction. */
  get busy(): boolean {
    return this.#sending || this.#line.due < Number.POSITIVE_INFINITY;
  }

  /** Another's byte on the receiving line, from `start` on, in bits of length `bitCycles`. */
  hear(byte: number, start: number, bitCycles: number): void {
    this.#line.send(byte, start, bitCycles);
    this.#events.schedule(this.#stopBit, this.#line.due);
  }

  /** What the hardware does when the chip is reset; a byte being received is lost. */
  reset(): void {
    const { data } = this.#cpu;
    this.#control = { a: 0, b: 0 };
    data[UCSR0C] = eightBitsNoParity;
    data[UCSR0A] = 0;
    this.#overrun = false;
    this.#waiting = null;
    this.#sending = false;
    this.#received.length = 0;
    this.#events.cancel(this.#sent);
    this.#changeBit();
    this.#update();
  }

  #hook(): void {
    const { readHooks, writeHooks } = this.#cpu;
    const { data } = this.#cpu;
    readHooks[UCSR0A] = () => this.#status();
    writeHooks[UCSR0A] = (value) => {
      this.#control.a = value & (bits.U2X | bits.MPCM);
      if ((value & bits.TXC) !== 0) data[UCSR0A] = this.#status() & ~bits.TXC;
      this.#changeBit();
      this.#update();
      return true;
    };
    readHooks[UCSR0B] = () => this.#control.b;
    writeHooks[UCSR0B] = (value) => {
      this.#control.b = value & ~0x02;
      if ((value & enable.RXEN) === 0) this.#received.length = 0;
      this.#update();
      return true;
    };
    for (const register of [UBRR0L, UBRR0H]) {
      writeHooks[register] = (value) => {
        data[register] = value;
        this.#changeBit();
        return true;
      };
    }
    readHooks[UDR0] = () => this.#read();
    writeHooks[UDR0] = (value) => {
      this.#write(value);
      return true;
    };
  }

  #status(): number {
    const [oldest] = this.#received;
    return (
      this.#control.a |
      (oldest === undefined ? 0 : bits.RXC) |
      ((this.#cpu.data[UCSR0A] ?? 0) & bits.TXC) |
      (this.#waiting === null ? bits.UDRE : 0) |
      (oldest?.framingError === true ? bits.FE : 0) |
      (this.#overrun ? bits.DOR : 0)
    );
  }

  #read(): number {
    const taken = this.#received.shift();
    this.#overrun = false;
    this.#update();
    return taken?.byte ?? 0;
  }

  #write(byte: number): void {
    // Datasheet §20.7.1: data written while UDRE is clear, or the sender is off, is ignored.
    if ((this.#control.b & enable.TXEN) === 0 || this.#waiting !== null) return;
    if (this.#sending) this.#waiting = byte;
    else this.#begin(byte);
    this.#update();
  }

  #begin(byte: number): void {
    this.#sending = true;
    this.#events.schedule(this.#sent, this.#cpu.cycles + bitsPerFrame * this.bitCycles);
    this.onSending(byte, this.bitCycles);
  }

  #endSending(): void {
    const next = this.#waiting;
    this.#waiting = null;
    if (next === null) {
      this.#sending = false;
      this.#cpu.data[UCSR0A] = this.#status() | bits.TXC;
    } else {
      this.#begin(next);
    }
    this.#update();
  }

  #takeReceived(): void {
    const heard = this.#line.receive();
    this.#events.schedule(this.#stopBit, this.#line.due);
    if (heard === null || (this.#control.b & enable.RXEN) === 0) return;
    if (this.#received.length === receivedMax) {
      this.#received.pop();
      this.#overrun = true;
      this.overruns += 1;
    }
    this.#received.push(heard);
    this.#update();
  }

  #changeBit(): void {
    this.#line.setReceiverBit(this.bitCycles);
  }

  /** Tells the interrupts their levels. TXC lives in the register, where taking it clears it. */
  #update(): void {
    const { b } = this.#control;
    this.#cpu.data[UCSR0A] = this.#status();
    this.#lines.received.set((b & enable.RXCIE) !== 0 && this.#received.length > 0);
    this.#lines.empty.set((b & enable.UDRIE) !== 0 && this.#waiting === null);
    this.#lines.transmitted.set((b & enable.TXCIE) !== 0 && (this.#status() & bits.TXC) !== 0);
  }
}
