import { z } from "@hono/zod-openapi";
import {
  type Algorithm,
  type AuditEvent,
  algorithms,
  firstCounterMax,
  type KeyStateKind,
  keyPeriodSecondsMin,
  type ReturningKey,
  recoveryCodesInSet,
  returningKeys,
  serialForm,
  spareCodes,
  temporaryCodeUsesMax,
} from "@jeton/core";
import {
  firstUseDaysMax,
  temporaryCodeDefaults,
  temporaryCodeHoursMax,
} from "@jeton/validator/parts";
import type * as body from "./manage-bodies.ts";
import { noControls, noControlsPattern } from "./no-controls.ts";

export const serial: z.ZodString = z
  .string()
  .regex(serialForm, "expected 1 to 64 printable ASCII characters, no blanks")
  .openapi({ description: "Serial number of the key", example: "1234567-0" });
export const identifier: z.ZodString = z
  .string()
  .min(1)
  .max(128)
  .regex(noControls)
  .openapi({ example: "jdupont", pattern: noControlsPattern });
const states = [
  ...["in-stock", "assigned", "choosing-pin", "confirming-pin", "in-service"],
  ...["suspended", "lost", "retired"],
] as [KeyStateKind, ...KeyStateKind[]];
const algorithm = z.enum(algorithms as readonly Algorithm[]);
const returning = returningKeys as [ReturningKey, ...ReturningKey[]];
const moment = z.int().min(0).openapi({ description: "Milliseconds since 1970 UTC" });
const originName = z
  .string()
  .min(1)
  .max(256)
  .regex(noControls)
  .openapi({ pattern: noControlsPattern });
const origin: z.ZodType<body.OriginBody> = z
  .strictObject({
    manufacturer: originName.optional(),
    model: originName.optional(),
    startsAt: moment.optional().openapi({ description: "The key is refused before" }),
    expiresAt: moment.optional().openapi({ description: "The key is refused from then on" }),
  })
  .openapi("KeyOrigin", { description: "What the maker's file says of a key besides its codes" });

export const key: z.ZodType<body.KeyBody> = z
  .strictObject({
    serial,
    holder: z.string().nullable(),
    isIncoming: z.literal(true).optional().openapi({
      description:
        "On its way to a holder who goes on with another key: it replaces that one once it is in service. Absent for all others",
    }),
    incoming: serial.optional().openapi({
      description: "Where a holder is asked for: the key on its way to them beside this one",
    }),
    state: z.enum(states),
    failures: z.int().min(0).openapi({
      description:
        "Failed attempts that count: a log-in halves the guesses and forgets the other ones",
    }),
    block: z
      .strictObject({ until: moment })
      .nullable()
      .openapi({ description: "Until then no attempt passes but those of known devices" }),
    lastStep: z.int().min(0).nullable(),
    algorithm,
    digits: z.int(),
    periodSeconds: z.int().optional().openapi({ description: "Of a time key" }),
    t0Seconds: z.int().optional().openapi({ description: "Of a time key" }),
    movingFactor: z.literal("counter").optional().openapi({ description: "Of a counter key" }),
    counter: z.int().min(0).optional().openapi({
      description: "Of a counter key: the counter of its next code, as far as is known",
    }),
    suite: z.string().optional().openapi({ description: "Of a key that answers challenges" }),
    temporaryCode: z
      .strictObject({
        startsAt: moment,
        endsAt: moment,
        usesLeft: z.int().min(0),
        returningKey: z.enum(returning),
      })
      .optional()
      .openapi({ description: "A code that stands in for the key's own" }),
    recoveryCodesLeft: z.int().min(1).max(recoveryCodesInSet).optional().openapi({
      description: "Codes that the holder printed and that still pass; absent for none",
    }),
    origin: origin.optional(),
    events: z.int().min(0).openapi({ description: "Events in its trail" }),
  })
  .openapi("Key");

export const keys: z.ZodType<body.KeysBody> = z
  .strictObject({ keys: z.array(key), next: z.string().nullable() })
  .openapi("Keys", { description: "`next` is the `after` of the next page, null at the end" });

