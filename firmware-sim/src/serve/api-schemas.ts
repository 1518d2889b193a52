import { z } from "@hono/zod-openapi";
import { algorithms } from "@jeton/core/units";
import type {
  Fault,
  FaultName,
  GlassCondition,
  KeypadButton,
  TemperatureProfileName,
} from "@jeton/key";
import type { TimeView } from "../time/house-time.ts";
import type { KeyView } from "./key-view.ts";
import type { NewKeysRequest } from "./new-keys.ts";
import * as of from "./operation.ts";
import type { Plain } from "./plain.ts";

// Bodies and answers of the control interface; the OpenAPI document is made of them.

const whole = z.int();
const moment = whole.min(0);

const wanted = {
  serial: of.serialShape
    .optional()
    .openapi({ description: "Engraved on the case; default: the next free number" }),
  parameters: z
    .strictObject({
      algorithm: z.enum(algorithms as ["SHA-1"]).optional(),
      digits: whole.optional(),
      periodSeconds: whole.optional(),
      t0Seconds: whole.optional(),
    })
    .optional()
    .openapi({ description: "What differs from SHA-1, 6 digits, 60 s, T0 = 0, or from the file" }),
  display: of.displayShape.optional(),
  selfTestMilliseconds: whole.optional(),
  offsetMilliseconds: whole.optional(),
  ratePpm: z.number().optional(),
  quartzSeed: whole
    .min(0)
    .max(2 ** 32 - 1)
    .nullish()
    .openapi({
      description:
        "Draws a crystal with temperature curve, ageing and random walk; default: a perfect one",
    }),
  randomSeed: whole
    .min(0)
    .max(2 ** 32 - 1)
    .optional()
    .openapi({ description: "From what faults are drawn" }),
};

const ofBareSeed = {
  kind: z.enum(["totp", "hotp", "ocra"]).optional().openapi({
    description: "What makes the code another one: a clock (default), the button, or a challenge",
  }),
  suite: z.string().max(64).optional().openapi({
    description: "Of kind ocra: its suite (RFC 6287), of decimal challenges",
    example: "OCRA-1:HOTP-SHA256-8:C-QN08",
  }),
  counter: whole.min(0).optional().openapi({
    description:
      "Of kind hotp, or ocra with a C in its suite: the counter of the first code; default 0",
  }),
};

export const newKeys: z.ZodType<NewKeysRequest> = z
  .discriminatedUnion("from", [
    z.strictObject({
      from: z.literal("random"),
      count: whole.min(1).max(1000).optional(),
      ...ofBareSeed,
      ...wanted,
    }),
    z.strictObject({
      from: z.literal("seed"),
      seedHex: of.seedHexShape,
      ...ofBareSeed,
      ...wanted,
    }),
    z.strictObject({ from: z.literal("otpauth"), uri: z.string().max(4096), ...wanted }),
    z.strictObject({
      from: z.literal("pskc"),
      xml: z.string(),
      password: z.string().max(1024).optional(),
      preSharedKeyHex: of.seedHexShape.optional(),
      ...wanted,
    }),
  ])
  .openapi("NewKeys");

export const button: z.ZodType<{ act: "press" | "hold" | "release" }> = z
  .strictObject({ act: of.buttonActShape })
  .openapi("Button");
export const temperature: z.ZodType<{ temperature: number | TemperatureProfileName }> = z
  .strictObject({ temperature: of.temperatureShape })
  .openapi("Temperature");
export const milliseconds: z.ZodType<{ milliseconds: number }> = z
  .strictObject({ milliseconds: whole })
  .openapi("Milliseconds");
export const rate: z.ZodType<{ ppm: number }> = z.strictObject({ ppm: z.number() }).openapi("Rate");
export const glass: z.ZodType<Partial<GlassCondition>> = of.conditionShape.openapi("Glass");
export const newFault: z.ZodType<{
  name: FaultName;
  values?: Readonly<Record<string, number | string>> | undefined;
}> = z
  .strictObject({ name: of.faultNameShape, values: of.faultValuesShape.optional() })
  .openapi("NewFault");
export const newSeed: z.ZodType<{ seedHex: string; check: string }> = z
  .strictObject({ seedHex: of.seedHexShape, check: z.string().max(64) })
  .openapi("NewSeed");
export const nothing: z.ZodType<Record<string, never>> = z.strictObject({}).openapi("Nothing");
export const jumpTo: z.ZodType<{ at: number }> = z.strictObject({ at: moment }).openapi("JumpTo");
export const factor: z.ZodType<{ factor: number }> = z
  .strictObject({ factor: z.number() })
  .openapi("Factor");

