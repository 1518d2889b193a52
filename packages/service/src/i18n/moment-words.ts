import { type Language, languageTags, type Translate } from "./messages.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns a moment as it is read, in the time zone of the server. */
export function momentWords(language: Language, at: number): string {
  return format(language, { dateStyle: "short", timeStyle: "short" }).format(at);
}

/** Returns the day of a moment, with its month in words and without the hour. */
export function dayWords(language: Language, at: number): string {
  return format(language, { dateStyle: "medium" }).format(at);
}

/**
 * Returns until when a key is blocked: the seconds that are left of the last two minutes, else a moment, rounded up
 * to the next minute, since a minute that is told must not be over yet when it comes.
 */
export function blockWords(
  { t, language }: { readonly t: Translate; readonly language: Language },
  until: number,
  now: number,
): string {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  if (seconds < 120) return t("state.blocked-for", { seconds });
  const minute = 60_000;
  const at = Math.ceil(until / minute) * minute;
  return t("state.blocked-until", { until: momentWords(language, at) });
}

/** Returns the hour and minute of a moment with the name of the server's time zone: holders may live in another. */
export function zonedTimeWords(language: Language, at: number): string {
  const options = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  return format(language, options).format(at);
}

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const found = formats.get(name) ?? new Intl.DateTimeFormat(languageTags[language], options);
  formats.set(name, found);
  return found;
}