export const newKey: z.ZodType<body.NewKeyBody> = z
  .strictObject({
    serial,
    seedHex: z.string().regex(/^([0-9a-fA-F]{2}){1,1024}$/, "expected pairs of hexadecimal digits"),
    algorithm: algorithm.optional(),
    digits: z.int().min(6).max(10).optional(),
    periodSeconds: z
      .int()
      .min(keyPeriodSecondsMin)
      .max(86_400)
      .optional()
      .openapi({ description: "Of a time key, 60 when absent; not beside counter" }),
    t0Seconds: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: "Of a time key, 0 when absent; not beside counter" }),
    counter: z.int().min(0).max(firstCounterMax).optional().openapi({
      description:
        "Makes it a counter key (RFC 4226), without a period: the counter of its next code, 0 for a new one. Beside a suite with C it is wanted",
    }),
    suite: z.string().max(64).optional().openapi({
      description:
        "Makes it a key that answers challenges (OCRA, RFC 6287): either C or T, no P and no S. It says all but the counter; nothing else stands beside it",
      example: "OCRA-1:HOTP-SHA256-8:C-QN08",
    }),
    origin: origin.optional(),
  })
  .openapi("NewKey");

const code = z.string().regex(/^[0-9]{6,10}$/, "expected the digits of a code");
export const act: z.ZodType<body.ActBody> = z
  .discriminatedUnion("act", [
    z.strictObject({ act: z.literal("assign"), identifier, untilHandOver: z.boolean().optional() }),
    z.strictObject({
      act: z.literal("hand-over"),
      firstUseDays: z.int().min(1).max(firstUseDaysMax).optional(),
    }),
    z.strictObject({
      act: z.enum([
        ...(["clear-pin", "unlock", "suspend", "resume", "lose", "retire"] as const),
        "end-temporary-code",
      ]),
    }),
    z.strictObject({
      act: z.literal("issue-temporary-code"),
      startsAt: moment.optional(),
      hours: z
        .int()
        .min(1)
        .max(temporaryCodeHoursMax)
        .optional()
        .openapi({
          description: `${temporaryCodeDefaults.hours} when absent`,
        }),
      uses: z
        .int()
        .min(1)
        .max(temporaryCodeUsesMax)
        .optional()
        .openapi({
          description: `${temporaryCodeDefaults.uses} when absent; one with a wrong PIN counts as well`,
        }),
      returningKey: z
        .enum(returning)
        .optional()
        .openapi({
          description: `What becomes of the key's own codes; ${temporaryCodeDefaults.returningKey} when absent`,
        }),
    }),
    z.strictObject({ act: z.literal("resynchronise"), first: code, second: code }),
    z.strictObject({
      act: z.literal("replace"),
      by: serial,
      old: z.enum(["lose", "retire"]).optional(),
      untilHandOver: z.boolean().optional(),
    }),
    z.strictObject({
      act: z.literal("send-second-key"),
      by: serial,
      untilHandOver: z.boolean().optional(),
    }),
  ])
  .openapi("Act");

export const actAnswer: z.ZodType<body.ActAnswerBody> = z
  .union([
    z.strictObject({ result: z.literal("done") }),
    z.strictObject({
      result: z.literal("issued"),
      code: z.string().openapi({ description: "To be told to its holder now or never; secret" }),
      startsAt: moment,
      endsAt: moment,
    }),
    z.strictObject({ result: z.enum(["resynchronised", "used", "spent"]), offsetSteps: z.int() }),
    z.strictObject({ result: z.literal("not-found") }),
  ])
  .openapi("ActAnswer", {
    description: "`spent` and `not-found` answer to resynchronise: nothing was changed",
  });

const event: z.ZodType<body.EventBody> = z
  .strictObject({
    sequence: z.int().min(1),
    at: moment,
    kind: z.custom<AuditEvent["kind"]>().openapi({ type: "string" }),
    actor: z.string(),
    step: z.int().min(0).nullable(),
    reason: z.string().nullable().openapi({ description: "Why it was refused; for staff only" }),
    diagnosis: z
      .strictObject({
        pin: z.enum(["right", "wrong", "absent"]),
        offsetSteps: z.int().nullable(),
        hypothesis: z.strictObject({ algorithm, periodSeconds: z.int() }).nullable(),
        spare: z.enum(spareCodes).optional().openapi({
          description: "A right code that stood in for the key's: one use of it was spent",
        }),
      })
      .nullable(),
    hash: z.string(),
    holder: z.string().optional().openapi({
      description: "In an assignment, the keyed name of the holder: part of what the hash covers",
    }),
  })
  .openapi("Event");

export const events: z.ZodType<body.EventsBody> = z
  .strictObject({ events: z.array(event), next: z.int().nullable() })
  .openapi("Events", { description: "`next` is the `after` of the next page, null at the end" });
