import type { ChainedEvent } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { StaffFactor } from "../../staff/account.ts";
import type { StaffListing } from "../../staff/manage-staff.ts";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { actorWords } from "../words.ts";

export type JournalEvent = {
  readonly account: string;
  readonly event: ChainedEvent;
  /** Which list was downloaded, or why an act was done. */
  readonly actReason: string | null;
};

/** Who of the staff logged in, and what was done to accounts. */
export function JournalPage(props: {
  readonly view: DeskView;
  readonly staff: readonly StaffListing[];
  /** The newest first. */
  readonly events: readonly JournalEvent[];
}): JSX.Element {
  const { view, staff, events } = props;
  const { t, language } = view;
  return (
    <DeskLayout view={view} title={t("journal.title")}>
      <h1>{t("journal.title")}</h1>
      <p class="lead">{t("journal.intro")}</p>
      <table>
        <caption>{t("journal.accounts")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("journal.account")}</th>
            <th scope="col">{t("journal.role")}</th>
            <th scope="col">{t("journal.scope")}</th>
            <th scope="col">{t("journal.factor")}</th>
            <th scope="col">{t("journal.status")}</th>
          </tr>
        </thead>
        <tbody>
          {staff.map(({ name, role, scope, factor, status }) => (
            <tr>
              <td>{name}</td>
              <td>{t(`role.${role}`)}</td>
              <td>{scope === null ? t("scope.everybody") : scope.join(", ")}</td>
              <td>{factorWords(view, factor)}</td>
              <td>{t(`journal.status-${status}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section class="recent" aria-labelledby="events">
        <h2 id="events">{t("journal.events")}</h2>
        <ol class="events">
          {events.map(({ account, event, actReason }) => (
            <li>
              <time datetime={new Date(event.at).toISOString()}>
                {momentWords(language, event.at)}
              </time>
              <span class="event-what">
                <strong>{account}</strong> – {journalWords(view, event)}
                {actReason === null ? null : <span class="act-reason">{actReason}</span>}
              </span>
              <span class="event-who">{actorWords(view, event.actor)}</span>
            </li>
          ))}
        </ol>
      </section>
    </DeskLayout>
  );
}

/** Whose key it is may be somebody whom a scope does not have: only those who see everybody are told. */
function factorWords({ t, account }: DeskView, factor: StaffFactor): string {
  if (factor.kind === "totp") return t("journal.factor-totp");
  if (account === null || account.scope !== null) return t("journal.factor-some-key");
  return t("journal.factor-key", { holder: factor.holder });
}

/** The events of an account's key mean something else than those of a holder's key. */
function journalWords({ t }: DeskView, { kind, reason }: ChainedEvent): string {
  if (kind === "refused") {
    return reason === "blocked" ? t("journal.event-blocked") : t("journal.event-refused");
  }
  return isAccountEvent(kind) ? t(`journal.event-${kind}`) : t(`event.${kind}`);
}

const accountEvents = [
  ...(["created", "accepted", "first-code", "commissioned"] as const),
  ...(["suspended", "resumed", "unlocked", "pin-cleared", "exported"] as const),
  "scope-changed" as const,
  "directory-imported" as const,
];

function isAccountEvent(kind: string): kind is (typeof accountEvents)[number] {
  return (accountEvents as readonly string[]).includes(kind);
}
