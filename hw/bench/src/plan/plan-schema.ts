import { boardModelNames, parsePortName, portNameWanted } from "@jeton/board/port-name";
import { z } from "zod";
import { boardErrorMaxPpm } from "../drift/clock-sample.ts";
import type { Plan, PlanBoard, PlanStep } from "./plan.ts";
import { fields, numberFrom, stepSchemas } from "./step-schemas.ts";

const name = z
  .string({ error: "a name" })
  .trim()
  .min(1, { error: "a name" })
  .max(60, { error: "a name of at most 60 characters" });

const baud = z.union([z.literal(19200), z.literal(115200)], { error: "19200 or 115200" });

const emulated = fields(
  {
    build: z
      .enum(["hd44780", "hd44780-cfa633", "max7219"], {
        error: "hd44780, hd44780-cfa633 or max7219",
      })
      .default("hd44780"),
    "error-ppm": numberFrom(-boardErrorMaxPpm, boardErrorMaxPpm, false).default(0),
    baud: baud.default(19200),
  },
  "an object ({} for a board as it should be)",
);

const board: z.ZodType<PlanBoard> = fields(
  {
    name,
    emulated: emulated.optional(),
    port: z
      .string({ error: portNameWanted })
      .refine((text) => parsePortName(text) !== null, { error: portNameWanted })
      .optional(),
    model: z.enum(boardModelNames, { error: `one of ${boardModelNames.join(", ")}` }).optional(),
    baud: baud.optional(),
  },
  "a board",
).transform((input, context): PlanBoard => {
  const { name: called, port } = input;
  if (input.emulated !== undefined && port === undefined) {
    const { build, baud: rate, "error-ppm": errorPpm } = input.emulated;
    return { kind: "emulated", name: called, build, errorPpm, baud: rate };
  }
  if (port !== undefined && input.emulated === undefined) {
    const { model = null, baud: rate = null } = input;
    return { kind: "plugged", name: called, port, model, baud: rate };
  }
  context.addIssue({ code: "custom", message: "either emulated or port" });
  return z.NEVER;
});

const stepNames = Object.keys(stepSchemas).join(", ");

/** An object of one field, whose name says what is done: its value is checked by that step's rules. */
const step: z.ZodType<PlanStep> = z
  .record(z.string(), z.unknown(), { error: `a step: one of ${stepNames}` })
  .transform((value, context): PlanStep => {
    const [kind, ...others] = Object.keys(value);
    const schema = isStep(kind) ? stepSchemas[kind] : null;
    if (kind === undefined || schema === null || others.length > 0) {
      const wanted = others.length > 0 ? "one step in each item" : `one of ${stepNames}`;
      const path = kind === undefined || others.length > 0 ? [] : [kind];
      context.addIssue({ code: "custom", message: wanted, path, params: { isKey: true } });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value[kind]);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
      context.addIssue({
        code: "custom",
        message: issue.message,
        path: [kind, ...issue.path, ...keys],
        params: { isKey: keys.length > 0 },
      });
    }
    return z.NEVER;
  });

function isStep(kind: string | undefined): kind is PlanStep["kind"] {
  return kind !== undefined && Object.hasOwn(stepSchemas, kind);
}

/** What a plan may be. Each message is what was wanted; the reader adds what was found, and where. */
export const planSchema: z.ZodType<Plan> = fields(
  {
    name,
    repeat: numberFrom(1, 10_000).default(1),
    boards: z
      .array(board, { error: "a list of boards" })
      .min(1, { error: "at least one board" })
      .max(64, { error: "at most 64 boards" }),
    steps: z.array(step, { error: "a list of steps" }).min(1, { error: "at least one step" }),
  },
  "a plan",
).refine(({ boards }) => new Set(boards.map((each) => each.name)).size === boards.length, {
  path: ["boards"],
  error: "a name of its own for each board",
});
