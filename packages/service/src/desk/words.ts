import {
  blockedUntil,
  type ChainedEvent,
  clockOf,
  isCounterBased,
  type KeyOrigin,
  type KeyParameters,
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
import { blockWords, momentWords } from "../i18n/moment-words.ts";
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
  { state, failures, isIncoming }: Pick<KeyRecord, "state" | "failures" | "isIncoming">,
  now: UnixMilliseconds,
): string {
  const own = t(`state.${state.kind}`);
  const words = isIncoming ? `${own} (${t("state.incoming")})` : own;
  const until = blockedUntil(failures, now);
  if (until === null) return words;
  return `${words}, ${blockWords({ t, language }, until, now)}`;
}

/**
 * Returns a text about a key. Where what is said holds for a key with a clock only, as that its next code
 * comes by itself, a counter key has a text of its own: `NAME-counter`.
 */
export function keyText(t: Translate, name: PlainKey, isCounter: boolean): string {
  const own = `${name}-counter`;
  return t(isCounter && own in texts.fr ? (own as PlainKey) : name);
}

/** Returns the one line that says why, of a key that makes its codes so. */
export function whyWords(
  { t, language, now }: Words & { readonly now: UnixMilliseconds },
  why: Why,
  parameters: KeyParameters,
): string {
  if (why.kind === "blocked-until") {
    const blocked = blockWords({ t, language }, why.until, now);
    return t("why.blocked-until", { failures: why.failures, blocked });
  }
  if ("uses" in why) {
    const { from, until, uses } = why;
    const moments = { from: momentWords(language, from), until: momentWords(language, until) };
    return t(`why.${why.kind}`, { ...moments, uses });
  }
  if ("at" in why) return t(`why.${why.kind}`, { at: momentWords(language, why.at) });
  if (why.kind === "wrong-pin") return t("why.wrong-pin", { count: why.count });
  if (why.kind === "wrong-code-far") {
    return t("why.wrong-code-far", { offset: offsetWords({ t }, why.offsetSteps, parameters) });
  }
  if (why.kind === "wrong-make") {
    return t("why.wrong-make", { algorithm: why.algorithm, period: why.periodSeconds });
  }
  return keyText(t, `why.${why.kind}`, isCounterBased(parameters));
}

/** Returns between which moments a key is accepted; null for one without dates. */
export function datesWords(
  { t, language }: Words,
  { startsAt, expiresAt }: Pick<KeyOrigin, "startsAt" | "expiresAt">,
): string | null {
  const from = startsAt === null ? "" : momentWords(language, startsAt);
  const until = expiresAt === null ? "" : momentWords(language, expiresAt);
  if (startsAt !== null && expiresAt !== null) return t("key.dates-both", { from, until });
  if (startsAt !== null) return t("key.dates-from", { from });
  return expiresAt === null ? null : t("key.dates-until", { until });
}

/** Returns an event of a key that makes its codes so, with how far off its code was. */
export function eventWords(
  { t }: Pick<Words, "t">,
  event: ChainedEvent,
  parameters: KeyParameters,
): string {
  const spare = event.diagnosis?.spare;
  const own = t(`event.${event.kind}`);
  const words = spare === undefined ? own : `${own} (${t(`spare.${spare}`)})`;
  const off = event.diagnosis?.offsetSteps ?? 0;
  return off === 0 ? words : `${words} (${offsetWords({ t }, off, parameters)})`;
}

/**
 * Returns by how much a code is ahead or behind: nobody on the phone thinks in steps of a clock. Of a counter
 * key it is how often its button was pressed.
 */
export function offsetWords(
  { t }: Pick<Words, "t">,
  offsetSteps: number,
  parameters: KeyParameters,
): string {
  const steps = Math.abs(offsetSteps);
  const direction = offsetSteps < 0 ? t("clock.behind") : t("clock.ahead");
  const clock = clockOf(parameters);
  if (clock === null) return t("offset.presses", { steps, direction });
  const seconds = steps * clock.periodSeconds;
  if (seconds < 60) return t("offset.seconds", { seconds, direction });
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return t("offset.minutes", { minutes, direction });
  return t("offset.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60, direction });
}

/** Returns who did it, without the prefix by which staff are told from holders. */
export function actorWords({ t }: Pick<Words, "t">, actor: string): string {
  if (actor === "holder") return t("event.by-holder");
  if (actor === "system") return t("event.by-system");
  return actor.replace(/^staff:/u, "");
}
