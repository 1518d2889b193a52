import type { CPU } from "avr8js";
import { EmulatorError } from "../emulator-error.ts";
import type { ChipEvent, EventQueue } from "./event-queue.ts";
import { InterruptLine } from "./interrupt-line.ts";
import { GTCCR } from "./registers.ts";

/** Where a timer's registers and interrupts are. */
export type TimerPlan = {
  readonly bits: 8 | 16;
  readonly TIFR: number;
  readonly TIMSK: number;
  readonly TCCRA: number;
  readonly TCCRB: number;
  readonly TCNT: number;
  readonly OCRA: number;
  readonly OCRB: number;
  /** Only of the 16-bit timer. */
  readonly ICR: number | null;
  readonly dividers: readonly number[];
  readonly vectors: { readonly matchA: number; readonly matchB: number; readonly overflow: number };
};

const flags = { TOV: 1, OCFA: 2, OCFB: 4 };
const synchronise = 0x81;

/**
 * A timer that is computed when it is looked at, and is due only at a match or overflow whose interrupt
 * is enabled: a sleeping chip skips from one to the next. avr8js's own has an event for every tick.
 * The prescaler runs freely from cycle 0, as it does in the chip. Modes: normal, CTC, fast PWM; the
 * phase-correct ones only as long as nobody looks at their counter (PWM outputs are read from OCR).
 */
export class Timer {
  readonly #cpu: CPU;
  readonly #plan: TimerPlan;
  readonly #events: EventQueue;
  readonly #due: ChipEvent;
  readonly #lines: readonly { readonly mask: number; readonly line: InterruptLine }[];
  #divider = 0;
  /** The counter was `count` at tick `tick` of the prescaler. */
  #anchor = { count: 0, tick: 0 };
  #seen = 0;
  #high = 0;

  constructor(cpu: CPU, events: EventQueue, plan: TimerPlan) {
    this.#cpu = cpu;
    this.#plan = plan;
    this.#events = events;
    this.#due = events.source(() => this.#settle());
    const line = (mask: number, vector: number) => ({
      mask,
      line: new InterruptLine(cpu, vector, { register: plan.TIFR, mask }),
    });
    const { overflow, matchA, matchB } = plan.vectors;
    this.#lines = [line(flags.TOV, overflow), line(flags.OCFA, matchA), line(flags.OCFB, matchB)];
    this.#hook();
  }

  /** What the hardware does when the chip is reset. The registers are already cleared. */
  reset(): void {
    this.#divider = 0;
    this.#anchor = { count: 0, tick: 0 };
    this.#seen = 0;
    this.#settle();
  }

  #hook(): void {
    const { plan, cpu } = { plan: this.#plan, cpu: this.#cpu };
    const { data, readHooks, writeHooks } = cpu;
    const settled = (register: number, write: (value: number, mask: number) => void): void => {
      writeHooks[register] = (value, _before, _address, mask) => {
        this.#settle();
        write(value, mask);
        this.#settle();
        return true;
      };
    };
    readHooks[plan.TIFR] = () => {
      this.#settle();
      return data[plan.TIFR] ?? 0;
    };
    // SBI names its bit by the mask, and clears no other flag.
    settled(plan.TIFR, (value, mask) => {
      data[plan.TIFR] = (data[plan.TIFR] ?? 0) & ~(value & mask);
    });
    settled(plan.TIMSK, (value) => {
      data[plan.TIMSK] = value;
    });
    settled(plan.TCCRA, (value) => {
      const count = this.#count();
      data[plan.TCCRA] = value;
      this.#setCount(count);
    });
    settled(plan.TCCRB, (value) => {
      const count = this.#count();
      data[plan.TCCRB] = value;
      this.#divider = plan.dividers[value & 7] ?? 0;
      this.#setCount(count);
    });
    readHooks[plan.TCNT] = () => {
      const count = this.#count();
      // Datasheet §16.3: reading the low byte latches the high one.
      if (plan.bits === 16) data[plan.TCNT + 1] = count >> 8;
      return count & 0xff;
    };
    settled(plan.TCNT, (value) => this.#setCount(this.#word(value)));
    for (const register of [plan.OCRA, plan.OCRB, ...(plan.ICR === null ? [] : [plan.ICR])]) {
      settled(register, (value) => this.#setLimit(register, value));
    }
    if (plan.bits === 16) this.#hookHighBytes();
  }

  #hookHighBytes(): void {
    const { TCNT, OCRA, OCRB, ICR } = this.#plan;
    for (const register of [TCNT, OCRA, OCRB, ...(ICR === null ? [] : [ICR])]) {
      // Held until the low byte is written.
      this.#cpu.writeHooks[register + 1] = (value) => {
        this.#high = value;
        return true;
      };
    }
  }

  #setLimit(register: number, value: number): void {
    const count = this.#count();
    const { data } = this.#cpu;
    data[register] = value;
    if (this.#plan.bits === 16) data[register + 1] = this.#high;
    this.#setCount(count);
  }

