import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { DeskView } from "../desk-view.ts";
import { scannedMax } from "../find-keys.ts";
import {
  type KeyCounts,
  type KeyGroup,
  type KeyPage,
  type KeyRow,
  keyGroups,
} from "../list-keys.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths, keyPath, keysPath, lettersPath } from "../paths.ts";

type Props = {
  readonly view: DeskView;
  /** Null: keys of all groups. */
  readonly group: KeyGroup | null;
  readonly page: KeyPage;
  /** Null on the pages behind the first one. */
  readonly counts: KeyCounts | null;
  readonly mayExport: boolean;
  /** Whether the letters that go with keys may be printed. */
  readonly mayPrint: boolean;
};

/** The keys by their state, in the order of their numbers. */
export function KeysPage(props: Props): JSX.Element {
  const { view, group, page, counts, mayExport, mayPrint } = props;
  const { t } = view;
  const title =
    group === null ? t("keys.title") : `${t("keys.title")} – ${t(`keys.group-${group}`)}`;
  return (
    <DeskLayout view={view} title={title}>
      <h1>{t("keys.title")}</h1>
      <Groups view={view} group={group} counts={counts} />
      {counts?.isCutShort ? <p class="hint">{t("keys.cut-short", { count: scannedMax })}</p> : null}
      {page.rows.length === 0 ? (
        <p role="status">{page.next === null ? t("keys.none") : t("keys.none-yet")}</p>
      ) : (
        <Rows view={view} rows={page.rows} caption={title} />
      )}
      <p class="ways-on">
        {page.next === null ? null : (
          <a href={keysPath(deskPaths.keys, group, page.next)}>{t("keys.more")}</a>
        )}{" "}
        {mayPrint && group === "assigned" && page.rows.length > 0 ? (
          <a href={lettersPath(page.rows.map(({ serial }) => serial))}>{t("letters.link-many")}</a>
        ) : null}{" "}
        {mayExport ? <a href={keysPath(deskPaths.keysFile, group)}>{t("keys.export")}</a> : null}{" "}
        <a href={deskPaths.people}>{t("people.schools")}</a>
      </p>
    </DeskLayout>
  );
}

function Groups({ view, group, counts }: Pick<Props, "view" | "group" | "counts">) {
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
              href={keysPath(deskPaths.keys, each)}
              aria-current={each === group ? "true" : undefined}
            >
              {count === null ? words : t("keys.group-count", { words, count })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Rows(props: {
  readonly view: DeskView;
  readonly rows: readonly KeyRow[];
  readonly caption: string;
}) {
  const { t, language } = props.view;
  return (
    <table>
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("key.serial")}</th>
          <th scope="col">{t("key.holder")}</th>
          <th scope="col">{t("key.state")}</th>
          <th scope="col">{t("keys.heard")}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ serial, holder, group, heardAt }) => (
          <tr>
            <td>
              <a href={keyPath(serial)}>{serial}</a>
            </td>
            <td>{holder ?? ""}</td>
            <td>{t(`keys.group-${group}`)}</td>
            <td>{heardAt === null ? "" : momentWords(language, heardAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
