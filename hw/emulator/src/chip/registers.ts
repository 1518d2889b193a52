// Data-space addresses of the ATmega328P's registers (datasheet DS40002061B, §31), as they are named
// there, and the bits that are used.
export const EECR = 0x3f;
export const EEDR = 0x40;
export const EEARL = 0x41;
export const EEARH = 0x42;
export const GTCCR = 0x43;
export const SPCR = 0x4c;
export const SPSR = 0x4d;
export const SPDR = 0x4e;
export const SMCR = 0x53;
export const MCUSR = 0x54;
export const SREG = 0x5f;
export const WDTCSR = 0x60;
export const TCCR2A = 0xb0;
export const OCR2A = 0xb3;
export const OCR2B = 0xb4;
export const UCSR0A = 0xc0;
export const UCSR0B = 0xc1;
export const UCSR0C = 0xc2;
export const UBRR0L = 0xc4;
export const UBRR0H = 0xc5;
export const UDR0 = 0xc6;

/** The register file ends here and I/O begins. */
export const ioFirst = 0x20;
/** SRAM begins here. */
export const ramFirst = 0x100;
export const ramEnd = 0x8ff;

/** Why the chip was reset: the bits of MCUSR. */
export const resetCauses = { "power-on": 1, external: 2, "brown-out": 4, watchdog: 8 } as const;

/** Why the chip was reset. */
export type ResetCause = keyof typeof resetCauses;

/** Word addresses of the interrupt vectors. */
export const vectors = {
  watchdog: 0x0c,
  spi: 0x22,
  received: 0x24,
  dataRegisterEmpty: 0x26,
  transmitted: 0x28,
  eepromReady: 0x2c,
} as const;
