import { IntlMessageFormat } from "intl-messageformat";
import { enDesk, frDesk } from "./desk-texts.ts";
import { en } from "./en.ts";
import { enHelp } from "./en-help.ts";
import { enKey } from "./en-key.ts";
import { enKeypad } from "./en-keypad.ts";
import { enNotices } from "./en-notices.ts";
import { enRecovery } from "./en-recovery.ts";
import { enRequest } from "./en-request.ts";
import { enSecondKey } from "./en-second-key.ts";
import { enSessions } from "./en-sessions.ts";
import { fr } from "./fr.ts";
import { frHelp } from "./fr-help.ts";
import { frKey } from "./fr-key.ts";
import { frKeypad } from "./fr-keypad.ts";
import { frNotices } from "./fr-notices.ts";
import { frRecovery } from "./fr-recovery.ts";
import { frRequest } from "./fr-request.ts";
import { frSecondKey } from "./fr-second-key.ts";
import { frSessions } from "./fr-sessions.ts";

/** The languages of portal and help desk, the default one first. */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** Each language's name, in that language. */
export const languageNames: Readonly<Record<Language, string>> = { fr: "Français", en: "English" };

/** How each language writes dates and numbers (BCP 47). European English: 24 hours, the day before the month. */
export const languageTags: Readonly<Record<Language, string>> = { fr: "fr-FR", en: "en-GB" };

/** Every text, part by part. */
type French = typeof fr &
  typeof frKey &
  typeof frKeypad &
  typeof frHelp &
  typeof frNotices &
  typeof frRecovery &
  typeof frRequest &
  typeof frSessions &
  typeof frSecondKey &
  typeof frDesk;
export type MessageKey = keyof French;
/** The messages that are said as they stand, without values. */
export type PlainKey = {
  [Key in MessageKey]: PlaceOf<French[Key]> extends never ? Key : never;
}[MessageKey];
/** The texts of one language, whole. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** What a message of `fr` has places for: `"{min} to {max}"` has "min" and "max". */
type PlaceOf<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? NameOf<Inside> | PlaceOf<Rest>
  : never;
/** Texts inside a plural's branches have blanks; names of places have none. */
type NameOf<Inside extends string> = Inside extends `${infer Name},${string}`
  ? NameOf<Name>
  : Inside extends `${string} ${string}`
    ? never
    : Inside;
type Values<Key extends MessageKey> = {
  readonly [Name in PlaceOf<French[Key]>]: string | number;
};

/** Returns a message in one language. Its values do not compile when one is missing. */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: PlaceOf<French[Key]> extends never ? [] : [Values<Key>]
) => string;

/** The texts of each language, whole and as they were written. */
export const texts: Readonly<Record<Language, Messages>> = {
  fr: {
    ...fr,
    ...frKey,
    ...frKeypad,
    ...frHelp,
    ...frNotices,
    ...frRecovery,
    ...frRequest,
    ...frSessions,
    ...frSecondKey,
    ...frDesk,
  },
  en: {
    ...en,
    ...enKey,
    ...enKeypad,
    ...enHelp,
    ...enNotices,
    ...enRecovery,
    ...enRequest,
    ...enSessions,
    ...enSecondKey,
    ...enDesk,
  },
};
const translators = new Map<Language, Translate>();

/** Returns the translator of a language; one is kept for each, with its messages parsed once. */
export function translator(language: Language): Translate {
  const kept = translators.get(language);
  if (kept !== undefined) return kept;
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const translate: Translate = (key, ...[values]) => {
    const format = formats.get(key) ?? new IntlMessageFormat(spaced(language, key), language);
    formats.set(key, format);
    return String(format.format(values));
  };
  translators.set(language, translate);
  return translate;
}

/** French sets a no-break blank before : and inside « », a narrow one before ; ? and !. */
function spaced(language: Language, key: MessageKey): string {
  const text = texts[language][key];
  if (language !== "fr") return text;
  return text.replace(/ (?=[:»])|(?<=«) /gu, "\u00a0").replace(/ (?=[;?!])/gu, "\u202f");
}
