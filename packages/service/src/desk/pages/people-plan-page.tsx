import type { JSX } from "hono/jsx/jsx-runtime";
import type { LeavingHolder } from "../../holders/keys-of-leaving.ts";
import type { HolderFile } from "../../holders/read-holders.ts";
import { removedPercentMax } from "../../holders/removed-share.ts";
import { Form, WarningSign } from "../../web/parts/fields.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskView } from "../desk-view.ts";
import { InputField } from "../parts/input-field.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths, holderPath, keyPath } from "../paths.ts";
import type { PeoplePlan } from "../people-plan.ts";

/** Why the word to go on was not taken. */
export type PeopleNotice = "changed-meanwhile" | "faults" | "not-allowed";

type Found = Extract<PeoplePlan, { readonly kind: "read" }>;

type Props = {
  readonly view: DeskView;
  /** As the file is called. */
  readonly file: string;
  readonly found: Found;
  /** What the word to go on names, and why the last one was not taken; null once it was done. */
  readonly next: { readonly uploadId: string; readonly notice: PeopleNotice | null } | null;
};

const shownMax = 100;

/** What a list of people would do to the directory, with the word to go on; or what it did. */
export function PeoplePlanPage(props: Props): JSX.Element {
  const { view, file, found, next } = props;
  const { t } = view;
  const { plan, list, left } = found;
  const title = t(next === null ? "people-import.done-title" : "people-import.preview-title");
  const notice = next?.notice ?? null;
  const hasFaults = list.problems.length > 0 || list.holders.length === 0;
  const counts = [
    ["added", plan.added.length],
    ["changed", plan.changed.length],
    ["unchanged", plan.unchanged],
    ["leaving", plan.leaving.length],
  ] as const;
  return (
    <DeskLayout view={view} title={title} hasError={notice !== null || hasFaults}>
      <h1>{title}</h1>
      <p class="lead">{file}</p>
      {next === null ? <GoodNews title={t("people-import.done")} /> : null}
      {notice === "changed-meanwhile" ? (
        <Alert view={view} text={t("people-import.changed-meanwhile")} />
      ) : null}
      {hasFaults ? (
        <Faults view={view} list={list} />
      ) : (
        <ul class="counts">
          {counts.map(([kind, count]) => (
            <li>
              <strong>{count}</strong> {t(`people-import.${kind}`, { count })}
            </li>
          ))}
        </ul>
      )}
      <FileFacts view={view} list={list} />
      {next === null || hasFaults ? null : <GoOn {...props} next={next} />}
      <p class="ways-on">
        <a href={deskPaths.peopleImport}>{t(next === null ? "bulk.again" : "desk.cancel")}</a>
      </p>
      {left.length === 0 ? null : <Leaving view={view} left={left} isDone={next === null} />}
    </DeskLayout>
  );
}

function Alert({ view, text }: { readonly view: DeskView; readonly text: string }) {
  return (
    <section class="alert" role="alert" aria-labelledby="problem" tabindex={-1} data-focus="">
      <h2 id="problem">
        <WarningSign />
        <span>{view.t("act-problem.title")}</span>
      </h2>
      <p>{text}</p>
    </section>
  );
}

/** The faults line by line: with one of them nothing is changed. */
function Faults({ view, list }: { readonly view: DeskView; readonly list: HolderFile }) {
  const { t } = view;
  const { problems } = list;
  if (problems.length === 0) return <Alert view={view} text={t("people-import.nobody")} />;
  return (
    <>
      <Alert view={view} text={t("people-import.faults", { count: problems.length })} />
      <section class="recent" aria-labelledby="faults">
        <h2 id="faults">{t("people-import.faults-title")}</h2>
        <ul class="plain-list" lang="en">
          {problems.slice(0, shownMax).map(({ place, found, wanted }) => (
            <li>
              {place}: found {found}, wanted {wanted}
            </li>
          ))}
        </ul>
        <More view={view} count={problems.length - shownMax} />
      </section>
    </>
  );
}

/** What was found in the file: how its columns stand apart, and what each was taken for. */
function FileFacts({ view, list }: { readonly view: DeskView; readonly list: HolderFile }) {
  const { t } = view;
  const columns = list.columns.map(
    ({ name, field }) => `${name} → ${t(`people-import.field-${field}`)}`,
  );
  return (
    <dl class="facts">
      <dt>{t("people-import.delimiter")}</dt>
      <dd>{t(`people-import.delimiter-${delimiterNames[list.delimiter] ?? "other"}`)}</dd>
      <dt>{t("people-import.columns")}</dt>
      <dd>{columns.join(", ")}</dd>
      {list.unknown.length === 0 ? null : (
        <>
          <dt>{t("people-import.passed-over")}</dt>
          <dd>{list.unknown.join(", ")}</dd>
        </>
      )}
    </dl>
  );
}

const delimiterNames: Readonly<Record<string, "comma" | "semicolon" | "tab" | "bar">> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
};

function GoOn({ view, found, next }: Props & { readonly next: NonNullable<Props["next"]> }) {
  const { t, language } = view;
  const { plan, isBraked } = found;
  const count = plan.added.length + plan.changed.length + plan.leaving.length;
  if (count === 0) return <p class="hint">{t("people-import.nothing")}</p>;
  const leaving = plan.leaving.length;
  const share = (leaving * 100) / Math.max(1, plan.before);
  const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(share);
  const braked = { leaving, before: plan.before, percent, max: removedPercentMax };
  const isRefused = next.notice === "not-allowed";
  return (
    <Form view={view} action={`${deskPaths.peopleImport}/do`} class="go-on">
      <input type="hidden" name="upload" value={next.uploadId} />
      {isBraked ? (
        <>
          <p class="rule check">
            <strong>{t("people-import.brake", braked)}</strong> {t("people-import.brake-why")}
          </p>
          <InputField
            name="leaving"
            label={t("people-import.brake-count")}
            hint={t("people-import.brake-count-hint")}
            value=""
            problem={isRefused ? t("people-import.brake-refused") : null}
            maxLength={9}
          />
        </>
      ) : null}
      <p class="hint">{t("bulk.go-on-hint")}</p>
      <button type="submit" class="primary">
        {t("people-import.go-on")}
      </button>
    </Form>
  );
}

/** Whom the list does not name. Their keys stay as they are: somebody has to take them back. */
function Leaving(props: {
  readonly view: DeskView;
  readonly left: readonly LeavingHolder[];
  readonly isDone: boolean;
}) {
  const { view, left, isDone } = props;
  const { t } = view;
  return (
    <section class="recent" aria-labelledby="leaving">
      <h2 id="leaving">{t(isDone ? "people-import.left-title" : "people-import.leaving-title")}</h2>
      <p class="hint">{t("people-import.keys-stay")}</p>
      <ul class="plain-list">
        {left.slice(0, shownMax).map(({ holder, serial }) => (
          <li>
            {isDone ? holder : <a href={holderPath(holder)}>{holder}</a>}
            {serial === null ? null : (
              <>
                {" "}
                – <a href={keyPath(serial)}>{t("key.title", { serial })}</a>
              </>
            )}
          </li>
        ))}
      </ul>
      <More view={view} count={left.length - shownMax} />
    </section>
  );
}

function More({ view, count }: { readonly view: DeskView; readonly count: number }) {
  return count > 0 ? <p>{view.t("bulk.more", { count })}</p> : null;
}
