import { middle } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { dayWords, momentWords } from "../../i18n/moment-words.ts";
import { mayUse } from "../../staff/rights.ts";
import { Form } from "../../web/parts/fields.tsx";
import { manyActs } from "../act-many.ts";
import { actRules } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import type { DatedRow, KeyFilter } from "../filter-keys.ts";
import { scannedMax } from "../find-keys.ts";
import { type KeyCounts, keyGroups } from "../list-keys.ts";
import { KeyFilterForm } from "../parts/key-filter-form.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { ScopeHint } from "../parts/scope-hint.tsx";
import { deskPaths, keyPath, keysPath } from "../paths.ts";
import { signedNumber } from "../words.ts";

/** A page of the list. */
export type KeysOfPage = {
  readonly rows: readonly DatedRow[];
  /** Where the next page begins; null at the end. */
  readonly next: { readonly after: string } | { readonly from: number } | null;
  readonly isFirst: boolean;
  /** How many keys the filter lets through; null where the states are counted instead. */
  readonly count: number | null;
  readonly isCutShort: boolean;
};

type Props = {
  readonly view: DeskView;
  readonly filter: KeyFilter;
  readonly page: KeysOfPage;
  /** Null on the pages behind the first one. */
  readonly counts: KeyCounts | null;
  readonly mayExport: boolean;
  readonly mayAct: boolean;
  /** Whether somebody went on without a key or an act. */
  readonly isAsked: boolean;
};

/** The keys by their state, use, drift and age. */
export function KeysPage(props: Props): JSX.Element {
  const { view, filter, page, counts, mayExport, mayAct } = props;
  const { t } = view;
  const { group } = filter;
  const title =
    group === null ? t("keys.title") : `${t("keys.title")} – ${t(`keys.group-${group}`)}`;
  const isCutShort = counts?.isCutShort === true || page.isCutShort;
  return (
    <DeskLayout view={view} title={title} hasError={props.isAsked}>
      <h1>{t("keys.title")}</h1>
      <ScopeHint view={view} of="keys" />
      {props.isAsked ? (
        <p class="rule check" role="alert">
          <strong>{t("many.none")}</strong>
        </p>
      ) : null}
      <Groups view={view} filter={filter} counts={counts} />
      <KeyFilterForm view={view} filter={filter} />
      {isCutShort ? <p class="hint">{t("keys.cut-short", { count: scannedMax })}</p> : null}
      {page.count === null ? null : <p role="status">{t("filter.count", { count: page.count })}</p>}
      {page.rows.length === 0 ? (
        <p role="status">{page.next === null ? t("keys.none") : t("keys.none-yet")}</p>
      ) : mayAct ? (
        <Form view={view} action={deskPaths.many}>
          <Rows view={view} rows={page.rows} caption={title} isChoice={true} />
          <ManyChoice view={view} />
        </Form>
      ) : (
        <Rows view={view} rows={page.rows} caption={title} isChoice={false} />
      )}
      <p class="ways-on">
        {page.next === null ? null : (
          <a href={keysPath(deskPaths.keys, { ...parametersOf(filter), ...page.next })}>
            {t("keys.more")}
          </a>
        )}{" "}
        {mayExport ? (
          <a href={keysPath(deskPaths.keysFile, parametersOf(filter))}>{t("keys.export")}</a>
        ) : null}{" "}
        <a href={deskPaths.people}>{t("people.schools")}</a>
      </p>
    </DeskLayout>
  );
}

function parametersOf(filter: KeyFilter): Readonly<Record<string, string | null>> {
  return { ...filter, sort: filter.sort === "serial" ? null : filter.sort };
}

function Groups({ view, filter, counts }: Pick<Props, "view" | "filter" | "counts">) {
  const { t } = view;
  const all = counts && Object.values(counts.counts).reduce((sum, count) => sum + count, 0);
  const links = [
    [null, t("keys.all"), all] as const,
    ...keyGroups.map(
      (each) => [each, t(`keys.group-${each}`), counts?.counts[each] ?? null] as const,
    ),
  ];
  return (
    <nav aria-label={t("keys.groups")}>
      <ul class="filters">
        {links.map(([each, words, count]) => (
          <li>
            <a
              href={keysPath(deskPaths.keys, { ...parametersOf(filter), group: each })}
              aria-current={each === filter.group ? "true" : undefined}
            >
              {count === null ? words : t("keys.group-count", { words, count })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What is to be done to the keys that were ticked. Nothing is done before the next page. */
function ManyChoice({ view }: { readonly view: DeskView }) {
  const { t, account } = view;
  const acts = manyActs.filter((act) => account !== null && mayUse(account, actRules[act].right));
  return (
    <div class="many">
      <label for="act">{t("many.act")}</label>
      <select id="act" name="act">
        {acts.map((act) => (
          <option value={act}>{t(`act.${act}`)}</option>
        ))}
      </select>
      <button type="submit" class="secondary">
        {t("many.go-on")}
      </button>
      <button type="submit" class="secondary" name="all" value="yes">
        {t("many.go-on-all")}
      </button>
    </div>
  );
}

function Rows(props: {
  readonly view: DeskView;
  readonly rows: readonly DatedRow[];
  readonly caption: string;
  /** Whether keys can be ticked. */
  readonly isChoice: boolean;
}) {
  const { view, isChoice } = props;
  const { t, language } = view;
  const ppm = (row: DatedRow) =>
    row.measured === null ? "" : signedNumber(language, middle(row.measured.rate) / 1000);
  return (
    <table class="keys">
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("key.serial")}</th>
          <th scope="col">{t("key.holder")}</th>
          <th scope="col">{t("key.state")}</th>
          <th scope="col">{t("keys.heard")}</th>
          <th scope="col">{t("fleet.rate")}</th>
          <th scope="col">{t("fleet.first-seen")}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, index) => (
          <tr>
            <td>
              {isChoice ? (
                <>
                  <input
                    type="checkbox"
                    name={`key-${index}`}
                    value={row.serial}
                    aria-label={t("many.choose", { serial: row.serial })}
                  />
                  <input type="hidden" name={`shown-${index}`} value={row.serial} />{" "}
                </>
              ) : null}
              <a href={keyPath(row.serial)}>{row.serial}</a>
            </td>
            <td>{row.holder ?? ""}</td>
            <td>{t(`keys.group-${row.group}`)}</td>
            <td>{row.heardAt === null ? "" : momentWords(language, row.heardAt)}</td>
            <td>{ppm(row)}</td>
            <td>{row.firstSeenAt === null ? "" : dayWords(language, row.firstSeenAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
