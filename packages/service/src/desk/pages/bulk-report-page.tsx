import type { KeyParameters } from "@jeton/core";
import type { Finding } from "@jeton/keyfiles";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type AssignmentFate, countFates, type ImportFate } from "../../keys/index.ts";
import { makeWords, pagePhrases } from "../../keys/make-words.ts";
import { Form } from "../../web/parts/fields.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskView } from "../desk-view.ts";
import { findingWords } from "../finding-words.ts";
import type { BulkKind, GroupedFinding } from "../import-plan.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths, keyPath } from "../paths.ts";

/** What a file would do, or did. */
export type BulkReport = {
  readonly kind: BulkKind;
  readonly file: string;
  readonly isPreview: boolean;
  readonly rows: readonly BulkRow[];
  /** Why keys of the file cannot be used. */
  readonly problems: readonly Finding[];
  readonly warnings: readonly GroupedFinding[];
};

export type BulkRow = {
  readonly serial: string;
  readonly holder: string;
  /** What the codes of the key depend on; null in a list of assignments, which does not say it. */
  readonly make: { readonly parameters: KeyParameters; readonly counter?: number } | null;
  readonly fate: ImportFate | AssignmentFate;
  readonly isGood: boolean;
};

type Props = {
  readonly view: DeskView;
  readonly report: BulkReport;
  /** What the word to go on names; null once it was done. */
  readonly uploadId: string | null;
};

const rowsShown = 200;
const sentencesShown = 50;

/** The preview of a file with the word to go on, or the report of what was done. */
export function BulkReportPage({ view, report, uploadId }: Props): JSX.Element {
  const { t } = view;
  const { kind, rows, isPreview } = report;
  const path = kind === "import" ? deskPaths.import : deskPaths.assignMany;
  const good = rows.filter(({ isGood }) => isGood).length;
  const title = isPreview ? t(`bulk.${kind}-preview`) : t(`bulk.${kind}-done`);
  return (
    <DeskLayout view={view} title={title}>
      <h1>{title}</h1>
      <p class="lead">{report.file}</p>
      {isPreview ? null : <GoodNews title={t("bulk.done", { count: good })} />}
      <Counts view={view} rows={rows} left={report.problems.length} />
      {uploadId === null || good === 0 ? null : (
        <Form view={view} action={`${path}/do`} class="go-on">
          <input type="hidden" name="upload" value={uploadId} />
          <p class="hint">{t("bulk.go-on-hint")}</p>
          <button type="submit" class="primary">
            {t(`bulk.${kind}-go-on`, { count: good })}
          </button>
        </Form>
      )}
      <p class="ways-on">
        <a href={path}>{isPreview ? t("desk.cancel") : t("bulk.again")}</a>
      </p>
      <Sentences
        view={view}
        title={t("bulk.problems")}
        sentences={report.problems.map((problem) => findingWords(view, problem))}
      />
      <Sentences
        view={view}
        title={t("bulk.warnings")}
        sentences={report.warnings.map((warning) => warningWords(view, warning))}
      />
      <Rows view={view} rows={rows} isPreview={isPreview} />
    </DeskLayout>
  );
}

function Counts(props: {
  readonly view: DeskView;
  readonly rows: readonly BulkRow[];
  readonly left: number;
}) {
  const { t } = props.view;
  const counts = Object.entries(countFates(props.rows)) as [BulkRow["fate"], number][];
  return (
    <ul class="counts">
      {counts.map(([fate, count]) => (
        <li>
          <strong>{count}</strong> {t(`fate.${fate}`, { count })}
        </li>
      ))}
      {props.left === 0 ? null : (
        <li>
          <strong>{props.left}</strong> {t("fate.unreadable", { count: props.left })}
        </li>
      )}
    </ul>
  );
}

function warningWords(view: DeskView, { finding, count }: GroupedFinding): string {
  const text = findingWords(view, finding);
  return count === 1 ? text : view.t("finding.times", { text, count });
}

/** What the reader of key files found, for who can mend the file. */
function Sentences(props: {
  readonly view: DeskView;
  readonly title: string;
  readonly sentences: readonly string[];
}) {
  const { view, title, sentences } = props;
  if (sentences.length === 0) return null;
  return (
    <section class="recent">
      <h2>{title}</h2>
      <ul class="plain-list">
        {sentences.slice(0, sentencesShown).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {sentences.length > sentencesShown ? (
        <p>{view.t("bulk.more", { count: sentences.length - sentencesShown })}</p>
      ) : null}
    </section>
  );
}

function Rows(props: {
  readonly view: DeskView;
  readonly rows: readonly BulkRow[];
  readonly isPreview: boolean;
}) {
  const { view, rows, isPreview } = props;
  const { t } = view;
  const phrases = pagePhrases(t);
  // What needs a look stands first: of a thousand good lines nobody reads the last.
  const hasMakes = rows.some(({ make }) => make !== null);
  const sorted = [...rows].sort((left, right) => Number(left.isGood) - Number(right.isGood));
  return (
    <section class="recent">
      <table>
        <caption>{t("bulk.rows")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("key.serial")}</th>
            <th scope="col">{t("key.holder")}</th>
            {hasMakes ? <th scope="col">{t("key.codes")}</th> : null}
            <th scope="col">{t("bulk.fate")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, rowsShown).map(({ serial, holder, make, fate, isGood }) => (
            <tr class={isGood ? "" : "bad-row"}>
              <td>
                {isPreview || serial === "" ? serial : <a href={keyPath(serial)}>{serial}</a>}
              </td>
              <td>{holder}</td>
              {make === null ? null : (
                <td>{makeWords(phrases, { ...make.parameters, counter: make.counter })}</td>
              )}
              <td>{t(`fate.${fate}`, { count: 1 })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsShown ? <p>{t("bulk.more", { count: rows.length - rowsShown })}</p> : null}
    </section>
  );
}
