import { codeAt, codeParameters, stepAt, timeStep } from "@jeton/core";
import {
  actOnStoredKey,
  addKey,
  findKeysOf,
  logIn,
  type Ports,
  submitPin,
} from "@jeton/validator/parts";
import { holder, openStage, type Stage, serial } from "./stage.ts";

/** The serial of the second key. */
export const secondSerial = "N-1";
/** The serial of a third key, which `addThirdKey` adds. */
export const thirdSerial = "N-2";
/** The PIN that its holder chooses for the second key. */
export const secondPin = "5182";

const seed = new Uint8Array(20).fill(9);
const thirdSeed = new Uint8Array(20).fill(8);
const parameters = codeParameters();

/** A stage with a key in service and a second one, in stock or on its way to its holder. */
export type TwoKeys = Stage & {
  /** The code that the second key shows so many steps from now. */
  readonly secondCode: (stepsFromNow?: number) => string;
  /** The code that the third key shows now. */
  readonly thirdCode: () => string;
  /** Goes through the first three steps with the second key; the code of the fourth is shown then. */
  readonly choosePin: () => Promise<string>;
  /** The serials of the holder's keys, the present one first. */
  readonly serials: () => Promise<readonly string[]>;
};

/** Opens the stage; `ports` replaces parts of it. */
export async function openTwoKeys(
  where: "in-stock" | "on-its-way" = "on-its-way",
  ports: Partial<Ports> = {},
): Promise<TwoKeys> {
  const stage = await openStage(parameters, { ports });
  await stage.commission();
  await addKey(stage.ports, { serial: secondSerial, seed, parameters }, "staff:test");
  if (where === "on-its-way") {
    const act = { kind: "send-second-key", by: secondSerial } as const;
    await actOnStoredKey(stage.ports, serial, act, "staff:test");
  }
  const codeOf = (own: Uint8Array, stepsFromNow = 0) => {
    const step = stepAt(stage.ports.clock(), parameters) ?? 0;
    return codeAt(own, timeStep(step + stepsFromNow), parameters);
  };
  const secondCode = (stepsFromNow = 0) => codeOf(seed, stepsFromNow);
  return {
    ...stage,
    secondCode,
    thirdCode: () => codeOf(thirdSeed),
    async choosePin() {
      const claim = { identifier: holder, key: "incoming" } as const;
      const begun = await logIn(stage.ports, { ...claim, passcode: secondCode() });
      if (begun.kind !== "choose-pin") throw new TypeError("Cannot begin the first use");
      const { transaction } = begun;
      await submitPin(stage.ports, { transaction, pin: secondPin, pinAgain: secondPin });
      stage.advance(60);
      return transaction;
    },
    serials: async () => (await findKeysOf(stage.ports, holder)).map(({ record }) => record.serial),
  };
}

/** Puts a third key in stock. */
export async function addThirdKey({ ports }: Pick<Stage, "ports">): Promise<void> {
  await addKey(ports, { serial: thirdSerial, seed: thirdSeed, parameters }, "staff:test");
}
