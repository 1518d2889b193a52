import type { CodeForm } from "@jeton/core";
import type { Translate } from "../i18n/messages.ts";

/** What the codes of a key depend on; of a counter key also the counter of its next code, where it is known. */
type Make = CodeForm & {
  readonly periodSeconds?: number | undefined;
  readonly t0Seconds?: number | undefined;
  readonly counter?: number | undefined;
  /** Of a key that answers challenges: it says all but the counter, in every language. */
  readonly suite?: string | undefined;
};

/** How the kinds of keys are put into words. */
type Phrases = {
  readonly time: (form: CodeForm, period: number, t0: number) => string;
  readonly counter: (form: CodeForm, counter: number | undefined) => string;
  readonly suite: (suite: string, counter: number | undefined) => string;
};

/** The words for a column of a table in a terminal: "SHA-1 6 digits 60 s", "SHA-1 6 digits counter 42". */
export const columnPhrases: Phrases = {
  time: ({ algorithm, digits }, period, t0) =>
    `${algorithm} ${digits} digits ${period} s${t0 === 0 ? "" : ` T0 ${t0}`}`,
  counter: ({ algorithm, digits }, counter = 0) =>
    `${algorithm} ${digits} digits counter ${counter}`,
  suite: (suite, counter) => (counter === undefined ? suite : `${suite} counter ${counter}`),
};

/** The words for a page, in its reader's language. */
export function pagePhrases(t: Translate): Phrases {
  const from = (words: string, counter: number | undefined) =>
    counter === undefined ? words : t("bulk.codes-from", { words, counter });
  return {
    time: ({ algorithm, digits }, period, t0) => {
      const words = t("key.codes-value", { algorithm, digits, period });
      return t0 === 0 ? words : t("key.codes-t0", { words, t0 });
    },
    counter: (form, counter) => from(t("key.codes-counter", form), counter),
    suite: from,
  };
}

/** Returns in words which codes a key shows, and what moves them on. */
export function makeWords(phrases: Phrases, make: Make): string {
  const { periodSeconds, t0Seconds = 0, counter, suite } = make;
  if (suite !== undefined) return phrases.suite(suite, counter);
  return periodSeconds === undefined
    ? phrases.counter(make, counter)
    : phrases.time(make, periodSeconds, t0Seconds);
}
