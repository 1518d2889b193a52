import {
  blockedUntil,
  type ChainedEvent,
  type KeyRecord,
  type UnixMilliseconds,
} from "@jeton/core";
import { type Language, languageTags, type Translate } from "../i18n/messages.ts";
import type { Why } from "./finding.ts";

type Words = { readonly t: Translate; readonly language: Language };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns a moment as it is read, in the time zone of the server. */
export function momentWords(language: Language, at: number): string {
  return format(language, { dateStyle: "short", timeStyle: "short" }).format(at);
}

/** Returns the day of a moment, with its month in words and without the hour. */
export function dayWords(language: Language, at: number): string {
  return format(language, { dateStyle: "medium" }).format(at);
}

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const found = formats.get(name) ?? new Intl.DateTimeFormat(languageTags[language], options);
  formats.set(name, found);
  return found;
}

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

/** Returns the one line that says why. */
export function whyWords({ t, language }: Words, why: Why): string {
  if (why.kind === "blocked-until") {
    const until = momentWords(language, why.until);
    return t("why.blocked-until", { failures: why.failures, until });
  }
  if (why.kind === "wrong-pin") return t("why.wrong-pin", { count: why.count });
  if (why.kind === "wrong-code-far") {
    const steps = Math.abs(why.offsetSteps);
    return t("why.wrong-code-far", { steps, direction: direction({ t }, why.offsetSteps) });
  }
  if (why.kind === "wrong-make") {
    return t("why.wrong-make", { algorithm: why.algorithm, period: why.periodSeconds });
  }
  return t(`why.${why.kind}`);
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
