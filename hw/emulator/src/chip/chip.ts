import { AVRIOPort, CPU, portBConfig, portCConfig, portDConfig } from "avr8js";
import { EmulatorError } from "../emulator-error.ts";
import { Core } from "./core.ts";
import { Eeprom } from "./eeprom.ts";
import { EventQueue } from "./event-queue.ts";
import * as registers from "./registers.ts";
import { Spi } from "./spi.ts";
import { refusePrescalerReset, Timer, timerPlans } from "./timer.ts";
import { Uart } from "./uart.ts";
import { Watchdog } from "./watchdog.ts";

const ramBytes = 2048;
const statusRegister = registers.SREG;
const sleepEnabled = 0x01;
const sleepMode = 0x0e;
const interruptsOn = 0x80;
// Taking an interrupt lasts 4 cycles (datasheet §7.7.1), of which avr8js counts 2; leaving sleep 4 more.
const interruptCycles = 2;
const wakeCycles = 4;

/**
 * An ATmega328P: avr8js executes its instructions and moves its pins; UART, timers, watchdog, EEPROM
 * and SPI are this package's own. Time is in cycles of its own oscillator and never goes back.
 */
export class Chip {
  readonly cpu: CPU;
  readonly events: EventQueue = new EventQueue();
  readonly uart: Uart;
  readonly eeprom: Eeprom;
  readonly spi: Spi;
  readonly ports: { readonly B: AVRIOPort; readonly C: AVRIOPort; readonly D: AVRIOPort };
  /** Called after each reset, with its cause. */
  onReset: (cause: registers.ResetCause) => void = () => {};
  /** Set while running: ends `runUntil` after the present instruction. */
  halted = false;
  /** Instructions executed, for measurements. */
  instructions = 0;
  /** The longest times between two feedings of the watchdog, in cycles. */
  readonly longestUnfed: { whole: number; awake: number } = { whole: 0, awake: 0 };
  readonly #core: Core;
  readonly #timers: readonly Timer[];
  readonly #watchdog: Watchdog;
  #asleep = false;
  #slept = 0;
  #fed = { cycles: 0, slept: 0 };
  #bitten = false;

