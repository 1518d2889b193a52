import { z } from "@hono/zod-openapi";
import type { CodeView } from "./give-code.ts";
import type { ResponseView, WrongResponse } from "./give-response.ts";
import * as of from "./operation.ts";
import type { Plain } from "./plain.ts";
import type { WrongKind } from "./wrong-code.ts";

// How codes and responses are asked for, and answered.

const whole = z.int();
const moment = whole.min(0);

const wrongKind = z.enum(["expired", "next", "replayed", "flipped-digit"]);
const wrongResponse = z.enum(["expired", "next", "replayed", "flipped-digit", "other-challenge"]);

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
    kind: z.enum(["totp", "hotp", "ocra"]),
    code: z.string(),
    step: whole.min(0).openapi({ description: "Of a counter key its counter" }),
    at: moment,
    validForMilliseconds: whole.nullable().openapi({
      description: "For how long the key goes on showing it; 0: not now; null: no clock ends it",
    }),
    wrong: wrongKind.nullable(),
  })
  .openapi("Code") as unknown as z.ZodType<Plain<CodeView>>;

export const challenge: z.ZodType<{
  challenge: string;
  pin?: string | undefined;
  wrong?: WrongResponse | undefined;
  steps?: number | undefined;
}> = z
  .strictObject({
    challenge: z.string().regex(/^\d{1,64}$/, "expected 1 to 64 digits"),
    pin: z
      .string()
      .regex(/^\d{4,10}$/, "expected 4 to 10 digits")
      .optional()
      .openapi({ description: "For a suite with P; a wrong one makes a wrong response" }),
    wrong: wrongResponse.optional().openapi({
      description:
        "Make a response that is wrong on purpose, and press nothing: of an earlier or a later step or counter, of another challenge, the one given last, or the right one with a digit changed. It is never a right one of the steps around by chance",
    }),
    steps: z.int().min(1).max(1000).optional().openapi({
      description:
        "How many steps back (expired; default 10, of a counter 1) or ahead (next; default 1)",
    }),
  })
  .openapi("Challenge");

export const response: z.ZodType<Plain<ResponseView>> = z
  .strictObject({
    serial: of.serialShape,
    kind: z.literal("ocra"),
    challenge: z.string(),
    code: z.string().openapi({ description: "The response" }),
    counter: whole
      .min(0)
      .nullable()
      .openapi({ description: "That it is of; null: its suite has none" }),
    step: whole
      .min(0)
      .nullable()
      .openapi({ description: "That it is of; null: its suite has none" }),
    at: moment,
    wrong: wrongResponse.nullable(),
  })
  .openapi("Response") as unknown as z.ZodType<Plain<ResponseView>>;
