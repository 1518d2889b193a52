import { type CodeParameters, timeStep, unixMilliseconds } from "@jeton/core";
import {
  type BatteryDesign,
  coinCell,
  drawQuartz,
  keyCode,
  SimulatedKey,
  type VirtualTime,
} from "@jeton/key";
import type { Chance } from "./chance.ts";

/** These keys live longer than a battery does. */
const endlessCell: BatteryDesign = {
  ...coinCell,
  darkNanoamperes: 0,
  shownNanoamperes: 0,
  codeNanoampereSeconds: 0,
  selfDischargeNanoamperes: 0,
};

/** Returns an application: it shows codes of 30 s, by a clock that is set each day. */
function newPhone(
  serial: string,
  {
    seed,
    time,
    chance,
  }: {
    readonly seed: Uint8Array;
    readonly time: VirtualTime;
    readonly chance: Chance;
  },
): SimulatedKey {
  return new SimulatedKey({
    ...{ serial, seed, timeSource: time, parameters: { periodSeconds: 30 } },
    ...{ offsetMilliseconds: chance.whole(-500, 500), battery: endlessCell },
  });
}

const yearMilliseconds = 365.25 * 86_400_000;

/** A code as somebody read it off the display of a key. */
export type CodeRead = { readonly serial: string; readonly step: number; readonly code: string };

/** What the world knows of a key that the service cannot know: the truth. */
export class CarriedKey {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly device: SimulatedKey;
  /** When its holder got in last, true time. */
  lastIn: number | null = null;
  /** What moved the key's clock against the service's belief, as long as that may still be felt. */
  unsettled: { readonly why: "after a jump" | "after a wrong clock" } | null = null;
  /** Whether a code was typed more slowly than the stated delay allows since the last log-in. */
  typedTooSlowly = false;
  /** Attempts without a right PASSCODE at its holder's identifier, ever. */
  guesses = 0;
  /** Whether somebody else had it in their hands, or its PIN and its codes. */
  wasStolen = false;
  readonly stockYears: number;
  /** When its holder got it, true time. */
  readonly givenAt: number;

  constructor(
    serial: string,
    chance: Chance,
    made: {
      readonly time: VirtualTime;
      readonly stockYears: number;
      /** The seed in an application on a phone, whose clock the network sets. */
      readonly phone?: Uint8Array;
    },
  ) {
    const { time, stockYears, phone } = made;
    this.serial = serial;
    this.stockYears = stockYears;
    this.givenAt = time.now();
    this.seed = phone ?? chance.bytes(20);
    if (phone !== undefined) {
      this.device = newPhone(serial, { seed: phone, time, chance });
      return;
    }
    const bornAt = unixMilliseconds(time.now() - Math.round(stockYears * yearMilliseconds));
    const { quartz, ratePpm } = drawQuartz(chance.whole(0, 2 ** 32 - 1), { bornAt });
    // Set by the factory to within a few seconds, it ran at its own rate ever since.
    const inStock = stockYears * yearMilliseconds * (ratePpm / 1e6);
    const offsetMilliseconds = Math.round(chance.between(-5000, 5000) + inStock);
    this.device = new SimulatedKey({
      ...{ serial, seed: this.seed, timeSource: time, offsetMilliseconds },
      ...{ ratePpm, quartz, battery: endlessCell },
    });
  }

  get parameters(): CodeParameters {
    return this.device.parameters;
  }

  read(): CodeRead {
    const { code, step } = this.device.reading();
    if (code === null || step === null) throw new Error(`Cannot read a code of ${this.serial}`);
    return { serial: this.serial, step, code };
  }

  /** Returns the code of any step: only the world can ask for it. */
  codeOf(step: number): string {
    return keyCode(this.seed, timeStep(step), this.parameters);
  }

  /** Moves the clock, as a shock or a reset does. */
  jump(milliseconds: number): void {
    this.device.jump(milliseconds);
    this.unsettle("after a jump");
  }

  /**
   * Takes note that clocks moved against each other. A small move can lie within what the service holds
   * possible: then a wrong rate is learnt from it, and it is felt at a later log-in, once.
   */
  unsettle(why: "after a jump" | "after a wrong clock"): void {
    this.unsettled = { why };
  }

  /** Takes note of a log-in that took so many codes: two in a row say where the clock is. */
  entered(now: number, codes: number): void {
    this.lastIn = now;
    if (codes > 1) this.unsettled = null;
    // A code that was typed too slowly and passed all the same tells the service a wrong offset.
    if (this.typedTooSlowly) this.unsettle("after a jump");
    this.typedTooSlowly = false;
  }
}