  constructor(flash: Uint8Array, eeprom: Uint8Array) {
    this.cpu = new CPU(new Uint16Array(flash.slice().buffer), ramBytes);
    this.#core = new Core(this.cpu);
    this.ports = {
      B: new AVRIOPort(this.cpu, portBConfig),
      C: new AVRIOPort(this.cpu, portCConfig),
      D: new AVRIOPort(this.cpu, portDConfig),
    };
    this.uart = new Uart(this.cpu, this.events);
    this.eeprom = new Eeprom(this.cpu, this.events, eeprom);
    this.spi = new Spi(this.cpu, this.events);
    this.#timers = timerPlans.map((plan) => new Timer(this.cpu, this.events, plan));
    this.#watchdog = new Watchdog(this.cpu, this.events);
    refusePrescalerReset(this.cpu);
    // In the midst of an instruction, so the reset waits until that is over.
    this.#watchdog.onBite = () => {
      this.#bitten = true;
    };
    this.#watchdog.onFeed = () => this.#noteFeeding();
  }

  /** Cycles since the chip was made. */
  get cycles(): number {
    return this.cpu.cycles;
  }

  /** Whether the program sleeps, so that time can be skipped. */
  get asleep(): boolean {
    return this.#asleep;
  }

  /**
   * Resets the chip. I/O registers take the values that the datasheet gives, which avr8js leaves to
   * its caller; MCUSR collects the causes. RAM stays, but when the power came it holds nothing sure.
   */
  reset(cause: registers.ResetCause): void {
    const { cpu, ports } = this;
    const { data } = cpu;
    const causes = cause === "power-on" ? 0 : (data[registers.MCUSR] ?? 0);
    if (cause === "power-on") scramble(data.subarray(registers.ramFirst));
    cpu.reset();
    for (const { portConfig } of [ports.B, ports.C, ports.D]) {
      cpu.writeData(portConfig.PORT, 0);
      cpu.writeData(portConfig.DDR, 0);
    }
    const inputs = [ports.B, ports.C, ports.D].map(({ portConfig }) => portConfig.PIN);
    for (let address = registers.ioFirst; address < registers.ramFirst; address += 1) {
      if (!inputs.includes(address)) data[address] = 0;
    }
    cpu.SP = registers.ramEnd;
    data[registers.MCUSR] = causes | registers.resetCauses[cause];
    this.#asleep = false;
    this.#fed = { cycles: cpu.cycles, slept: this.#slept };
    for (const part of [this.uart, this.eeprom, this.spi, ...this.#timers, this.#watchdog]) {
      part.reset();
    }
    this.onReset(cause);
  }

  /** Lets cycles pass without power. */
  skipTo(cycle: number): void {
    this.cpu.cycles = Math.max(this.cpu.cycles, cycle);
  }

  /** Executes until `cycle` has come, at the latest; an instruction is finished. */
  runUntil(cycle: number): void {
    const { cpu, events } = this;
    const { data } = cpu;
    let justEnabled = false;
    this.halted = false;
    while (cpu.cycles < cycle && !this.halted) {
      if (this.#asleep) {
        // Asleep with interrupts off, only a reset wakes it.
        const wakes = cpu.nextInterrupt >= 0 && cpu.interruptsEnabled;
        if (!wakes) {
          const until = Math.min(cycle, Math.max(cpu.cycles, events.next));
          this.#slept += until - cpu.cycles;
          cpu.cycles = until;
        }
      } else {
        const before = data[statusRegister] ?? 0;
        const until = justEnabled ? cpu.cycles + 1 : Math.min(cycle, events.next);
        this.instructions += this.#core.run(until);
        if (this.#core.slept) this.#fallAsleep();
        // The instruction after the one that enables interrupts is executed before any is taken:
        // without that a wake-up would be lost between SEI and SLEEP.
        justEnabled = (before & interruptsOn) === 0 && cpu.interruptsEnabled;
        if (justEnabled && !this.#asleep) {
          if (events.next <= cpu.cycles) this.#happen();
          continue;
        }
      }
      if (events.next <= cpu.cycles) this.#happen();
      if (cpu.nextInterrupt >= 0 && cpu.interruptsEnabled) this.#interrupt();
    }
  }

  #noteFeeding(): void {
    const whole = this.cpu.cycles - this.#fed.cycles;
    const awake = whole - (this.#slept - this.#fed.slept);
    this.longestUnfed.whole = Math.max(this.longestUnfed.whole, whole);
    this.longestUnfed.awake = Math.max(this.longestUnfed.awake, awake);
    this.#fed = { cycles: this.cpu.cycles, slept: this.#slept };
  }

  #happen(): void {
    this.events.happenUntil(this.cpu.cycles);
    if (!this.#bitten) return;
    this.#bitten = false;
    this.reset("watchdog");
  }

  #interrupt(): void {
    const { cpu } = this;
    if (this.#asleep) {
      this.#asleep = false;
      cpu.cycles += wakeCycles;
    }
    cpu.tick();
    cpu.cycles += interruptCycles;
  }

  #fallAsleep(): void {
    const control = this.cpu.data[registers.SMCR] ?? 0;
    if ((control & sleepEnabled) === 0) return;
    if ((control & sleepMode) !== 0) {
      throw new EmulatorError(
        "EMULATOR_NOT_MODELLED",
        `Cannot sleep in mode ${(control & sleepMode) >> 1}: only idle (0) is modelled`,
      );
    }
    this.#asleep = true;
  }
}

// A program that needs zeros in RAM must write them: what comes with the power is anything.
function scramble(bytes: Uint8Array): void {
  let state = 0x1234567;
  for (const index of bytes.keys()) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
}
