import type { JSX } from "hono/jsx/jsx-runtime";
import type { Ticket } from "../../tickets/index.ts";
import type { DeskView } from "../desk-view.ts";
import { ticketPath } from "../paths.ts";
import { momentWords } from "../words.ts";

/** Tickets in rows; short where there is little room. */
export function TicketTable(props: {
  readonly view: DeskView;
  readonly tickets: readonly Ticket[];
  readonly isShort?: boolean;
}): JSX.Element {
  const { view, tickets, isShort = false } = props;
  const { t, language } = view;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("ticket.opened")}</th>
          <th scope="col">{t("ticket.subject")}</th>
          {isShort ? null : <th scope="col">{t("ticket.from")}</th>}
          <th scope="col">{t("ticket.state")}</th>
        </tr>
      </thead>
      <tbody>
        {tickets.map(({ number, openedAt, content, state }) => (
          <tr>
            <td>{momentWords(language, openedAt)}</td>
            <td>
              <a href={ticketPath(number)}>{content.subject || number}</a>
            </td>
            {isShort ? null : (
              <td>
                {content.firstName} {content.name}
                <small>{content.school}</small>
              </td>
            )}
            <td>{t(`ticket.state-${state.kind}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
