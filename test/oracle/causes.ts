import {
  makePinVerifier,
  openFirstUse,
  pinSaltBytes,
  type RefusalReason,
  sealNonceBytes,
} from "@jeton/core";
import { actOnStoredKey, logIn } from "@jeton/validator/parts";
import { pin, type Stage } from "../support/stage.ts";

/** What someone gives to log in. */
export type Given = { readonly identifier: string; readonly passcode: string };

/** A reason to be refused: the state that makes it and the attempt that meets it. */
export type Cause = {
  readonly name: string;
  /** What staff read; null when the identifier is nobody's, so that no key of theirs is named. */
  readonly reason: RefusalReason | null;
  /** Brings the key into the state and answers the attempt. */
  readonly prepare: (stage: Stage) => Promise<Given>;
};

const day = 86_400;
const inService = (stage: Stage) => stage.commission();
const nothing = () => Promise.resolve();

function cause(
  name: string,
  reason: RefusalReason | null,
  state: (stage: Stage) => Promise<void>,
  passcode: (stage: Stage) => string,
  identifier: string | null = null,
): Cause {
  const prepare = async (stage: Stage) => {
    await state(stage);
    return { identifier: identifier ?? stage.holder, passcode: passcode(stage) };
  };
  return { name, reason, prepare };
}

async function act(stage: Stage, kind: "suspend" | "lose" | "retire"): Promise<void> {
  await stage.commission();
  await actOnStoredKey(stage.ports, stage.serial, { kind }, "staff:test");
}

/** The first use needs the activation code 5555. */
async function needsActivation(stage: Stage): Promise<void> {
  const { hashPin, keyring, random, policy } = stage.ports;
  const salt = random(pinSaltBytes);
  const cost = policy.pinHashCost;
  const digest = await hashPin({ pin: "5555", salt, cost });
  const nonce = random(sealNonceBytes);
  const activation = makePinVerifier(keyring, stage.serial, { salt, cost, digest, nonce });
  await stage.reassign({ ...openFirstUse, activation });
}

/** A year without a log-in: the derived window is wide, and a code far off asks for the next one. */
async function asksForNext(stage: Stage): Promise<void> {
  await stage.commission();
  stage.advance(365 * day);
}

