import { PinState } from "avr8js";
import type { Chip } from "../chip/chip.ts";
import { OCR2A, OCR2B, TCCR2A } from "../chip/registers.ts";
import type { DisplayFault, Glass, Lamp } from "../glass/glass.ts";
import { Hd44780 } from "../glass/hd44780.ts";
import { Max7219 } from "../glass/max7219.ts";
import { type Panel, panels } from "../glass/panel.ts";
import { ShiftRegister } from "../glass/shift-register.ts";

/** A display for which there is a firmware. */
export type DisplayKind = keyof typeof panels | "max7219" | "max7219-lamps";

/** What is wired to the chip's pins and can be looked at. */
export type Display = {
  readonly glass: () => Glass;
  /** What the display was told against its data sheet. */
  readonly faults: () => readonly DisplayFault[];
  /** Connects a new display, as when the power comes. */
  readonly powerOn: () => void;
};

const pins = { RS: 0x01, E: 0x02, LOAD: 0x04, DIN: 0x08, CLK: 0x20 };
// The lamps' shift register: its data on port D; its two clocks on port B, or on D where a MAX7219 has those of B.
const lampData = 0x04;
const besideLcd = { port: "B", SH_CP: 0x10, ST_CP: 0x04 } as const;
const besideDigits = { port: "D", SH_CP: 0x10, ST_CP: 0x20 } as const;
// VO at 0 V gives full contrast, at 1.3 V none: 67 of 256 steps of PB3's filtered PWM.
const contrastOff = 67;

/** Wires a display to the chip and calls `changed` whenever something else may be seen. */
export function wireDisplay(
  kind: DisplayKind,
  chip: Chip,
  changed: (cycle: number) => void,
): Display {
  if (kind === "max7219") return wireMax7219(chip, changed, null);
  if (kind === "max7219-lamps") {
    return wireMax7219(chip, changed, wireLamps(chip, changed, besideDigits));
  }
  return wirePanel(panels[kind], chip, changed);
}

function wirePanel(panel: Panel, chip: Chip, changed: (cycle: number) => void): Display {
  let display = new Hd44780(chip.cycles, panel);
  const lamps = panel.rows === 4 ? wireLamps(chip, changed, besideLcd) : null;
  chip.ports.B.addListener((now, before) => {
    if (((now ^ before) & pins.E) === 0) return;
    if ((now & pins.E) !== 0) display.rise(chip.cycles);
    else display.fall((now & pins.RS) !== 0, (chip.cpu.data[portD] ?? 0) >> 4, chip.cycles);
  });
  const powerOn = (): void => {
    display = new Hd44780(chip.cycles, panel);
    display.onChange = changed;
  };
  powerOn();
  return {
    powerOn,
    faults: () => display.faults,
    glass: () => ({
      lines: display.lines,
      codes: display.codes,
      patterns: display.patterns,
      controller: panel.controller,
      lamps: lampsOf(lamps),
      on: display.on,
      cursor: display.cursor,
      contrast: Math.max(0, 1 - (duty(chip, "A") * 256) / contrastOff),
      backlight: duty(chip, "B"),
    }),
  };
}

/** Only the board of the model with four rows has lamps. */
function wireLamps(
  chip: Chip,
  changed: (cycle: number) => void,
  clocks: typeof besideLcd | typeof besideDigits,
): ShiftRegister {
  const register = new ShiftRegister();
  register.onChange = changed;
  chip.ports[clocks.port].addListener((now, before) => {
    const risen = now & ~before;
    const data = (chip.cpu.data[portD] ?? 0) & lampData;
    if ((risen & clocks.SH_CP) !== 0) register.shift(data === 0 ? 0 : 1);
    if ((risen & clocks.ST_CP) !== 0) register.take(chip.cycles);
  });
  return register;
}

/** Pairs of green (even) and red (odd), from the lowest lamp up; none without a register for them. */
function lampsOf(register: ShiftRegister | null): readonly Lamp[] {
  if (register === null) return [];
  const { outputs } = register;
  const colours = ["off", "green", "red", "orange"] as const;
  return [6, 4, 2, 0].map((shift) => colours[(outputs >> shift) & 3] ?? "off");
}

const portD = 0x2b;

/** The part of the time that the pin of OC2A (PB3) or OC2B (PD3) is high. */
function duty(chip: Chip, output: "A" | "B"): number {
  const { data } = chip.cpu;
  const port = output === "A" ? chip.ports.B : chip.ports.D;
  const state = port.pinState(3);
  if (state === PinState.Input || state === PinState.InputPullUp) return 0;
  const mode = ((data[TCCR2A] ?? 0) >> (output === "A" ? 6 : 4)) & 3;
  if (mode < 2) return (data[port.portConfig.PORT] ?? 0) & 0x08 ? 1 : 0;
  // Fast PWM (datasheet §18.7.3): the needle of one step stays even at 0.
  const high = ((data[output === "A" ? OCR2A : OCR2B] ?? 0) + 1) / 256;
  return mode === 2 ? high : 1 - high;
}

function wireMax7219(
  chip: Chip,
  changed: (cycle: number) => void,
  lamps: ShiftRegister | null,
): Display {
  let display = new Max7219();
  chip.spi.onByte = (byte) => {
    for (let bit = 7; bit >= 0; bit -= 1) display.shift(((byte >> bit) & 1) === 1 ? 1 : 0);
  };
  chip.ports.B.addListener((now, before) => {
    const risen = now & ~before;
    // By hand, without the SPI, the bits are clocked by the pins themselves.
    if ((risen & pins.CLK) !== 0) display.shift((now & pins.DIN) === 0 ? 0 : 1);
    if ((risen & pins.LOAD) !== 0) display.load(chip.cycles);
  });
  const powerOn = (): void => {
    display = new Max7219();
    display.onChange = changed;
  };
  powerOn();
  return {
    powerOn,
    faults: () => [],
    glass: () => ({
      lines: [display.text],
      codes: [display.segments],
      patterns: [],
      controller: null,
      lamps: lampsOf(lamps),
      on: display.on,
      cursor: null,
      contrast: 1,
      backlight: display.brightness,
    }),
  };
}
