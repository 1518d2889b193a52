import { algorithms, type CodeForm, type CodeParameters } from "@jeton/core/units";
import {
  type DisplayHabit,
  type FaultName,
  type FaultValues,
  faultTable,
  type GlassCondition,
  type KeypadButton,
  keypadButtons,
  type TemperatureProfileName,
  temperatureProfiles,
} from "@jeton/key";
import { z } from "zod";

/** How a key of the house is made; the seed is drawn before, so that a recording says all. */
export type KeyPlan = {
  readonly serial: string;
  /** SECRET. */
  readonly seedHex: string;
  readonly parameters: CodeParameters;
  readonly display: DisplayHabit;
  readonly selfTestMilliseconds: number;
  readonly offsetMilliseconds: number;
  readonly ratePpm: number;
  /** Draws a crystal with temperature curve, ageing and random walk; null: a perfect one. */
  readonly quartzSeed: number | null;
  /** From what faults are drawn. */
  readonly randomSeed: number;
};

/** How a key with a counter is made. */
export type CounterKeyPlan = CodeForm & {
  readonly serial: string;
  /** SECRET. */
  readonly seedHex: string;
  /** The counter whose code the first press shows. */
  readonly counter: number;
  readonly shownMilliseconds: number;
};

/** How a key with a keypad is made. */
export type KeypadKeyPlan = {
  readonly serial: string;
  /** SECRET. */
  readonly seedHex: string;
  /** An OCRA suite. */
  readonly suite: string;
  /** The counter of the first response; 0 for a suite without one. */
  readonly counter: number;
  readonly shownMilliseconds: number;
  readonly offsetMilliseconds: number;
  readonly ratePpm: number;
};

/** The operations that make a key: one for each kind of key. */
export type NewKeyOperation =
  | { readonly kind: "create-key"; readonly key: KeyPlan }
  | { readonly kind: "create-counter-key"; readonly key: CounterKeyPlan }
  | { readonly kind: "create-keypad-key"; readonly key: KeypadKeyPlan };

/** Everything that can be done to the house: what HTTP asks for, what a recording holds. */
export type Operation =
  | NewKeyOperation
  /** A client was given that code. SECRET for as long as the code lasts. */
  | {
      readonly kind: "give-code";
      readonly serial: string;
      readonly step: number;
      readonly code: string;
    }
  | { readonly kind: "delete-key"; readonly serial: string }
  | {
      readonly kind: "button";
      readonly serial: string;
      readonly act: "press" | "hold" | "release";
    }
  /** Buttons of a keypad, pressed one after the other. SECRET where they are a PIN. */
  | {
      readonly kind: "keypad";
      readonly serial: string;
      readonly buttons: readonly KeypadButton[];
    }
  | {
      readonly kind: "temperature";
      readonly serial: string;
      readonly temperature: number | TemperatureProfileName;
    }
  | { readonly kind: "offset"; readonly serial: string; readonly milliseconds: number }
  | { readonly kind: "rate"; readonly serial: string; readonly ppm: number }
  | { readonly kind: "jump"; readonly serial: string; readonly milliseconds: number }
  | {
      readonly kind: "glass";
      readonly serial: string;
      readonly condition: Partial<GlassCondition>;
    }
  | {
      readonly kind: "fault";
      readonly serial: string;
      readonly name: FaultName;
      readonly values: FaultValues;
    }
  | { readonly kind: "clear-faults"; readonly serial: string }
  | { readonly kind: "power-up"; readonly serial: string }
  /** SECRET: holds a seed. */
  | {
      readonly kind: "load-seed";
      readonly serial: string;
      readonly seedHex: string;
      readonly check: string;
    }
  | { readonly kind: "advance"; readonly milliseconds: number }
  | { readonly kind: "jump-to"; readonly at: number }
  | { readonly kind: "freeze" }
  | { readonly kind: "resume" }
  | { readonly kind: "factor"; readonly factor: number };

const whole = z.int();

/** A serial number in a body or a recording. */
export const serialShape: z.ZodType<string> = z.string().min(1).max(32);

/** A seed in hex. SECRET. */
export const seedHexShape: z.ZodType<string> = z
  .string()
  .regex(/^([0-9a-fA-F]{2}){1,1024}$/, "expected 1 to 1024 bytes as pairs of hexadecimal digits");

