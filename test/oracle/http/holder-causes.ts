import { codeParameters, type RefusalReason } from "@jeton/core";
import { openStage, type Stage } from "../../support/stage.ts";
import { type Cause, causes } from "../causes.ts";
import { planted } from "./planted.ts";
import { freshName, type MeasuredCause, type Trial, type Workshop } from "./trial.ts";

/** One cause for each reason and those that staff see no reason of, or every one there is. */
export type WhichCauses = "chief" | "all";

/** A malformed PASSCODE does no work for anyone: these must be alike, too. */
const malformed: Cause = {
  name: "no PASSCODE: five digits",
  reason: "malformed",
  async prepare(stage) {
    await stage.commission();
    return { identifier: stage.holder, passcode: "12345" };
  },
};

/** Returns the causes by which a holder's log-in is refused. */
export function holderCauses(which: WhichCauses): readonly MeasuredCause[] {
  const measured = chosen(which).map((cause) => measuredCause(cause));
  return [...measured, damaged, planted(measuredCause(wrongPin()))];
}

/** Returns the same for the keys themselves, without those that concern an identifier only. */
export function serialCauses(which: WhichCauses): readonly MeasuredCause[] {
  return holderCauses(which).filter(({ name }) => !name.includes("identifier"));
}

/** What the form of the assistance is told of: it must look nothing up. */
export const assistanceCauses: readonly MeasuredCause[] = (() => {
  const cause = (name: string, fields: (stage: Stage | null, other: string) => Trial["own"]) => ({
    name,
    async prepare(workshop: Workshop): Promise<Trial> {
      const stage = await stageIn(workshop);
      await stage.commission();
      follow(workshop, stage);
      const other = freshName(workshop.ports);
      return { own: fields(stage, other), control: fields(null, other), delayMilliseconds: 0 };
    },
  });
  const known = cause("the number of a known key", (stage, other) => ({
    keyNumber: stage?.serial ?? other,
  }));
  return [
    cause("an unknown key number", () => ({ keyNumber: "unknown-01" })),
    known,
    cause("a known holder among the accounts", (stage, other) => ({
      accounts: stage?.holder ?? other,
    })),
    planted(known),
  ];
})();

const damaged: MeasuredCause = {
  name: "a damaged record",
  async prepare(workshop) {
    const stage = await stageIn(workshop);
    const given = await wrongPin().prepare(stage);
    follow(workshop, stage);
    return { ...trialOf(stage, given), spoil: { serial: stage.serial } };
  },
};

function wrongPin(): Cause {
  const found = causes.find(({ reason }) => reason === "wrong-pin");
  if (found === undefined) throw new TypeError("Cannot measure: no cause is a wrong PIN");
  return found;
}

function chosen(which: WhichCauses): readonly Cause[] {
  // A block of a second is over before its turn comes; a damaged record is damaged here in SQLite.
  const lasting = causes.filter(
    ({ name }) => !/for a moment|before the first use|damaged/u.test(name),
  );
  if (which === "all") return [...lasting, malformed];
  const seen = new Set<RefusalReason>();
  const chief = lasting.filter(({ reason, name }) => {
    if (reason === null) return name === "an unknown identifier" || name === "lost";
    if (seen.has(reason)) return false;
    seen.add(reason);
    return true;
  });
  return [...chief, malformed];
}

function measuredCause(cause: Cause): MeasuredCause {
  return {
    name: cause.name,
    async prepare(workshop) {
      const stage = await stageIn(workshop);
      const given = await cause.prepare(stage);
      follow(workshop, stage);
      return trialOf(stage, given);
    },
  };
}

/** All names are as long as each other, so that length tells nothing. */
function trialOf(
  stage: Stage,
  given: { readonly identifier: string; readonly passcode: string },
): Trial {
  const { passcode } = given;
  const { serial } = stage;
  const [other, another] = [freshName(stage.ports), freshName(stage.ports)];
  const stranger = /\s/u.test(given.identifier) ? another.replace(/.{3}$/u, " ab") : another;
  const identifier = given.identifier === stage.holder ? stage.holder : stranger;
  return {
    own: { identifier, serial, passcode },
    control: { identifier: other, serial: other, passcode },
    delayMilliseconds: 0,
  };
}

/** A stage in the workshop's store. */
function stageIn({ ports }: Workshop): Promise<Stage> {
  const [holder, serial] = [freshName(ports), freshName(ports)];
  return openStage(codeParameters(), { startsAt: ports.clock(), holder, serial, ports });
}

/** Sets the workshop's clock to the stage's, which went on while a cause was prepared. */
function follow({ ports, advance }: Workshop, stage: Stage): void {
  advance((stage.ports.clock() - ports.clock()) / 1000);
}
