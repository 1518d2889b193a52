import type { JSX } from "hono/jsx/jsx-runtime";
import { attachmentLimits } from "../../tickets/attachments/attachment.ts";
import {
  ErrorSummary,
  FileField,
  Form,
  problemText,
  TextArea,
  TextField,
} from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths, type View } from "../../web/view.ts";
import {
  type RequestField,
  type RequestProblem,
  type RequestProblems,
  requestFieldNames,
  requestFields,
} from "../request-fields.ts";
import type { FileProblem } from "../request-files.ts";

type Props = {
  readonly view: FormView;
  readonly values: Readonly<Partial<Record<RequestField, string>>>;
  readonly problems: RequestProblems;
  readonly fileProblems: readonly FileProblem[];
  /** Whether good files came with a form that must be sent again. */
  readonly hadFiles?: boolean;
};

/** The form that writes to the help desk, with every field of a ticket. */
export function RequestPage(props: Props): JSX.Element {
  const { view } = props;
  const { t } = view;
  const errors = errorsOf(props);
  return (
    <Layout view={view} title={t("request.title")} page="request" hasError={errors.length > 0}>
      <p class="back">
        <a href={pagePaths.assistance}>{t("help.all")}</a>
      </p>
      <h1>{t("request.title")}</h1>
      <ErrorSummary title={t("request.problems", { count: errors.length })} errors={errors}>
        {props.hadFiles ? <p>{t("request.files-again")}</p> : null}
      </ErrorSummary>
      <p class="lead">{t("request.intro")}</p>
      <Form view={view} action={pagePaths.request} class="request" hasFiles>
        <p class="rule warning">{t("request.never")}</p>
        <RequestFields {...props} />
        <button type="submit" class="primary">
          {t("request.submit")}
        </button>
      </Form>
    </Layout>
  );
}

/** What stands in the summary: every field that is to be mended, in the order of the form. */
function errorsOf({ view, problems, fileProblems }: Props) {
  const { t } = view;
  const fileProblem = fileProblemText(view, fileProblems);
  return [
    ...requestFieldNames
      .filter((name) => problems[name] !== undefined)
      .map((name) => ({
        name,
        text: t("request.problem-of", {
          field: t(`request.${name}`),
          problem: textOf(view, name, problems[name]) ?? "",
        }),
      })),
    ...(fileProblem === null ? [] : [{ name: "files", text: fileProblem }]),
  ];
}

/** What people write about most; each is offered by its text. */
const usualSubjects = [
  ...["refused", "pin", "lost", "blank", "first-use", "identifier", "application"],
] as const;

function RequestFields(props: Props) {
  const { view } = props;
  const { t } = view;
  const field = (name: RequestField, autocomplete: string, hint?: string) => (
    <TextField {...commonOf(props, name)} hint={hint} autocomplete={autocomplete} />
  );
  const area = (name: RequestField, rows: number, hint: string) => (
    <TextArea {...commonOf(props, name)} hint={hint} rows={rows} />
  );
  return (
    <>
      <fieldset class="card">
        <legend>{t("request.who")}</legend>
        <div class="pair">
          {field("name", "family-name")}
          {field("firstName", "given-name")}
        </div>
        {field("role", "organization-title", t("request.role-hint"))}
        {field("school", "organization", t("request.school-hint"))}
      </fieldset>
      <fieldset class="card">
        <legend>{t("request.where")}</legend>
        {field("email", "email", t("request.email-hint"))}
        {field("phone", "tel")}
        {field("hours", "off", t("request.hours-hint"))}
      </fieldset>
      <fieldset class="card">
        <legend>{t("request.what")}</legend>
        <TextField
          {...commonOf(props, "subject")}
          hint={t("request.subject-hint")}
          autocomplete="off"
          suggestions={usualSubjects.map((subject) => t(`request.subject-${subject}`))}
        />
        {area("description", 8, t("request.description-hint"))}
        {area("accounts", 2, t("request.accounts-hint"))}
        {field("keyNumber", "off", t("request.keyNumber-hint"))}
        <FileField
          view={view}
          name="files"
          label={t("request.files")}
          hint={t("request.files-hint", { files: attachmentLimits.filesMax, mebibytes })}
          problem={fileProblemText(view, props.fileProblems)}
          accept="image/png,image/jpeg,application/pdf,.png,.jpg,.jpeg,.pdf"
        />
      </fieldset>
    </>
  );
}

function commonOf({ view, values, problems }: Props, name: RequestField) {
  const { charactersMax, isRequired } = requestFields[name];
  return {
    view,
    name,
    label: view.t(`request.${name}`),
    problem: textOf(view, name, problems[name]),
    maxLength: charactersMax,
    isOptional: !isRequired,
    value: values[name] ?? "",
  };
}

const mebibytes = attachmentLimits.bytesMax / 1024 / 1024;

function textOf(
  view: View,
  name: RequestField,
  problem: RequestProblem | undefined,
): string | null {
  if (problem === "email") return view.t("request.email-problem");
  return problemText(view, problem, requestFields[name].charactersMax);
}

function fileProblemText({ t }: View, problems: readonly FileProblem[]): string | null {
  if (problems.length === 0) return null;
  return problems
    .map((problem) => {
      if (problem.kind === "too-many") {
        return t("request.files-too-many", { files: attachmentLimits.filesMax });
      }
      const { kind, name } = problem;
      if (kind === "too-large") return t("request.file-too-large", { name, mebibytes });
      return t(`request.file-${kind}`, { name });
    })
    .join(" ");
}