export const displayShape: z.ZodType<DisplayHabit> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("always-on") }),
  z.strictObject({ kind: z.literal("button"), shownMilliseconds: whole }),
]);

export const buttonActShape: z.ZodType<"press" | "hold" | "release"> = z.enum([
  ...(["press", "hold", "release"] as const),
]);

/** Buttons of a keypad: what a holder types at once, and more. */
export const keypadButtonsShape: z.ZodType<readonly KeypadButton[]> = z
  .array(z.enum(keypadButtons))
  .min(1)
  .max(200);

export const temperatureShape: z.ZodType<number | TemperatureProfileName> = z.union([
  z.number(),
  z.enum(Object.keys(temperatureProfiles) as [TemperatureProfileName]),
]);

export const faultNameShape: z.ZodType<FaultName> = z.enum(
  faultTable.map(({ name }) => name) as [FaultName],
);

export const faultValuesShape: z.ZodType<Readonly<Record<string, number | string>>> = z.record(
  z.string(),
  z.union([z.number(), z.string()]),
);

/** Only that these are fields and lists: `glassCondition` checks names and ranges. */
export const conditionShape: z.ZodType<Partial<GlassCondition>> = z.strictObject({
  contrast: z.number().optional(),
  viewingAngleDegrees: z.number().optional(),
  ghosting: z.number().optional(),
  deadSegments: z.array(z.string()).max(200).optional(),
  stuckSegments: z.array(z.string()).max(200).optional(),
  deadLines: z.array(z.string()).max(200).optional(),
}) as unknown as z.ZodType<Partial<GlassCondition>>;

const parameterShapes = { algorithm: z.enum(algorithms as ["SHA-1"]), digits: whole };

export const parametersShape: z.ZodType<CodeParameters> = z.strictObject({
  ...parameterShapes,
  periodSeconds: whole,
  t0Seconds: whole,
});

/** What the codes of a counter key depend on besides its seed. */
export const counterParametersShape: z.ZodType<CodeForm> = z.strictObject(parameterShapes);

const serial = serialShape;
const act = <K extends Operation["kind"], S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

/** Checks an operation that comes from a file. Ranges are checked when it is applied. */
export const operationShape: z.ZodType<Operation> = z.discriminatedUnion("kind", [
  act("create-key", {
    key: z.strictObject({
      serial,
      seedHex: seedHexShape,
      parameters: parametersShape,
      display: displayShape,
      selfTestMilliseconds: whole,
      offsetMilliseconds: whole,
      ratePpm: z.number(),
      quartzSeed: whole.nullable(),
      randomSeed: whole,
    }),
  }),
  act("create-counter-key", {
    key: z.strictObject({
      serial,
      seedHex: seedHexShape,
      ...parameterShapes,
      counter: whole.min(0),
      shownMilliseconds: whole,
    }),
  }),
  act("create-keypad-key", {
    key: z.strictObject({
      serial,
      seedHex: seedHexShape,
      suite: z.string(),
      counter: whole.min(0),
      shownMilliseconds: whole,
      offsetMilliseconds: whole,
      ratePpm: z.number(),
    }),
  }),
  act("give-code", { serial, step: whole.min(0), code: z.string().regex(/^\d{4,10}$/) }),
  act("delete-key", { serial }),
  act("button", { serial, act: buttonActShape }),
  act("keypad", { serial, buttons: keypadButtonsShape }),
  act("temperature", { serial, temperature: temperatureShape }),
  act("offset", { serial, milliseconds: whole }),
  act("rate", { serial, ppm: z.number() }),
  act("jump", { serial, milliseconds: whole }),
  act("glass", { serial, condition: conditionShape }),
  act("fault", { serial, name: faultNameShape, values: faultValuesShape }),
  act("clear-faults", { serial }),
  act("power-up", { serial }),
  act("load-seed", { serial, seedHex: seedHexShape, check: z.string() }),
  act("advance", { milliseconds: whole }),
  act("jump-to", { at: whole }),
  act("freeze", {}),
  act("resume", {}),
  act("factor", { factor: z.number() }),
]);
