import { z } from "zod";
import { durationWanted, parseDuration } from "./duration.ts";
import { boardKeys, type ExpectedLine, type PlanStep } from "./plan.ts";

/** A time such as "30 s" between two bounds. */
function duration(min: string, max: string) {
  const least = parseDuration(min) ?? 0;
  const most = parseDuration(max) ?? 0;
  return z.string({ error: durationWanted }).transform((text, context) => {
    const milliseconds = parseDuration(text);
    if (milliseconds !== null && milliseconds >= least && milliseconds <= most) return milliseconds;
    const wanted = milliseconds === null ? durationWanted : `a time from ${min} to ${max}`;
    context.addIssue({ code: "custom", message: wanted });
    return z.NEVER;
  });
}

/** A number between two bounds, with the same sentence whatever is wrong with it. */
export function numberFrom(min: number, max: number, isWhole = true): z.ZodNumber {
  const wanted = `${isWhole ? "a whole number" : "a number"} from ${min} to ${max}`;
  return z
    .number({ error: wanted })
    .refine((value) => value >= min && value <= max && (!isWhole || Number.isInteger(value)), {
      error: wanted,
    });
}

/** An object that may have these fields and no others. */
export function fields<Shape extends z.ZodRawShape>(
  shape: Shape,
  what: string,
): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `one of ${names}` : `${what} with ${names}`,
  });
}

const shown = z
  .string({ error: "a text in quotes" })
  .refine((text) => text.length <= 20 && /^[\x20-\x5b\x5d-\x7d]*$/.test(text), {
    error: "at most 20 characters of ASCII, no backslash or tilde",
  });

const expected = z
  .union([
    shown.transform((text): ExpectedLine => ({ text })),
    fields({ matches: z.string().refine(isPattern) }, "an object"),
    z.null(),
  ])
  .or(z.never({ error: 'a text in quotes, { matches: "pattern" } or null (any)' }));

const lines = <Line extends z.ZodType>(line: Line) =>
  z.union([line.transform((one) => [one]), z.array(line).min(1).max(4)], {
    error: "one line, or a list of one to four",
  });

const key = z.enum(boardKeys, { error: `one of ${boardKeys.join(", ")}` });
const chance = numberFrom(0, 0.5, false).default(0);

/** How each step is written, by its name. */
export const stepSchemas: { readonly [Kind in PlanStep["kind"]]: z.ZodType<PlanStep> } = {
  show: lines(shown).transform((all) => ({ kind: "show", lines: all })),
  expect: lines(expected).transform((all) => ({ kind: "expect", lines: all })),
  "wait-key": z
    .union(
      [
        key.transform((name) => ({ key: name, within: 30_000 })),
        fields({ key, within: duration("100 ms", "1 h").default(30_000) }, "a key, or an object"),
      ],
      { error: `one of ${boardKeys.join(", ")}, or an object with key, within` },
    )
    .transform(({ key: name, within }) => ({
      kind: "wait-key",
      key: name,
      withinMilliseconds: within,
    })),
  wait: duration("1 ms", "30 d").transform((milliseconds) => ({ kind: "wait", milliseconds })),
  "own-key": fields(
    {
      for: duration("1 min", "365 d"),
      "sample-every": duration("1 s", "1 d").optional(),
      "login-every": duration("1 s", "120 d").optional(),
      "seed-hex": z
        .string()
        .regex(/^([0-9a-fA-F]{2}){1,64}$/)
        .optional()
        .or(z.never({ error: "1 to 64 bytes in hexadecimal, in quotes" })),
      period: numberFrom(1, 3600).default(60),
      digits: numberFrom(6, 8).default(6),
      "ppm-within": numberFrom(0, 100_000, false).default(Number.NaN),
      "codes-accepted": z.boolean({ error: "true or false" }).default(false),
      "host-ppm": numberFrom(0, 1000, false).optional(),
    },
    "an object",
  ).transform((step) => ({
    kind: "own-key",
    milliseconds: step.for,
    sampleMilliseconds: step["sample-every"] ?? Math.max(1000, Math.round(step.for / 200)),
    loginMilliseconds: step["login-every"] ?? Math.max(60_000, Math.round(step.for / 50)),
    seedHex: step["seed-hex"] ?? null,
    periodSeconds: step.period,
    digits: step.digits,
    ppmWithin: Number.isNaN(step["ppm-within"]) ? null : step["ppm-within"],
    codesAccepted: step["codes-accepted"],
    hostPpm: step["host-ppm"] ?? null,
  })),
  fault: fields(
    {
      drop: chance,
      flip: chance,
      duplicate: chance,
      delay: duration("0 ms", "1 s").default(0),
      requests: numberFrom(1, 100_000).default(100),
      seed: numberFrom(0, 2 ** 32 - 1).default(1),
    },
    "an object",
  ).transform(({ delay, ...step }) => ({ kind: "fault", ...step, delayMilliseconds: delay })),
};

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
