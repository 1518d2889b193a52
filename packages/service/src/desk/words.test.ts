import { codeParameters, counterParameters, unixMilliseconds } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { languages, type MessageKey, texts, translator } from "../i18n/messages.ts";
import { keyText, whyWords } from "./words.ts";

/** What only a key with a clock does: its next code comes by itself, and its clock says which. */
const byTime =
  /wait for|until the key shows|period later|minute later|clock|at this time|attendez|période plus|minute plus tard|horloge|clé à cette heure/iu;

/** Texts that say to staff what to do, or to tell a holder. */
const said = (Object.keys(texts.fr) as MessageKey[]).filter((name) =>
  /^(?:act-does|act-field|act-problem|act-say|say|why)\./u.test(name),
);

/** No counter key comes to these: `act-problem.spent` is that of a clock that went back. */
const neverOfCounters: readonly string[] = ["act-problem.spent"];

describe("keyText()", () => {
  test.each(languages)("says nothing of clocks and waiting of a counter key, in %s", (language) => {
    const spoken = said.filter((name) => !name.endsWith("-counter"));
    for (const name of spoken.filter((each) => !neverOfCounters.includes(each))) {
      const own = `${name}-counter` as MessageKey;
      const text = texts[language][own] ?? texts[language][name];
      expect([name, byTime.exec(text)?.[0] ?? null]).toEqual([name, null]);
    }
  });

  test("is the key's own text where there is one, and the common one else", () => {
    const t = translator("en");
    expect(keyText(t, "act-say.unlock", true)).toContain("press the button of the key");
    expect(keyText(t, "act-say.unlock", false)).toContain("wait for a new code");
    expect(keyText(t, "act-say.lose", true)).toBe(keyText(t, "act-say.lose", false));
  });
});

describe("whyWords()", () => {
  const now = unixMilliseconds(1_799_999_960_000);
  const inEnglish = { t: translator("en"), language: "en", now } as const;
  const inFrench = { t: translator("fr"), language: "fr", now } as const;

  test("counts presses of a counter key, and the time of one with a clock", () => {
    const far = { kind: "wrong-code-far", offsetSteps: 12 } as const;
    expect(whyWords(inEnglish, far, counterParameters())).toContain("12 presses ahead");
    expect(whyWords(inEnglish, far, codeParameters())).toContain("12 minutes ahead");
  });

  test.each([
    [1, 30, "30 secondes en avance"],
    [-1, 60, "1 minute en retard"],
    [30, 30, "15 minutes en avance"],
    [30, 60, "30 minutes en avance"],
    [-390, 60, "6 h 30 min en retard"],
  ])("says %i steps of %i s as time: %s", (offsetSteps, periodSeconds, words) => {
    const parameters = codeParameters({ periodSeconds });
    expect(whyWords(inFrench, { kind: "wrong-code-far", offsetSteps }, parameters)).toContain(
      words,
    );
  });

  test.each([
    [1, "bloquée encore 1 seconde,"],
    [40, "bloquée encore 40 secondes,"],
    [119, "bloquée encore 119 secondes,"],
  ])("says how many seconds a block of %i s lasts", (seconds, words) => {
    const until = unixMilliseconds(now + seconds * 1000);
    const why = { kind: "blocked-until", failures: 10, until } as const;
    expect(whyWords(inFrench, why, codeParameters())).toContain(words);
  });

  test("never names a minute in which the block is still on", () => {
    // 40 s into a minute: in five minutes and a second, the minute is told at whose beginning it is over.
    const minute = (milliseconds: number) =>
      new Intl.DateTimeFormat("fr-FR", { timeStyle: "short" }).format(now + milliseconds);
    const until = unixMilliseconds(now + 301_000);
    const why = { kind: "blocked-until", failures: 10, until } as const;
    const words = whyWords(inFrench, why, codeParameters());
    expect(words).toContain(`${minute(360_000)},`);
    expect(words).not.toContain(minute(300_000));
  });
});
