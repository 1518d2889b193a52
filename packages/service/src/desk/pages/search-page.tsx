import type { JSX } from "hono/jsx/jsx-runtime";
import { fullName } from "../../holders/find-entries.ts";
import type { Ticket } from "../../tickets/index.ts";
import type { DeskView } from "../desk-view.ts";
import type { Match, Matches } from "../find-anyone.ts";
import { scannedMax } from "../find-keys.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { TicketList } from "../parts/ticket-list.tsx";
import { deskPaths, holderPath, keyPath } from "../paths.ts";
import { stateWords } from "../words.ts";

/** Where a call begins: the search, and what waits meanwhile. */
export function SearchPage(props: {
  readonly view: DeskView;
  readonly query: string;
  /** Null before anything was searched. */
  readonly found: Matches | null;
  readonly tickets: readonly Ticket[];
}): JSX.Element {
  const { view, query, found, tickets } = props;
  const { t } = view;
  return (
    <DeskLayout view={view} title={t("search.title")}>
      <h1>{t("search.title")}</h1>
      <search>
        <form method="get" action={deskPaths.home} class="search-form">
          <label for="q">{t("search.label")}</label>
          <p class="hint" id="q-hint">
            {t("search.hint")}
          </p>
          <div class="search-line">
            <input
              type="search"
              id="q"
              name="q"
              value={query}
              maxlength={128}
              required
              spellcheck={false}
              autocapitalize="none"
              autocomplete="off"
              aria-describedby="q-hint"
              data-focus=""
            />
            <button type="submit" class="primary">
              {t("search.submit")}
            </button>
          </div>
        </form>
      </search>
      {found === null ? null : <Found view={view} query={query} found={found} />}
      <section class="recent" aria-labelledby="recent">
        <h2 id="recent">{t("search.recent")}</h2>
        {tickets.length === 0 ? (
          <p class="hint">{t("ticket.none")}</p>
        ) : (
          <TicketList view={view} tickets={tickets} />
        )}
        <p>
          <a href={`${deskPaths.tickets}?state=any`}>{t("search.all-tickets")}</a>
        </p>
      </section>
    </DeskLayout>
  );
}

function Found(props: {
  readonly view: DeskView;
  readonly query: string;
  readonly found: Matches;
}) {
  const { view, query } = props;
  const { matches, hasMore, isCutShort } = props.found;
  const { t } = view;
  if (matches.length === 0) {
    return (
      <section class="rule" role="status">
        <p>
          <strong>{t("search.none", { query })}</strong>
        </p>
        <p>{t("search.none-cure")}</p>
        {isCutShort ? <p>{t("search.cut-short", { count: scannedMax })}</p> : null}
      </section>
    );
  }
  return (
    <section class="found" aria-labelledby="found">
      <h2 id="found">
        {hasMore
          ? t("search.more", { count: matches.length })
          : t("search.found", { count: matches.length })}
      </h2>
      <ul>
        {matches.map((match) => (
          <li>
            <a href={matchPath(match)}>
              <strong>{match.key?.serial ?? t("person.no-key")}</strong>
              <Who view={view} match={match} />
              <State view={view} match={match} />
            </a>
          </li>
        ))}
      </ul>
      {isCutShort ? <p class="hint">{t("search.cut-short", { count: scannedMax })}</p> : null}
    </section>
  );
}

type MatchProps = { readonly view: DeskView; readonly match: Match };

function Who({ view, match: { key, person } }: MatchProps) {
  const holder = person?.holder ?? key?.record?.holder ?? null;
  if (holder === null) return key?.record ? <span>{view.t("key.no-holder")}</span> : null;
  const known = person === null ? [] : [fullName(person), person.school];
  return (
    <span>
      {holder}
      {known
        .filter((text) => text !== "")
        .map((text) => (
          <small class="known">{text}</small>
        ))}
    </span>
  );
}

function State({ view, match: { key } }: MatchProps) {
  if (key === null) return null;
  const { record } = key;
  return record === null ? (
    <span class="state state-lost">{view.t("key.damaged")}</span>
  ) : (
    <span class={`state state-${record.state.kind}`}>{stateWords(view, record, view.now)}</span>
  );
}

/** Where what was found is: the page of the key, or that of someone without one. */
export function matchPath({ key, person }: Match): string {
  return key === null ? holderPath(person.holder) : keyPath(key.serial);
}