const fault = z.looseObject({ name: of.faultNameShape });

export const time: z.ZodType<Plain<TimeView>> = z
  .strictObject({ kind: z.enum(["real", "scaled", "virtual"]), at: moment, factor: z.number() })
  .openapi("Time");

const seen = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("code"), code: z.string() }),
  z.strictObject({ kind: z.literal("unreadable"), text: z.string() }),
]);

const timeKey = z
  .strictObject({
    kind: z.literal("totp"),
    serial: of.serialShape,
    parameters: of.parametersShape,
    display: of.displayShape,
    at: moment,
    believed: moment,
    step: whole.nullable(),
    code: z.string().nullable(),
    seen,
    nextCodeAt: moment,
    millisecondsLeft: whole,
    mode: z.enum(["self-test", "shown", "dark", "off"]),
    nextChangeAt: moment.nullable(),
    celsius: z.number(),
    barsOn: whole,
    lowBattery: z.boolean(),
    locked: z.boolean(),
    offsetMilliseconds: whole,
    ratePpm: z.number(),
    ratePpmNow: z.number(),
    battery: z.strictObject({ percent: z.number(), days: z.number() }),
    faults: z.array(fault),
  })
  .openapi("TimeKey");

const counterKey = z
  .strictObject({
    kind: z.literal("hotp"),
    serial: of.serialShape,
    parameters: of.counterParametersShape,
    display: of.displayShape,
    at: moment,
    counter: whole.min(0),
    code: z.string().nullable(),
    seen,
    mode: z.enum(["shown", "dark"]),
    nextChangeAt: moment.nullable(),
  })
  .openapi("CounterKey");

const keypadKey = z
  .strictObject({
    kind: z.literal("ocra"),
    serial: of.serialShape,
    suite: z.string(),
    parameters: of.counterParametersShape,
    display: of.displayShape,
    at: moment,
    counter: whole.min(0).nullable(),
    step: whole.min(0).nullable(),
    offsetMilliseconds: whole,
    code: z.string().nullable(),
    seen,
    mode: z.enum(["dark", "pin", "challenge", "response"]),
    nextChangeAt: moment.nullable(),
  })
  .openapi("KeypadKey");

export const key: z.ZodType<Plain<KeyView>> = z
  .discriminatedUnion("kind", [timeKey, counterKey, keypadKey])
  .openapi("Key") as unknown as z.ZodType<Plain<KeyView>>;

export const keypad: z.ZodType<{ buttons: readonly KeypadButton[] }> = z
  .strictObject({
    buttons: of.keypadButtonsShape.openapi({
      description: "Pressed one after the other. The key is dark until ok is pressed",
    }),
  })
  .openapi("Keypad");

/** What is told of a new key: its seed only where it was drawn, this once. */
export type CreatedKey = {
  serial: string;
  seedHex?: string | undefined;
  otpauth?: string | undefined;
};

export const createdKey: z.ZodType<CreatedKey> = z
  .strictObject({
    serial: of.serialShape,
    seedHex: of.seedHexShape.optional().openapi({ description: "Of random keys only, this once" }),
    otpauth: z.string().optional().openapi({ description: "Of random keys only, this once" }),
  })
  .openapi("CreatedKey");

export const struckFault: z.ZodType<Plain<Fault>> = fault.openapi("Fault") as unknown as z.ZodType<
  Plain<Fault>
>;
export const loaded: z.ZodType<{ load: "loaded" | "wrong-check" | "locked" }> = z
  .strictObject({ load: z.enum(["loaded", "wrong-check", "locked"]) })
  .openapi("Loaded");

/** A row of the table of faults, for people and programs. */
export type FaultRowBody = {
  name: FaultName;
  kind: "moment" | "lasting";
  effect: string;
  parameters: { name: string; means: string }[];
};

export const faultRow: z.ZodType<FaultRowBody> = z
  .strictObject({
    name: of.faultNameShape,
    kind: z.enum(["moment", "lasting"]),
    effect: z.string(),
    parameters: z.array(z.strictObject({ name: z.string(), means: z.string() })),
  })
  .openapi("FaultRow");

export const health: z.ZodType<{ status: "ok"; keys: number }> = z
  .strictObject({ status: z.literal("ok"), keys: whole })
  .openapi("Health");

export const problemDetails: z.ZodType<object> = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: whole,
    detail: z.string(),
    errors: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
  })
  .openapi("Problem");
