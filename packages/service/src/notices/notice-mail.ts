import { type Language, languages, translator } from "../i18n/messages.ts";
import { momentWords } from "../i18n/moment-words.ts";
import type { Mail } from "../mail/index.ts";
import type { Brand, Contact, LocalText } from "../web/portal-ports.ts";
import type { Notice } from "./notice.ts";

/** Who writes, and whom to call. */
export type Sender = { readonly contact: Contact; readonly brand: Brand };

/**
 * Returns the message of a notice. It holds no link, no secret and only the end of the key's number. `language`: that
 * of the holder as the directory has it; where it is none of ours, the message says everything in each of ours.
 */
export function noticeMail(
  notice: Notice,
  to: { readonly email: string; readonly language: string },
  sender: Sender,
): Mail {
  const known = languages.find((each) => each === to.language.slice(0, 2).toLowerCase());
  const said = known === undefined ? languages : [known];
  return {
    to: to.email,
    subject: said.map((language) => subjectOf(notice, language, sender)).join(" / "),
    text: said.map((language) => textOf(notice, language, sender)).join("\n\n-- \n\n"),
    isAutomatic: true,
  };
}

function subjectOf({ kind }: Notice, language: Language, { brand }: Sender): string {
  const t = translator(language);
  const name = brand.name === undefined ? "" : `${localized(brand.name, language)} – `;
  return name + t(`notice.${kind}-subject`);
}

function textOf({ kind, serial, at }: Notice, language: Language, { contact }: Sender): string {
  const t = translator(language);
  const ending = [...serial].slice(-shownOfSerial).join("");
  const moment = momentWords(language, at);
  const paragraphs = [
    t("notice.greeting"),
    t(`notice.${kind}`, { ending, moment }),
    `${t(`notice.${kind}-advice`)} ${callWords(contact, language)}`,
    t("notice.footer"),
  ];
  return paragraphs.join("\n\n");
}

/** The end of the number is enough for holders to know their key by. */
const shownOfSerial = 4;

function callWords({ phone, hours }: Contact, language: Language): string {
  const t = translator(language);
  if (phone === undefined) return t("notice.call");
  const when = hours === undefined ? "" : ` (${localized(hours, language)})`;
  return t("notice.call-number", { phone: phone + when });
}

function localized(text: LocalText, language: Language): string {
  return typeof text === "string" ? text : text[language];
}