  #word(low: number): number {
    return this.#plan.bits === 16 ? (this.#high << 8) | low : low;
  }

  #limit(register: number): number {
    const { data } = this.#cpu;
    const low = data[register] ?? 0;
    return this.#plan.bits === 16 ? ((data[register + 1] ?? 0) << 8) | low : low;
  }

  /** Ticks of the free-running prescaler, the present one included only when it is over. */
  #tick(): number {
    return this.#divider === 0 ? 0 : Math.floor(this.#cpu.cycles / this.#divider);
  }

  /** The counter's values: 0 to this, less one. */
  #period(): number {
    const { bits, TCCRA, TCCRB, OCRA, ICR } = this.#plan;
    const { data } = this.#cpu;
    const a = data[TCCRA] ?? 0;
    const b = data[TCCRB] ?? 0;
    const max = bits === 16 ? 0x10000 : 0x100;
    if (bits === 8) {
      const mode = (a & 3) | ((b & 8) >> 1);
      if (mode === 0 || mode === 3) return max;
      return mode === 2 || mode === 7 ? this.#limit(OCRA) + 1 : this.#phaseCorrect();
    }
    const mode = (a & 3) | ((b & 0x18) >> 1);
    if (mode === 0) return max;
    if (mode === 4 || mode === 15) return this.#limit(OCRA) + 1;
    if ((mode === 12 || mode === 14) && ICR !== null) return this.#limit(ICR) + 1;
    if (mode >= 5 && mode <= 7) return 0x100 << (mode - 5);
    return this.#phaseCorrect();
  }

  /** Whether a match clears the counter (CTC), so that it does not overflow. */
  #clears(): boolean {
    const { bits, TCCRA, TCCRB } = this.#plan;
    const a = (this.#cpu.data[TCCRA] ?? 0) & 3;
    const b = (this.#cpu.data[TCCRB] ?? 0) & 0x18;
    return bits === 8 ? a === 2 && (b & 8) === 0 : a === 0 && (b & 8) !== 0;
  }

  #phaseCorrect(): number {
    if (((this.#cpu.data[this.#plan.TIMSK] ?? 0) & 7) === 0) return 0x100;
    throw new EmulatorError(
      "EMULATOR_NOT_MODELLED",
      "Cannot run a timer's interrupts in a phase-correct mode: wanted normal, CTC or fast PWM",
    );
  }

  #count(): number {
    return (this.#anchor.count + this.#tick() - this.#anchor.tick) % this.#period();
  }

  #setCount(count: number): void {
    this.#anchor = { count: count % this.#period(), tick: this.#tick() };
    this.#seen = this.#anchor.tick;
  }

  /** Raises the flags of what has passed since the last look, and finds when to look again. */
  #settle(): void {
    const { data } = this.#cpu;
    const { TIFR, TIMSK, OCRA, OCRB } = this.#plan;
    const enabled = data[TIMSK] ?? 0;
    const period = this.#period();
    const now = this.#tick();
    let next = Number.POSITIVE_INFINITY;
    // A match raises its flag with the tick that ends it (datasheet figure 16-10).
    const moments = [
      { mask: flags.TOV, count: 0 },
      { mask: flags.OCFA, count: this.#limit(OCRA) + 1 },
      { mask: flags.OCFB, count: this.#limit(OCRB) + 1 },
    ];
    for (const { mask, count } of moments) {
      if (this.#divider === 0 || count > period || (mask === flags.TOV && this.#clears())) continue;
      const first = this.#nextTick(count % period, this.#seen, period);
      if (first <= now) data[TIFR] = (data[TIFR] ?? 0) | mask;
      if ((enabled & mask) !== 0)
        next = Math.min(next, this.#nextTick(count % period, now, period));
    }
    this.#seen = now;
    for (const { mask, line } of this.#lines) {
      line.set((enabled & mask & (data[TIFR] ?? 0)) !== 0);
    }
    this.#events.schedule(this.#due, next * this.#divider || Number.POSITIVE_INFINITY);
  }

  /** The first tick after `after` at which the counter becomes `count`. */
  #nextTick(count: number, after: number, period: number): number {
    const at = (this.#anchor.count + after - this.#anchor.tick) % period;
    return after + (((count - at - 1 + 2 * period) % period) + 1);
  }
}

/** Hooks the bit that stops and clears the prescalers, which is not modelled. */
export function refusePrescalerReset(cpu: CPU): void {
  cpu.writeHooks[GTCCR] = (value) => {
    if ((value & synchronise) === 0) return;
    throw new EmulatorError(
      "EMULATOR_NOT_MODELLED",
      "Cannot reset the prescalers by GTCCR: it is not modelled",
    );
  };
}

const dividers01 = [0, 1, 8, 64, 256, 1024, 0, 0];
const dividers2 = [0, 1, 8, 32, 64, 128, 256, 1024];

/** The three timers of the ATmega328P. */
export const timerPlans: readonly TimerPlan[] = [
  {
    ...{ bits: 8, TIFR: 0x35, TIMSK: 0x6e, TCCRA: 0x44, TCCRB: 0x45, TCNT: 0x46 },
    ...{ OCRA: 0x47, OCRB: 0x48, ICR: null, dividers: dividers01 },
    vectors: { matchA: 0x1c, matchB: 0x1e, overflow: 0x20 },
  },
  {
    ...{ bits: 16, TIFR: 0x36, TIMSK: 0x6f, TCCRA: 0x80, TCCRB: 0x81, TCNT: 0x84 },
    ...{ OCRA: 0x88, OCRB: 0x8a, ICR: 0x86, dividers: dividers01 },
    vectors: { matchA: 0x16, matchB: 0x18, overflow: 0x1a },
  },
  {
    ...{ bits: 8, TIFR: 0x37, TIMSK: 0x70, TCCRA: 0xb0, TCCRB: 0xb1, TCNT: 0xb2 },
    ...{ OCRA: 0xb3, OCRB: 0xb4, ICR: null, dividers: dividers2 },
    vectors: { matchA: 0x0e, matchB: 0x10, overflow: 0x12 },
  },
];
