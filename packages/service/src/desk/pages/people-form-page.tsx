import type { JSX } from "hono/jsx/jsx-runtime";
import { csrfField } from "../../web/session.ts";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths } from "../paths.ts";
import { keepAbsentField } from "../people-plan.ts";
import { uploadBytesMax } from "../upload.ts";
import { type BulkProblem, BulkProblemBox, Choice } from "./bulk-form-page.tsx";

/** Asks for a list of people. Nothing is done before the preview. */
export function PeopleFormPage(props: {
  readonly view: DeskView;
  readonly problem: BulkProblem | null;
}): JSX.Element {
  const { view, problem } = props;
  const { t } = view;
  const mebibytes = uploadBytesMax / 2 ** 20;
  return (
    <DeskLayout view={view} title={t("people-import.title")} hasError={problem !== null}>
      <div class="narrow">
        <h1>{t("people-import.title")}</h1>
        <p class="lead">{t("people-import.intro")}</p>
        {problem === null ? null : <BulkProblemBox view={view} problem={problem} />}
        <form
          method="post"
          action={`${deskPaths.peopleImport}/preview`}
          enctype="multipart/form-data"
          class="card"
          data-sending={t("field.sending")}
        >
          <input type="hidden" name={csrfField} value={view.csrf} />
          <div class="field">
            <label for="file">{t("bulk.file")}</label>
            <p class="hint" id="file-hint">
              {t("people-import.hint", { mebibytes })}
            </p>
            <input type="file" id="file" name="file" required aria-describedby="file-hint" />
          </div>
          <Choice name={keepAbsentField} label={t("people-import.keep-absent")} />
          <button type="submit" class="primary">
            {t("bulk.preview")}
          </button>
        </form>
      </div>
    </DeskLayout>
  );
}
