import type { JSX } from "hono/jsx/jsx-runtime";
import type { HolderEntry } from "../../holders/directory-of.ts";
import { fullName, type Person } from "../../holders/find-entries.ts";
import type { DeskView } from "../desk-view.ts";
import { schoolPath } from "../paths.ts";

/** Who has a key, as the directory knows them; nothing where there is no directory. */
export function PersonCard(props: {
  readonly view: DeskView;
  readonly person: Person;
}): JSX.Element | null {
  const { view, person } = props;
  const { t } = view;
  if (person.kind === "no-directory") return null;
  return (
    <section class="card" aria-labelledby="person">
      <h2 id="person">{t("person.title")}</h2>
      {person.kind === "known" ? (
        <PersonFacts view={view} entry={person.entry} />
      ) : (
        <p class="absent">{t("person.absent")}</p>
      )}
    </section>
  );
}

/** What the directory knows of someone; what it does not know is left out. */
export function PersonFacts(props: {
  readonly view: DeskView;
  readonly entry: HolderEntry;
}): JSX.Element {
  const { view, entry } = props;
  const { t } = view;
  const { email, phone, school, groups, language } = entry;
  const name = fullName(entry);
  const facts = [
    [t("person.name"), name, name],
    [t("person.email"), email, <a href={`mailto:${encodeURI(email)}`}>{email}</a>],
    [t("person.phone"), phone, phone],
    [t("person.school"), school, <a href={schoolPath(school)}>{school}</a>],
    [t("person.groups"), groups.join(", "), groups.join(", ")],
    [t("person.language"), language, language],
  ] as const;
  const known = facts.filter(([, text]) => text !== "");
  if (known.length === 0) return <p class="hint">{t("person.nothing")}</p>;
  return (
    <dl class="facts">
      {known.map(([title, , shown]) => (
        <>
          <dt>{title}</dt>
          <dd>{shown}</dd>
        </>
      ))}
    </dl>
  );
}
