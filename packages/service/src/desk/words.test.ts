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
  test("counts presses of a counter key, and steps of one with a clock", () => {
    const view = { t: translator("en"), language: "en" } as const;
    const far = { kind: "wrong-code-far", offsetSteps: 12 } as const;
    expect(whyWords(view, far, true)).toContain("12 presses ahead");
    expect(whyWords(view, far, false)).toContain("12 steps ahead");
  });
});
