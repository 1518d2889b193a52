import type { JSX } from "hono/jsx/jsx-runtime";
import { languageNames } from "../../i18n/messages.ts";
import { momentWords } from "../../i18n/moment-words.ts";
import { mayUse } from "../../staff/rights.ts";
import { staffActor } from "../../staff/staff-key.ts";
import type { Ticket, TicketKey, TicketNote } from "../../tickets/index.ts";
import { Form } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { findingOf } from "../finding.ts";
import { InputField } from "../parts/input-field.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { type RefusedAnswer, TicketAnswer, TicketOwner } from "../parts/ticket-answer.tsx";
import { deskPaths, keyPath } from "../paths.ts";
import { noteLengthMax } from "../ticket-limits.ts";
import { actorWords, stateWords, whyWords } from "../words.ts";

type Props = {
  readonly view: DeskView;
  readonly ticket: Ticket;
  /** The key to which the ticket leads, if any. */
  readonly ticketKey: TicketKey | null;
  /** The note that was not kept, to be mended. */
  readonly refused: RefusedNote | null;
  /** Where it can be answered by mail; null where it cannot. */
  readonly answerTo: string | null;
  /** The answer that was not sent, to be mended. */
  readonly refusedAnswer: RefusedAnswer | null;
};

export type RefusedNote = { readonly text: string; readonly problem: "empty" | "too-long" };

/** A ticket: what was asked, the key with the reason why it fails, and what staff noted. */
export function TicketPage(props: Props): JSX.Element {
  const { view, ticket } = props;
  const { t, language } = view;
  const { content, state, number } = ticket;
  const hasError = props.refused !== null || props.refusedAnswer !== null;
  const mayAnswer = view.account !== null && mayUse(view.account, "answer-tickets");
  return (
    <DeskLayout view={view} title={t("ticket.title", { number })} hasError={hasError}>
      <p class="where">
        <span>{t("ticket.title", { number })}</span>
        <span>{momentWords(language, ticket.openedAt)}</span>
        <strong>{t(`ticket.state-${state.kind}`)}</strong>
      </p>
      <h1>{content.subject || t("ticket.title", { number })}</h1>
      <div class="key-columns">
        <div>
          <section class="card" aria-labelledby="asked">
            <h2 id="asked">
              {content.firstName} {content.name}
            </h2>
            <p class="hint">{t("ticket.unchecked")}</p>
            <p class="ticket-text">{content.description}</p>
          </section>
          <Files view={view} ticket={ticket} />
          <Notes view={view} ticket={ticket} refused={props.refused} mayAnswer={mayAnswer} />
          {mayAnswer && props.answerTo !== null ? (
            <TicketAnswer
              view={view}
              ticket={ticket}
              email={props.answerTo}
              refused={props.refusedAnswer}
            />
          ) : null}
        </div>
        <div>
          <KeyOf {...props} />
          <TicketOwner
            view={view}
            ticket={ticket}
            mayAnswer={mayAnswer}
            me={view.account && staffActor(view.account.name)}
          />
          <Contact view={view} ticket={ticket} />
        </div>
      </div>
    </DeskLayout>
  );
}

function KeyOf({ view, ticketKey }: Props) {
  const { t, now } = view;
  if (ticketKey === null) {
    return (
      <section class="card" aria-labelledby="key">
        <h2 id="key">{t("ticket.key")}</h2>
        <p>{t("ticket.key-none")}</p>
      </section>
    );
  }
  const { record, events } = ticketKey;
  const finding = findingOf(record, events, now);
  return (
    <section class={finding.isTrouble ? "why trouble" : "why"} aria-labelledby="key">
      <h2 id="key">{t("ticket.key")}</h2>
      <p class="why-line">{whyWords(view, finding.why, record.parameters)}</p>
      <p>
        {record.holder ?? t("key.no-holder")} – {stateWords(view, record, now)}
      </p>
      <p class="ways-on">
        <a class="button primary" href={keyPath(record.serial)}>
          {t("ticket.see-key", { serial: record.serial })}
        </a>
      </p>
    </section>
  );
}

function Contact({ view, ticket }: Pick<Props, "view" | "ticket">) {
  const { t } = view;
  const { content } = ticket;
  const rows = [
    [t("ticket.role"), content.role],
    [t("ticket.school"), content.school],
    [t("ticket.phone"), content.phone],
    [t("ticket.hours"), content.hours],
    [t("ticket.email"), content.email],
    [t("ticket.accounts"), content.accounts],
    [t("ticket.key-number"), content.keyNumber],
    [t("ticket.answer-in"), languageNames[ticket.language]],
  ] as const;
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

function Files({ view, ticket }: Pick<Props, "view" | "ticket">) {
  const { t } = view;
  const { files, number } = ticket;
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files">{t("ticket.files")}</h2>
      <p class="hint">{t("ticket.files-hint")}</p>
      <ul class="plain-list">
        {files.map(({ name, bytes, mediaType }, index) => {
          const address = `${deskPaths.ticketFile}?number=${number}&file=${index}`;
          return (
            <li>
              <a href={address} download>
                {mediaType.startsWith("image/") ? (
                  <img class="preview" src={address} alt="" loading="lazy" />
                ) : null}
                {t("ticket.file", { name, kibibytes: Math.ceil(bytes / 1024) })}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Where an answer goes, and how far it came. */
function answerWords({ t }: DeskView, email: string, delivery: TicketNote["delivery"]): string {
  const state = delivery?.state ?? "sent";
  return t(`ticket.answer-is-${state}`, { email });
}

type NotesProps = Pick<Props, "view" | "ticket" | "refused"> & { readonly mayAnswer: boolean };

function Notes({ view, ticket, refused, mayAnswer }: NotesProps) {
  const { t, language } = view;
  const { notes, number, state } = ticket;
  const next = state.kind === "open" ? "close" : "reopen";
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t("ticket.notes")}</h2>
      <ol class="events">
        {notes.map(({ at, actor, text, sentTo, delivery }) => (
          <li>
            <time datetime={new Date(at).toISOString()}>{momentWords(language, at)}</time>
            <span class="event-what ticket-text">{text}</span>
            <span class="event-who">
              {actorWords(view, actor)}
              {sentTo === null ? null : <> – {answerWords(view, sentTo, delivery)}</>}
            </span>
          </li>
        ))}
      </ol>
      {mayAnswer ? (
        <>
          <Form view={view} action={deskPaths.ticket} class="card ways-on">
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="act" value="note" />
            <InputField
              name="note"
              label={t("ticket.note")}
              hint={t("ticket.note-hint")}
              value={refused?.text ?? ""}
              problem={refused && t(`ticket.note-${refused.problem}`, { max: noteLengthMax })}
              maxLength={noteLengthMax}
              rows={3}
            />
            <button type="submit" class="primary">
              {t("ticket.note-submit")}
            </button>
          </Form>
          <Form view={view} action={deskPaths.ticket} class="ways-on">
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="act" value={next} />
            <button type="submit" class="secondary">
              {t(`ticket.${next}`)}
            </button>
          </Form>
        </>
      ) : null}
    </section>
  );
}
