import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { Ticket } from "../../tickets/index.ts";
import type { DeskView } from "../desk-view.ts";
import { ticketPath } from "../paths.ts";
import { actorWords } from "../words.ts";

/** Tickets in rows, the subject first. */
export function TicketList(props: {
  readonly view: DeskView;
  readonly tickets: readonly Ticket[];
}): JSX.Element {
  const { view, tickets } = props;
  const { t, language } = view;
  return (
    <ul class="tickets">
      {tickets.map(({ number, openedAt, content, state, owner }) => (
        <li>
          <span>
            <a href={ticketPath(number)}>{content.subject || number}</a>
            <small> {number}</small>
          </span>
          <span>
            {content.firstName} {content.name}
            {content.school === "" ? null : <small> – {content.school}</small>}
          </span>
          <span class="ticket-when">
            <time datetime={new Date(openedAt).toISOString()}>
              {momentWords(language, openedAt)}
            </time>
            <span class={`ticket-state ticket-${state.kind}`}>
              {t(`ticket.state-${state.kind}`)}
            </span>
            {owner === null ? null : (
              <small>
                {t("ticket.owner")} {actorWords(view, owner)}
              </small>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
