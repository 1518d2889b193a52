import {
  blockedUntil,
  type ChainedEvent,
  type KeyRecord,
  type UnixMilliseconds,
} from "@jeton/core";
import {
  type Language,
  languageTags,
  type PlainKey,
  type Translate,
  texts,
} from "../i18n/messages.ts";
import { momentWords } from "../i18n/moment-words.ts";
import type { Why } from "./finding.ts";

type Words = { readonly t: Translate; readonly language: Language };

/** Returns a number with its sign, in the form of the language. */
export function signedNumber(language: Language, value: number, digits = 0): string {
  const format = new Intl.NumberFormat(languageTags[language], {
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  });
  return format.format(value).replace("-", "\u2212");
}

/** Returns the state of a key in words, with the block that lies on it. */
export function stateWords(
  { t, language }: Words,
  { state, failures }: Pick<KeyRecord, "state" | "failures">,
  now: UnixMilliseconds,
): string {
  const words = t(`state.${state.kind}`);
  const until = blockedUntil(failures, now);
  if (until === null) return words;
  return `${words}, ${t("state.blocked-until", { until: momentWords(language, until) })}`;
}

/**
 * Returns a text about a key. Where what is said holds for a key with a clock only, as that its next code
 * comes by itself, a counter key has a text of its own: `NAME-counter`.
 */
export function keyText(t: Translate, name: PlainKey, isCounter: boolean): string {
  const own = `${name}-counter`;
  return t(isCounter && own in texts.fr ? (own as PlainKey) : name);
}

/** Returns the one line that says why, of a counter key or of one with a clock. */
export function whyWords({ t, language }: Words, why: Why, isCounter: boolean): string {
  if (why.kind === "blocked-until") {
    const until = momentWords(language, why.until);
    return t("why.blocked-until", { failures: why.failures, until });
  }
  if (why.kind === "wrong-pin") return t("why.wrong-pin", { count: why.count });
  if (why.kind === "wrong-code-far") {
    const steps = Math.abs(why.offsetSteps);
    const name = isCounter ? "why.wrong-code-far-counter" : "why.wrong-code-far";
    return t(name, { steps, direction: direction({ t }, why.offsetSteps) });
  }
  if (why.kind === "wrong-make") {
    return t("why.wrong-make", { algorithm: why.algorithm, period: why.periodSeconds });
  }
  return keyText(t, `why.${why.kind}`, isCounter);
}

/** Returns an event in words, with how far off its code was. */
export function eventWords({ t }: Pick<Words, "t">, event: ChainedEvent): string {
  const words = t(`event.${event.kind}`);
  const off = event.diagnosis?.offsetSteps ?? 0;
  if (off === 0) return words;
  const steps = Math.abs(off);
  return `${words} (${t("event.offset", { steps, direction: direction({ t }, off) })})`;
}

export function direction({ t }: Pick<Words, "t">, steps: number): string {
  return steps < 0 ? t("clock.behind") : t("clock.ahead");
}

/** Returns who did it, without the prefix by which staff are told from holders. */
export function actorWords({ t }: Pick<Words, "t">, actor: string): string {
  if (actor === "holder") return t("event.by-holder");
  if (actor === "system") return t("event.by-system");
  return actor.replace(/^staff:/u, "");
}
