import { z } from "@hono/zod-openapi";
import { spareCodes } from "@jeton/core";
import { challengeTokenLengthMax, deviceTokenLengthMax } from "@jeton/validator/parts";
import type * as body from "./api-bodies.ts";
import { noControls, noControlsPattern } from "./no-controls.ts";

/** Texts that people type: no controls, since no key or keyboard gives one. */
const typed = (description: string, lengthMax: number) =>
  z
    .string()
    .min(1, "expected at least 1 character")
    .max(lengthMax, `expected at most ${lengthMax} characters`)
    .regex(noControls, "expected no control characters")
    .openapi({ description, pattern: noControlsPattern });

const identifier = typed("The holder's identifier", 128).openapi({ example: "jdupont" });
const claim = {
  identifier,
  key: z.enum(["present", "incoming"]).optional().openapi({
    description:
      "Of two keys of a holder: `incoming` is the one on its way to them, which replaces the present one once it is in service; present when absent. Of one key it is that one",
  }),
};
const passcode = typed(
  "PASSCODE: the PIN directly followed by the code. The code alone at first use.",
  128,
).openapi({ example: "k7m2492039" });
const transaction = typed("Names a commissioning under way; secret.", 1024);
const pin = typed("The PIN, 4 to 6 characters", 64).openapi({ example: "k7m2" });

const client = {
  device: typed(
    "What this client got as `device` with its last log-in; secret",
    deviceTokenLengthMax,
  ).optional(),
  flow: typed("What this client got as `flow` with its last refusal", 64).optional(),
};

export const authenticateRequest: z.ZodType<body.AuthenticateBody> = z
  .strictObject({ ...claim, passcode, ...client })
  .openapi("AuthenticateRequest");
const challengeToken = typed("A challenge, as it came; secret", challengeTokenLengthMax);
export const challengeRequest: z.ZodType<body.ChallengeBodyRequest> = z
  .strictObject(claim)
  .openapi("ChallengeRequest");
export const answerRequest: z.ZodType<body.AnswerBody> = z
  .strictObject({ ...claim, challenge: challengeToken, passcode, ...client })
  .openapi("AnswerRequest");
export const statusRequest: z.ZodType<body.StatusBody> = z
  .strictObject({ transaction })
  .openapi("TransactionStatusRequest");
export const pinRequest: z.ZodType<body.PinBody> = z
  .strictObject({ transaction, pin, pinAgain: pin })
  .openapi("ChoosePinRequest");
export const confirmRequest: z.ZodType<body.ConfirmBody> = z
  .strictObject({ transaction, passcode, ...client })
  .openapi("ConfirmRequest");

const moment = (description: string) =>
  z
    .int()
    .min(0)
    .openapi({ description: `${description}, in milliseconds since 1970 UTC` });

export const challengeIssued: z.ZodType<body.ChallengeIssuedBody> = z
  .strictObject({
    question: z.string().openapi({ description: "What the holder types into their key" }),
    challenge: z.string().openapi({ description: "Comes back with the answer; tells nothing" }),
    expiresAt: moment("Until when it can be answered"),
  })
  .openapi("ChallengeIssued");

const hint = {
  digits: z.int().min(6).max(10).openapi({ description: "Digits of a code of this key" }),
  suite: z.string().optional().openapi({
    description:
      "Of a key that answers challenges: confirm by an answer to a new one, at /api/v1/challenges/answer",
  }),
  periodSeconds: z
    .int()
    .min(1)
    .nullable()
    .openapi({ description: "Seconds a code lasts; null for a counter key" }),
  nextCodeAt: z.int().min(0).nullable().openapi({
    description:
      "About when the key shows another code than the one just given, in milliseconds since 1970 UTC; null for a counter key, which does when its button is pressed",
  }),
  expiresAt: moment("When the commissioning must be done"),
};

const refused = z
  .strictObject({ result: z.literal("refused") })
  .openapi("Refused", { description: "The same for every cause." });
const refusedAttempt = z
  .strictObject({
    result: z.literal("refused"),
    flow: z.string().openapi({ description: "Give it with this holder's next attempt" }),
  })
  .openapi("RefusedAttempt", { description: "The same for every cause." });
const challenge = { result: z.literal("challenge"), ...hint };
const choosePin = z
  .strictObject({ ...challenge, challenge: z.literal("choose-pin"), transaction: z.string() })
  .openapi("ChoosePinChallenge");
const confirmPasscode = z
  .strictObject({ ...challenge, challenge: z.literal("confirm-passcode") })
  .openapi("ConfirmPasscodeChallenge");
const accepted = z
  .strictObject({
    result: z.literal("accepted"),
    holder: z.string(),
    commissioned: z
      .boolean()
      .openapi({ description: "Whether this PASSCODE put the key in service" }),
    device: z
      .string()
      .nullable()
      .openapi({ description: "Keep it and give it with this holder's next log-in; secret" }),
    spare: z.enum(spareCodes).optional().openapi({
      description:
        "What was given behind the PIN in place of a code of the key; absent when the key was shown",
    }),
  })
  .openapi("Accepted");
const pinUnfit = z
  .strictObject({
    result: z.literal("pin-unfit"),
    problem: z.enum(["length", "alphabet", "trivial", "different"]),
  })
  .openapi("PinUnfit");
const status = z
  .strictObject({ ...challenge, challenge: z.enum(["choose-pin", "confirm-passcode"]) })
  .openapi("TransactionPending");

export const loginAnswer: z.ZodType<body.LoginBody> = z
  .union([accepted, choosePin, refusedAttempt])
  .openapi("LoginAnswer");
export const pinAnswer: z.ZodType<body.PinAnswerBody> = z
  .union([confirmPasscode, pinUnfit, refused])
  .openapi("PinAnswer");
export const statusAnswer: z.ZodType<body.StatusAnswerBody> = z
  .union([status, refused])
  .openapi("TransactionStatus");

export const problemDetails: z.ZodType<body.ProblemBody> = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
  })
  .openapi("Problem", { description: "RFC 9457 problem details" });

export const health: z.ZodType<body.HealthBody> = z
  .strictObject({ status: z.literal("ok") })
  .openapi("Health");
