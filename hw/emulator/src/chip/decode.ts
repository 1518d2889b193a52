/**
 * A program decoded for `Core`: for each word a kind, the number of a case there, and two operands
 * that mean what that case says. Kind 0 is left to avr8js.
 */
export type DecodedProgram = {
  readonly kinds: Uint8Array;
  readonly a: Uint16Array;
  readonly b: Uint16Array;
};

type Form = (opcode: number, pc: number, program: Uint16Array) => readonly [a: number, b: number];

const register = (opcode: number): number => (opcode >> 4) & 31;
const twoRegisters: Form = (opcode) => [register(opcode), (opcode & 15) | ((opcode >> 5) & 16)];
const immediate: Form = (opcode) => [
  16 + ((opcode >> 4) & 15),
  (opcode & 15) | ((opcode >> 4) & 240),
];
const oneRegister: Form = (opcode) => [register(opcode), 0];
const pairs: Form = (opcode) => [(opcode >> 3) & 30, (opcode << 1) & 30];
const word: Form = (opcode) => [24 + ((opcode >> 3) & 6), (opcode & 15) | ((opcode >> 2) & 48)];
const branch: Form = (opcode, pc) => [1 << (opcode & 7), pc + 1 + ((opcode << 22) >> 25)];
const near: Form = (opcode, pc, { length }) => [
  (pc + 1 + ((opcode << 20) >> 20) + length) % length,
  0,
];
const far: Form = (_, pc, program) => [program[pc + 1] ?? 0, 0];
const registerBit: Form = (opcode) => [register(opcode), 1 << (opcode & 7)];
const skip: Form = (opcode, pc, program) => [
  (register(opcode) << 8) | (1 << (opcode & 7)),
  pc + 1 + wordsOf(program[pc + 1] ?? 0),
];
const direct: Form = (opcode, pc, program) => [register(opcode), program[pc + 1] ?? 0];
/** Through X, Y or Z: b holds the pointer's register, 32 times the displacement, 0x800 for "then one on". */
const through = (pointer: 26 | 28 | 30, thenOneOn = 0): Form => {
  return (opcode) => [
    register(opcode),
    pointer | thenOneOn | (thenOneOn === 0 ? displacement(opcode) : 0),
  ];
};
const displacement = (opcode: number): number => {
  if ((opcode & 0xd000) !== 0x8000) return 0;
  return 32 * ((opcode & 7) | ((opcode >> 7) & 24) | ((opcode >> 8) & 32));
};
const oneOn = 0x800;

// Mask, pattern, kind, operands (AVR instruction set manual, DS40002198). The first that fits holds.
const instructions: readonly (readonly [number, number, number, Form])[] = [
  [0xffff, 0x0000, 1, oneRegister], // NOP
  [0xff00, 0x0100, 2, pairs], // MOVW
  [0xfc00, 0x0400, 3, twoRegisters], // CPC
  [0xfc00, 0x0800, 4, twoRegisters], // SBC
  [0xfc00, 0x0c00, 5, twoRegisters], // ADD
  [0xfc00, 0x1400, 6, twoRegisters], // CP
  [0xfc00, 0x1800, 7, twoRegisters], // SUB
  [0xfc00, 0x1c00, 8, twoRegisters], // ADC
  [0xfc00, 0x2000, 9, twoRegisters], // AND
  [0xfc00, 0x2400, 10, twoRegisters], // EOR
  [0xfc00, 0x2800, 11, twoRegisters], // OR
  [0xfc00, 0x2c00, 12, twoRegisters], // MOV
  [0xf000, 0x3000, 13, immediate], // CPI
  [0xf000, 0x4000, 14, immediate], // SBCI
  [0xf000, 0x5000, 15, immediate], // SUBI
  [0xf000, 0x6000, 16, immediate], // ORI
  [0xf000, 0x7000, 17, immediate], // ANDI
  [0xf000, 0xe000, 18, immediate], // LDI
  [0xd208, 0x8000, 19, through(30)], // LD Z, LDD Z+q
  [0xd208, 0x8008, 19, through(28)], // LD Y, LDD Y+q
  [0xfe0f, 0x9001, 19, through(30, oneOn)], // LD Z+
  [0xfe0f, 0x9009, 19, through(28, oneOn)], // LD Y+
  [0xfe0f, 0x900c, 19, through(26)], // LD X
  [0xfe0f, 0x900d, 19, through(26, oneOn)], // LD X+
  [0xd208, 0x8200, 20, through(30)], // ST Z, STD Z+q
  [0xd208, 0x8208, 20, through(28)], // ST Y, STD Y+q
  [0xfe0f, 0x9201, 20, through(30, oneOn)], // ST Z+
  [0xfe0f, 0x9209, 20, through(28, oneOn)], // ST Y+
  [0xfe0f, 0x920c, 20, through(26)], // ST X
  [0xfe0f, 0x920d, 20, through(26, oneOn)], // ST X+
  [0xfe0f, 0x9000, 21, direct], // LDS
  [0xfe0f, 0x9200, 22, direct], // STS
  [0xfe0f, 0x9004, 23, oneRegister], // LPM Z
  [0xfe0f, 0x9005, 24, oneRegister], // LPM Z+
  [0xfe0f, 0x900f, 25, oneRegister], // POP
  [0xfe0f, 0x920f, 26, oneRegister], // PUSH
  [0xfe0f, 0x9400, 27, oneRegister], // COM
  [0xfe0f, 0x9402, 28, oneRegister], // SWAP
  [0xfe0f, 0x9403, 29, oneRegister], // INC
  [0xfe0f, 0x9405, 30, oneRegister], // ASR
  [0xfe0f, 0x9406, 31, oneRegister], // LSR
  [0xfe0f, 0x9407, 32, oneRegister], // ROR
  [0xfe0f, 0x940a, 33, oneRegister], // DEC
  [0xff00, 0x9600, 34, word], // ADIW
  [0xff00, 0x9700, 35, word], // SBIW
  [0xffff, 0x9508, 36, oneRegister], // RET
  [0xffff, 0x940c, 37, far], // JMP, in 64 K words
  [0xffff, 0x940e, 38, far], // CALL
  [0xf000, 0xc000, 39, near], // RJMP
  [0xf000, 0xd000, 40, near], // RCALL
  [0xfc00, 0xf000, 41, branch], // BRBS
  [0xfc00, 0xf400, 42, branch], // BRBC
  [0xfe08, 0xf800, 43, registerBit], // BLD
  [0xfe08, 0xfa00, 44, registerBit], // BST
  [0xfe08, 0xfc00, 45, skip], // SBRC
  [0xfe08, 0xfe00, 46, skip], // SBRS
  [0xfc00, 0x9c00, 47, twoRegisters], // MUL
];

/** Decodes the whole flash. */
export function decodeProgram(program: Uint16Array): DecodedProgram {
  const kinds = new Uint8Array(program.length);
  const a = new Uint16Array(program.length);
  const b = new Uint16Array(program.length);
  for (const [pc, opcode] of program.entries()) {
    const found = instructions.find(([mask, pattern]) => (opcode & mask) === pattern);
    if (found === undefined) continue;
    const [, , kind, form] = found;
    const [first, second] = form(opcode, pc, program);
    kinds[pc] = kind;
    a[pc] = first;
    b[pc] = second;
  }
  return { kinds, a, b };
}

/** LDS, STS, JMP and CALL have a second word. */
function wordsOf(opcode: number): number {
  const long = (opcode & 0xfc0f) === 0x9000 || (opcode & 0xfe0c) === 0x940c;
  return long ? 2 : 1;
}
