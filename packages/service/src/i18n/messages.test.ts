import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { languages, type MessageKey, type Messages, texts, translator } from "./messages.ts";

const { fr, en } = texts;
const keys = Object.keys(fr) as MessageKey[];

describe("messages", () => {
  test("have the same keys in every language, in the same order", () => {
    expect(Object.keys(en)).toEqual(keys);
  });

  test.each(keys)("%s has the same places in every language", (key) => {
    expect(places(en, key)).toEqual(places(fr, key));
  });

  test.each(languages)("all format in %s, and leave no brace behind", (language) => {
    // One translator that takes any values: each message is given all that any message needs.
    const translate = translator(language) as (key: MessageKey, values: object) => string;
    const values = Object.fromEntries(keys.flatMap((key) => places(fr, key)).map((n) => [n, 3]));
    for (const key of keys) {
      const text = translate(key, values);
      expect(text, key).not.toBe("");
      expect(text, key).not.toMatch(/[{}]/u);
    }
  });

  test.each([["fr", fr] as const, ["en", en] as const])(
    "of %s hold no ASCII apostrophe, which quotes in ICU messages",
    (_, messages) => {
      for (const text of Object.values(messages)) expect(text).not.toContain("'");
    },
  );
});

describe("what is counted", () => {
  /** These stand before a word that is the same for one and for many, or before none. */
  const plain = ["finding.times", "search.more", "steps.position"];

  test.each(keys.filter((key) => !plain.includes(key)))("%s is told by its number", (key) => {
    for (const text of [fr[key], en[key]])
      expect(text).not.toMatch(/\{(?:count|steps|failures)\}/u);
  });

  test("is one or many in French", () => {
    expect(translator("fr")("fate.added", { count: 1 })).toBe("clé mise en stock");
    expect(translator("fr")("fate.added", { count: 40 })).toBe("clés mises en stock");
  });
});

describe("translator()", () => {
  test("sets French no-break blanks before signs", () => {
    expect(translator("fr")("login.first-title")).toBe("Première connexion\u202f?");
    expect(translator("fr")("confirm.ready")).toContain("code\u00a0: vous");
    expect(translator("en")("login.first-title")).toBe("First login?");
  });

  test("counts one and many", () => {
    expect(translator("fr")("confirm.wait", { seconds: 1 })).toContain("1 seconde.");
    expect(translator("fr")("confirm.wait", { seconds: 34 })).toContain("34 secondes.");
    expect(translator("en")("too-many.cure", { seconds: 1 })).toContain("a second");
  });

  test("does not compile without a message's values", () => {
    // @ts-expect-error: `seconds` is missing
    expect(() => translator("fr")("confirm.wait", {})).toThrow();
    // @ts-expect-error: there is no such message
    expect(() => translator("fr")("confirm.nothing")).toThrow();
  });
});

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

function places(messages: Messages, key: MessageKey): readonly string[] {
  return [...new Set(namesIn(new IntlMessageFormat(messages[key], "fr").getAst()))].toSorted();
}

function namesIn(elements: Ast): readonly string[] {
  return elements.flatMap((element) => {
    if ("options" in element) {
      const branches = Object.values(element.options).flatMap(({ value }) => namesIn(value));
      return [element.value, ...branches];
    }
    if ("children" in element) return [element.value, ...namesIn(element.children)];
    return "value" in element && element.type !== literal ? [element.value] : [];
  });
}

/** `TYPE.literal` of the parser. */
const literal = 0;
