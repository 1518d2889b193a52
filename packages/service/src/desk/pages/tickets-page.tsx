import type { JSX } from "hono/jsx/jsx-runtime";
import type { Ticket } from "../../tickets/index.ts";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { ScopeHint } from "../parts/scope-hint.tsx";
import { TicketList } from "../parts/ticket-list.tsx";
import { deskPaths } from "../paths.ts";

/** The tickets, the newest first: the open ones, or all. */
export function TicketsPage(props: {
  readonly view: DeskView;
  readonly tickets: readonly Ticket[];
  readonly state: "open" | "any";
  /** Set when there are older ones: the number after which they begin. */
  readonly olderThan: string | null;
}): JSX.Element {
  const { view, tickets, state, olderThan } = props;
  const { t } = view;
  const title = t("ticket.list-title");
  return (
    <DeskLayout view={view} title={title}>
      <h1>{title}</h1>
      <ScopeHint view={view} of="tickets" />
      <ul class="filters">
        {(["open", "any"] as const).map((each) => (
          <li>
            <a
              href={`${deskPaths.tickets}?state=${each}`}
              aria-current={each === state ? "true" : undefined}
            >
              {t(`ticket.${each}`)}
            </a>
          </li>
        ))}
      </ul>
      {tickets.length === 0 ? (
        <p class="hint">{t("ticket.none")}</p>
      ) : (
        <TicketList view={view} tickets={tickets} />
      )}
      {olderThan === null ? null : (
        <p class="ways-on">
          <a href={`${deskPaths.tickets}?state=${state}&after=${olderThan}`}>{t("ticket.older")}</a>
        </p>
      )}
    </DeskLayout>
  );
}
