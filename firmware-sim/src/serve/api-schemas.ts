import { z } from "@hono/zod-openapi";
import { algorithms } from "@jeton/core/units";
import type { Fault, FaultName, GlassCondition, TemperatureProfileName } from "@jeton/key";
import type { TimeView } from "../time/house-time.ts";
import type { CodeView } from "./give-code.ts";
import type { KeyView } from "./key-view.ts";
import type { NewKeysRequest } from "./new-keys.ts";
import * as of from "./operation.ts";
import type { WrongKind } from "./wrong-code.ts";

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
  kind: z
    .enum(["totp", "hotp"])
    .optional()
    .openapi({ description: "What moves the code on: a clock (default) or the button" }),
  counter: whole.min(0).optional().openapi({
    description: "Of kind hotp: the counter whose code the first press shows; default 0",
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

/** What an answer holds: the view as JSON, in which brands and `readonly` are gone. */
export type Plain<T> = T extends number
  ? number
  : T extends string | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : { -readonly [Field in keyof T]: Plain<T[Field]> };

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

export const key: z.ZodType<Plain<KeyView>> = z
  .discriminatedUnion("kind", [timeKey, counterKey])
  .openapi("Key") as unknown as z.ZodType<Plain<KeyView>>;

const wrongKind = z.enum(["expired", "next", "replayed", "flipped-digit"]);

/** How a code is asked for in a query. */
export type CodeQuery = {
  "min-validity"?: number | undefined;
  wait?: number | undefined;
  wrong?: WrongKind | undefined;
  steps?: number | undefined;
};

const inQuery = (shape: z.ZodType<number, number>, description: string, example: number) =>
  z.coerce.number().pipe(shape).optional().openapi({ description, example, type: "number" });

/** How long a client may wait for a code, and does unless it says otherwise; in the keys' time. */
export const waitSecondsMax = 600;

const secondsToWait = z.number().min(0).max(waitSecondsMax);

export const codeQuery: z.ZodObject<z.ZodRawShape> & z.ZodType<CodeQuery> = z.strictObject({
  "min-validity": inQuery(
    secondsToWait,
    "Seconds that the key goes on showing the code, at least",
    5,
  ),
  wait: inQuery(secondsToWait, "Seconds to wait for such a code at most; 0 answers at once", 30),
  wrong: wrongKind.optional().openapi({
    description:
      "Make a code that is wrong on purpose: of an earlier step, of a later one, the one given last, or the right one with a digit changed. It is never a right code of the steps around by chance",
  }),
  steps: inQuery(
    z.int().min(1).max(1000),
    "How many steps back (expired; default 10, of a counter key 1) or ahead (next; default 1)",
    10,
  ),
}) as unknown as z.ZodObject<z.ZodRawShape> & z.ZodType<CodeQuery>;

export const nextCode: z.ZodType<{
  minValiditySeconds?: number | undefined;
  waitSeconds?: number | undefined;
  advance?: boolean | undefined;
}> = z
  .strictObject({
    minValiditySeconds: secondsToWait.optional(),
    waitSeconds: secondsToWait.optional(),
    advance: z
      .boolean()
      .optional()
      .openapi({ description: "Move virtual or scaled time on instead of waiting" }),
  })
  .openapi("NextCode");

export const code: z.ZodType<Plain<CodeView>> = z
  .strictObject({
    serial: of.serialShape,
    kind: z.enum(["totp", "hotp"]),
    code: z.string(),
    step: whole.min(0).openapi({ description: "Of a counter key its counter" }),
    at: moment,
    validForMilliseconds: whole.nullable().openapi({
      description: "For how long the key goes on showing it; 0: not now; null: no clock ends it",
    }),
    wrong: wrongKind.nullable(),
  })
  .openapi("Code") as unknown as z.ZodType<Plain<CodeView>>;

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
