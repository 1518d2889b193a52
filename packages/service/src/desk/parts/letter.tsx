import { isCounterBased } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { fullName } from "../../holders/find-entries.ts";
import { languages, translator } from "../../i18n/messages.ts";
import { dayWords } from "../../i18n/moment-words.ts";
import { localText, pagePaths } from "../../web/view.ts";
import type { DeskView } from "../desk-view.ts";
import type { LetterContent } from "../letters.ts";

/** Below the address of the portal: where a key is put in service that replaces one which still works. */
const newKeyPath = pagePaths["new-key"].slice(pagePaths.login.length);

type Props = {
  readonly view: DeskView;
  readonly letter: LetterContent;
  /** Where holders find the portal. */
  readonly portal: string;
};

/**
 * The letter that goes with a key, on one sheet, in the holder's language if the directory has it, else in the page's.
 * It does not name the identifier: whoever finds letter and key together must not know whose log-in it is for.
 */
export function Letter({ view: deskView, letter, portal }: Props): JSX.Element {
  const { record, person } = letter;
  const language = languageOf(letter) ?? deskView.language;
  const t = translator(language);
  const view = { ...deskView, language, t };
  const { digits } = record.parameters;
  const heading = `letter-${record.serial}`;
  return (
    <article class="letter" lang={language} aria-labelledby={heading}>
      <p class="letter-from">
        {view.brand.name ?? t("site.name")}
        <span>{dayWords(language, view.now)}</span>
      </p>
      {person === null ? null : (
        <address>
          {fullName(person)}
          {person.school === "" ? null : (
            <>
              <br />
              {person.school}
            </>
          )}
        </address>
      )}
      <h2 id={heading}>{t("letter.title")}</h2>
      <p>{t("letter.greeting")}</p>
      <p>{t("letter.intro", { digits })}</p>
      {record.isIncoming ? <p>{t("letter.second")}</p> : null}
      <Facts view={view} letter={letter} portal={portal} />
      <h3>{t("letter.steps")}</h3>
      <ol>
        {stepsOf(view, letter).map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <h3>{t("letter.then")}</h3>
      <ul>
        <li>{t("letter.then-passcode")}</li>
        <li>{t("letter.then-once")}</li>
        <li>{t("letter.then-forgotten")}</li>
        <li>{t("letter.then-lost")}</li>
        <li>{t("login.anywhere")}</li>
      </ul>
      <Desk view={view} />
      <p class="letter-notice">{t("site.notice")}</p>
    </article>
  );
}

function languageOf({ person }: LetterContent) {
  const tag = (person?.language ?? "").slice(0, 2).toLowerCase();
  return languages.find((each) => each === tag) ?? null;
}

function Facts({ view, letter, portal }: Props) {
  const { t, language } = view;
  const { record, activationCode } = letter;
  const { activation, expiresAt } = record.firstUse;
  return (
    <dl class="facts">
      <dt>{t("letter.number")}</dt>
      <dd>
        <strong>{record.serial}</strong>
      </dd>
      <dt>{t("letter.portal")}</dt>
      <dd>{record.isIncoming ? portal + newKeyPath : portal}</dd>
      {activation === null ? null : (
        <>
          <dt>{t("letter.activation")}</dt>
          <dd>
            {activationCode === null ? (
              t("letter.activation-apart")
            ) : (
              <strong class="activation-code">{activationCode}</strong>
            )}
          </dd>
        </>
      )}
      {expiresAt === null ? null : (
        <>
          <dt>{t("letter.until")}</dt>
          <dd>{dayWords(language, expiresAt)}</dd>
        </>
      )}
    </dl>
  );
}

function stepsOf({ t }: DeskView, { record }: LetterContent): readonly string[] {
  const { parameters, firstUse } = record;
  const { digits } = parameters;
  if (parameters.suite !== undefined) {
    return [
      ...[t("letter.step-1"), t("letter.step-2-keypad")],
      ...[t("letter.step-3"), t("letter.step-4-keypad")],
    ];
  }
  const second = firstUse.activation === null ? "letter.step-2" : "letter.step-2-activation";
  const fourth = isCounterBased(parameters) ? "letter.step-4-press" : "letter.step-4";
  return [t("letter.step-1"), t(second, { digits }), t("letter.step-3"), t(fourth, { digits })];
}

function Desk({ view }: Pick<Props, "view">) {
  const { t, contact } = view;
  const { phone, email, hours } = contact ?? {};
  if (phone === undefined && email === undefined) return null;
  const ways = [phone, email, hours === undefined ? undefined : localText(view, hours)];
  return (
    <p class="letter-desk">
      <strong>{t("letter.desk")}</strong> {ways.filter((way) => way !== undefined).join(" – ")}
    </p>
  );
}
