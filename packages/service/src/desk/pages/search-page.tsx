import type { JSX } from "hono/jsx/jsx-runtime";
import type { Ticket } from "../../tickets/index.ts";
import type { DeskView } from "../desk-view.ts";
import { type FoundKeys, scannedMax } from "../find-keys.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { TicketList } from "../parts/ticket-list.tsx";
import { deskPaths, keyPath } from "../paths.ts";
import { stateWords } from "../words.ts";

/** Where a call begins: the search, and what waits meanwhile. */
export function SearchPage(props: {
  readonly view: DeskView;
  readonly query: string;
  /** Null before anything was searched. */
  readonly found: FoundKeys | null;
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
  readonly found: FoundKeys;
}) {
  const { view, query } = props;
  const { keys, hasMore, isCutShort } = props.found;
  const { t } = view;
  const { now } = view;
  if (keys.length === 0) {
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
          ? t("search.more", { count: keys.length })
          : t("search.found", { count: keys.length })}
      </h2>
      <ul>
        {keys.map(({ serial, record }) => (
          <li>
            <a href={keyPath(serial)}>
              <strong>{serial}</strong>
              {record === null ? (
                <span class="state state-lost">{t("key.damaged")}</span>
              ) : (
                <>
                  <span>{record.holder ?? t("key.no-holder")}</span>
                  <span class={`state state-${record.state.kind}`}>
                    {stateWords(view, record, now)}
                  </span>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
      {isCutShort ? <p class="hint">{t("search.cut-short", { count: scannedMax })}</p> : null}
    </section>
  );
}
