import { avrInstruction, type CPU } from "avr8js";
import * as arithmetic from "./arithmetic.ts";
import { type DecodedProgram, decodeProgram } from "./decode.ts";
import * as registers from "./registers.ts";

// Bound once: some loaders, Vitest's among them, make every use of an import a call.
const { ramFirst, SREG } = registers;
const {
  add,
  addWord,
  counted,
  logic,
  multiply,
  pushWord,
  setWord,
  shifted,
  subtract,
  subtractWord,
  wordAt,
} = arithmetic;

const sleepOpcode = 0x9588;
const SPL = 0x5d;
const Z = 30;

/**
 * Executes a decoded program on avr8js's CPU, several times as fast as avr8js itself, which finds each
 * instruction anew by comparing. What touches an I/O register, and what is rare, is left to avr8js.
 * Registers, memory, cycles and flags are the same; `core.test.ts` compares the two, and names the
 * flags in which avr8js differs from the instruction set manual.
 */
export class Core {
  /** Whether the last instruction of the last run was SLEEP. */
  slept = false;
  readonly #cpu: CPU;
  readonly #decoded: DecodedProgram;

  constructor(cpu: CPU) {
    this.#cpu = cpu;
    this.#decoded = decodeProgram(cpu.progMem);
  }

  /**
   * Executes at least one instruction, and goes on until `until` cycles have come or something was
   * done that may concern peripherals or interrupts. Answers how many were executed.
   */
  run(until: number): number {
    const cpu = this.#cpu;
    const { data, progBytes } = cpu;
    const { kinds, a, b } = this.#decoded;
    const size = data.length;
    let pc = cpu.pc;
    let cycles = cpu.cycles;
    let executed = 0;
    this.slept = false;
    // Cases are literals, for which V8 makes a jump table; decode.ts says which is which. A view of
    // the arrays that may be undefined is only the compiler's: every index is in range.
    do {
      const d = a[pc] as number;
      const r = b[pc] as number;
      let address = 0;
      switch (kinds[pc] as number) {
        case 1: // NOP
          break;
        case 2: // MOVW
          data[d] = data[r] as number;
          data[d + 1] = data[r + 1] as number;
          break;
        case 3: // CPC
          subtract(data, data[d] as number, data[r] as number, true);
          break;
        case 4: // SBC
          data[d] = subtract(data, data[d] as number, data[r] as number, true);
          break;
        case 5: // ADD
          data[d] = add(data, data[d] as number, data[r] as number, 0);
          break;
        case 6: // CP
          subtract(data, data[d] as number, data[r] as number, false);
          break;
        case 7: // SUB
          data[d] = subtract(data, data[d] as number, data[r] as number, false);
          break;
        case 8: // ADC
          data[d] = add(data, data[d] as number, data[r] as number, (data[SREG] as number) & 1);
          break;
        case 9: // AND
          data[d] = logic(data, (data[d] as number) & (data[r] as number));
          break;
        case 10: // EOR
          data[d] = logic(data, (data[d] as number) ^ (data[r] as number));
          break;
        case 11: // OR
          data[d] = logic(data, (data[d] as number) | (data[r] as number));
          break;
        case 12: // MOV
          data[d] = data[r] as number;
          break;
        case 13: // CPI
          subtract(data, data[d] as number, r, false);
          break;
        case 14: // SBCI
          data[d] = subtract(data, data[d] as number, r, true);
          break;
        case 15: // SUBI
          data[d] = subtract(data, data[d] as number, r, false);
          break;
        case 16: // ORI
          data[d] = logic(data, (data[d] as number) | r);
          break;
        case 17: // ANDI
          data[d] = logic(data, (data[d] as number) & r);
          break;
        case 18: // LDI
          data[d] = r;
          break;
        case 19: // LD through X, Y or Z
          address = wordAt(data, r & 31) + ((r >> 5) & 63);
          if (address < ramFirst || address >= size) return this.#leave(pc, cycles, executed);
          data[d] = data[address] as number;
          if (r >= 0x800) setWord(data, r & 31, address + 1);
          cycles += 1;
          break;
        case 20: // ST through X, Y or Z
          address = wordAt(data, r & 31) + ((r >> 5) & 63);
          if (address < ramFirst || address >= size) return this.#leave(pc, cycles, executed);
          data[address] = data[d] as number;
          if (r >= 0x800) setWord(data, r & 31, address + 1);
          cycles += 1;
          break;
        case 21: // LDS
          if (r < ramFirst || r >= size) return this.#leave(pc, cycles, executed);
          data[d] = data[r] as number;
          pc += 1;
          cycles += 1;
          break;
        case 22: // STS
          if (r < ramFirst || r >= size) return this.#leave(pc, cycles, executed);
          data[r] = data[d] as number;
          pc += 1;
          cycles += 1;
          break;
        case 23: // LPM Z
          data[d] = progBytes[wordAt(data, Z)] as number;
          cycles += 2;
          break;
        case 24: // LPM Z+
          address = wordAt(data, Z);
          data[d] = progBytes[address] as number;
          setWord(data, Z, address + 1);
          cycles += 2;
          break;
        case 25: // POP
          address = wordAt(data, SPL) + 1;
          setWord(data, SPL, address);
          data[d] = data[address] as number;
          cycles += 1;
          break;
        case 26: // PUSH
          address = wordAt(data, SPL);
          data[address] = data[d] as number;
          setWord(data, SPL, address - 1);
          cycles += 1;
          break;
        case 27: // COM
          data[d] = logic(data, ~(data[d] as number) & 255);
          data[SREG] = (data[SREG] as number) | 1;
          break;
        case 28: // SWAP
          address = data[d] as number;
          data[d] = (address << 4) | (address >> 4);
          break;
        case 29: // INC
          data[d] = counted(data, ((data[d] as number) + 1) & 255, 128);
          break;
        case 30: // ASR
          data[d] = shifted(data, data[d] as number, (data[d] as number) & 128);
          break;
        case 31: // LSR
          data[d] = shifted(data, data[d] as number, 0);
          break;
        case 32: // ROR
          data[d] = shifted(data, data[d] as number, ((data[SREG] as number) & 1) << 7);
          break;
        case 33: // DEC
          data[d] = counted(data, ((data[d] as number) - 1) & 255, 127);
          break;
        case 34: // ADIW
          addWord(data, d, r);
          cycles += 1;
          break;
        case 35: // SBIW
          subtractWord(data, d, r);
          cycles += 1;
          break;
        case 36: // RET
          address = wordAt(data, SPL) + 2;
          setWord(data, SPL, address);
          pc = (((data[address - 1] as number) << 8) | (data[address] as number)) - 1;
          cycles += 3;
          break;
        case 37: // JMP
          pc = d - 1;
          cycles += 2;
          break;
        case 38: // CALL
          pushWord(data, pc + 2);
          pc = d - 1;
          cycles += 3;
          break;
        case 39: // RJMP
          pc = d - 1;
          cycles += 1;
          break;
        case 40: // RCALL
          pushWord(data, pc + 1);
          pc = d - 1;
          cycles += 2;
          break;
        case 41: // BRBS
          if (((data[SREG] as number) & d) !== 0) {
            pc = r - 1;
            cycles += 1;
          }
          break;
        case 42: // BRBC
          if (((data[SREG] as number) & d) === 0) {
            pc = r - 1;
            cycles += 1;
          }
          break;
        case 43: // BLD
          data[d] = ((data[d] as number) & ~r) | (((data[SREG] as number) & 0x40) === 0 ? 0 : r);
          break;
        case 44: // BST
          data[SREG] =
            ((data[SREG] as number) & 0xbf) | (((data[d] as number) & r) === 0 ? 0 : 0x40);
          break;
        case 45: // SBRC
          if (((data[d >> 8] as number) & d & 255) === 0) {
            cycles += r - pc - 1;
            pc = r - 1;
          }
          break;
        case 46: // SBRS
          if (((data[d >> 8] as number) & d & 255) !== 0) {
            cycles += r - pc - 1;
            pc = r - 1;
          }
          break;
        case 47: // MUL
          multiply(data, (data[d] as number) * (data[r] as number));
          cycles += 1;
          break;
        default:
          return this.#leave(pc, cycles, executed);
      }
      pc += 1;
      cycles += 1;
      executed += 1;
    } while (cycles < until);
    cpu.pc = pc % kinds.length;
    cpu.cycles = cycles;
    return executed;
  }

  /** One instruction by avr8js, after which the caller looks at peripherals and interrupts. */
  #leave(pc: number, cycles: number, executed: number): number {
    this.#cpu.pc = pc % this.#decoded.kinds.length;
    this.#cpu.cycles = cycles;
    const opcode = this.#cpu.progMem[this.#cpu.pc];
    avrInstruction(this.#cpu);
    this.slept = opcode === sleepOpcode;
    return executed + 1;
  }
}