/** Every reason to be refused, in every state in which a key can be found by an identifier. */
export const causes: readonly Cause[] = [
  ...[
    cause("an unknown identifier", null, inService, (s) => pin + s.code(), "nobody"),
    cause("an unknown identifier, a code alone", null, inService, (s) => s.code(), "nobody"),
    cause("an identifier that nobody can have", null, inService, (s) => s.code(), "a b"),
    cause("a wrong PIN", "wrong-pin", inService, (s) => `9999${s.code()}`),
    cause("a PIN of one character", "wrong-pin", inService, (s) => `9${s.code()}`),
    cause("a PIN of 58 characters", "wrong-pin", inService, (s) => "9".repeat(58) + s.code()),
    cause("a wrong code", "wrong-code", inService, (s) => pin + s.code(800)),
    cause("a code far ahead", "next-code-wanted", inService, (s) => pin + s.code(500)),
    cause("a wrong code beyond the scan", "wrong-code", inService, (s) => pin + s.code(5000)),
    cause("a wrong PIN and a wrong code", "wrong-code", inService, (s) => `9999${s.code(5000)}`),
    cause("a spent code", "spent-code", inService, (s) => pin + s.code(-1)),
    cause("a spent code with a wrong PIN", "spent-code", inService, (s) => `9999${s.code(-1)}`),
    cause("a code alone, once in service", "pin-missing", inService, (s) => s.code()),
  ],
  ...[
    cause(
      "a far code that asks for the next",
      "next-code-wanted",
      asksForNext,
      (s) => pin + s.code(20),
    ),
    cause("a far code with a wrong PIN", "wrong-code", asksForNext, (s) => `9999${s.code(20)}`),
    cause(
      "a wrong code while the next is awaited",
      "wrong-code",
      async (stage) => {
        await asksForNext(stage);
        await logIn(stage.ports, { identifier: stage.holder, passcode: pin + stage.code(20) });
        stage.advance(60);
      },
      (s) => pin + s.code(5000),
    ),
  ],
  ...[
    cause(
      "blocked for a moment, with the right PASSCODE",
      "blocked",
      async (stage) => {
        await stage.commission();
        await stage.giveWrongPin(3);
      },
      (s) => pin + s.code(1),
    ),
    cause(
      "locked after ten wrong PINs, with the right PASSCODE",
      "blocked",
      async (stage) => {
        await stage.commission();
        await stage.giveWrongPin(10);
        stage.advance(120);
      },
      (s) => pin + s.code(),
    ),
    cause(
      "blocked before the first use, with the right activation code",
      "blocked",
      async (stage) => {
        await needsActivation(stage);
        await stage.giveWrongPin(3);
      },
      (s) => `5555${s.code(1)}`,
    ),
    cause(
      "the right PASSCODE after five guesses",
      "next-code-wanted",
      async (stage) => {
        await stage.commission();
        await stage.guess(5);
      },
      (s) => pin + s.code(),
    ),
    cause(
      "the next PASSCODE after a hundred guesses",
      "next-code-wanted",
      async (stage) => {
        await stage.commission();
        await stage.guess(100);
        await logIn(stage.ports, { identifier: stage.holder, passcode: pin + stage.code() });
        stage.advance(60);
      },
      (s) => pin + s.code(),
    ),
    cause(
      "the right first code after five guesses",
      "next-code-wanted",
      (s) => s.guess(5),
      (s) => s.code(),
    ),
    cause(
      "a wrong PIN with the next code",
      "wrong-pin",
      async (stage) => {
        await asksForNext(stage);
        await logIn(stage.ports, { identifier: stage.holder, passcode: pin + stage.code(20) });
        stage.advance(60);
      },
      (s) => `9999${s.code(20)}`,
    ),
    cause(
      "a wrong code while sixteen next ones are awaited",
      "wrong-code",
      async (stage) => {
        await asksForNext(stage);
        for (let wait = 1; wait <= 16; wait += 1) {
          await logIn(stage.ports, {
            identifier: stage.holder,
            passcode: pin + stage.code(30 * wait),
          });
        }
      },
      (s) => pin + s.code(5000),
    ),
    cause("not commissioned, with a PIN", "not-commissioned", nothing, (s) => pin + s.code()),
    cause("not commissioned, a wrong code", "wrong-code", nothing, (s) => s.code(800)),
    cause("not commissioned, a code far ahead", "next-code-wanted", nothing, (s) => s.code(500)),
    cause(
      "the first use has run out",
      "first-use-expired",
      (s) => s.reassign({ ...openFirstUse, expiresAt: s.ports.clock() }),
      (s) => s.code(),
    ),
    cause("no activation code", "activation-wrong", needsActivation, (s) => s.code()),
    cause("a wrong activation code", "activation-wrong", needsActivation, (s) => `5556${s.code()}`),
  ],
  ...[
    cause(
      "a wrong code while a PIN is chosen",
      "wrong-code",
      (s) => s.commission("first-code"),
      (s) => s.code(800),
    ),
    cause(
      "the first code again while a PIN is confirmed",
      "spent-code",
      (s) => s.commission("pin"),
      (s) => pin + s.code(),
    ),
    cause(
      "a wrong PIN while a PIN is confirmed",
      "wrong-pin",
      (s) => s.commission("pin"),
      (s) => `9999${s.code(1)}`,
    ),
    cause(
      "suspended",
      "out-of-service",
      (s) => act(s, "suspend"),
      (s) => pin + s.code(),
    ),
    cause(
      "outside of its maker's dates",
      "out-of-service",
      async (s) => {
        await s.commission();
        await s.expire();
      },
      (s) => pin + s.code(),
    ),
    cause(
      "lost",
      null,
      (s) => act(s, "lose"),
      (s) => pin + s.code(),
    ),
    cause(
      "a damaged record, with the right PASSCODE",
      null,
      async (s) => {
        await s.commission();
        await s.damage();
      },
      (s) => pin + s.code(),
    ),
    cause(
      "retired",
      null,
      (s) => act(s, "retire"),
      (s) => pin + s.code(),
    ),
  ],
];

/** What is no PASSCODE of any key: refused without a look at the key, so always alike. */
export const malformed: readonly string[] = [
  ...["", "x", "12345", "password", "4071 12345x", "４０７１abc123", "4".repeat(100), "\u{1f511}"],
];
