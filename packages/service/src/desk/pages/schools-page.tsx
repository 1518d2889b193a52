import type { JSX } from "hono/jsx/jsx-runtime";
import type { allSchools } from "../../holders/schools.ts";
import type { DeskView } from "../desk-view.ts";
import { scannedMax } from "../find-keys.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { schoolPath } from "../paths.ts";

/** The schools and services of the directory, with how many people each has. */
export function SchoolsPage(props: {
  readonly view: DeskView;
  readonly schools: Awaited<ReturnType<typeof allSchools>>;
}): JSX.Element {
  const { view, schools } = props;
  const { t } = view;
  const title = t("people.schools");
  return (
    <DeskLayout view={view} title={title}>
      <h1>{title}</h1>
      {schools.isCutShort ? (
        <p class="hint">{t("people.cut-short", { count: scannedMax })}</p>
      ) : null}
      {schools.found.length === 0 ? (
        <p role="status">{t("people.no-directory")}</p>
      ) : (
        <table>
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t("person.school")}</th>
              <th scope="col">{t("people.people")}</th>
            </tr>
          </thead>
          <tbody>
            {schools.found.map(({ name, people }) => (
              <tr>
                <td>
                  <a href={schoolPath(name)}>{name === "" ? t("people.no-school") : name}</a>
                </td>
                <td>{people}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DeskLayout>
  );
}
