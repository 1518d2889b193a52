import type { JSX } from "hono/jsx/jsx-runtime";
import { fullName } from "../../holders/find-entries.ts";
import { momentWords } from "../../i18n/moment-words.ts";
import type { DeskView } from "../desk-view.ts";
import { scannedMax } from "../find-keys.ts";
import type { PersonRow } from "../list-people.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths, holderPath, keyPath, schoolPath } from "../paths.ts";

/** A page of the people of a school. */
export type SchoolPage = {
  /** "" for people without a school. */
  readonly school: string;
  readonly rows: readonly PersonRow[];
  /** How many people the school has. */
  readonly count: number;
  /** How many stand before the next page; null at the end. */
  readonly next: number | null;
  readonly isCutShort: boolean;
};

/** The people of a school with their keys, in the order of their names. */
export function PeoplePage(props: {
  readonly view: DeskView;
  readonly page: SchoolPage;
  readonly mayExport: boolean;
}): JSX.Element {
  const { view, page, mayExport } = props;
  const { t } = view;
  const { school, rows, next, count } = page;
  const title = school === "" ? t("people.no-school") : school;
  return (
    <DeskLayout view={view} title={title}>
      <h1>{title}</h1>
      <p role="status">{t("people.count", { count })}</p>
      {page.isCutShort ? <p class="hint">{t("people.cut-short", { count: scannedMax })}</p> : null}
      {rows.length === 0 ? null : <Rows view={view} rows={rows} caption={title} />}
      <p class="ways-on">
        {next === null ? null : <a href={schoolPath(school, next)}>{t("people.more")}</a>}{" "}
        {mayExport && count > 0 ? (
          <a href={`${deskPaths.peopleFile}?school=${encodeURIComponent(school)}`}>
            {t("keys.export")}
          </a>
        ) : null}{" "}
        <a href={deskPaths.people}>{t("people.schools")}</a>
      </p>
    </DeskLayout>
  );
}

function Rows(props: {
  readonly view: DeskView;
  readonly rows: readonly PersonRow[];
  readonly caption: string;
}) {
  const { t, language } = props.view;
  return (
    <table>
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("person.name")}</th>
          <th scope="col">{t("key.serial")}</th>
          <th scope="col">{t("key.state")}</th>
          <th scope="col">{t("keys.heard")}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ entry, key }) => (
          <tr>
            <td>
              <a href={key === null ? holderPath(entry.holder) : keyPath(key.serial)}>
                {fullName(entry) || entry.holder}
              </a>
              <small class="known">{entry.holder}</small>
            </td>
            <td>{key === null ? t("person.no-key") : key.serial}</td>
            <td>{key === null ? "" : t(`keys.group-${key.group}`)}</td>
            <td>{key?.heardAt ? momentWords(language, key.heardAt) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
