import type { JSX } from "hono/jsx/jsx-runtime";
import { keyFileKinds } from "../../keys/index.ts";
import { SecretField, WarningSign } from "../../web/parts/fields.tsx";
import { csrfField } from "../../web/session.ts";
import type { DeskView } from "../desk-view.ts";
import { unusableFileWords } from "../finding-words.ts";
import type { BulkKind, UnusableFile } from "../import-plan.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths } from "../paths.ts";
import { uploadBytesMax } from "../upload.ts";

/** Why a file was not taken. */
export type BulkProblem = { readonly kind: "empty" | "too-large" | "gone" } | UnusableFile;

type Props = {
  readonly view: DeskView;
  readonly kind: BulkKind;
  readonly problem: BulkProblem | null;
};

/** Asks for a file of keys, or for a list of assignments. Nothing is done before the preview. */
export function BulkFormPage(props: Props): JSX.Element {
  const { view, kind, problem } = props;
  const { t } = view;
  const path = kind === "import" ? deskPaths.import : deskPaths.assignMany;
  const mebibytes = uploadBytesMax / 2 ** 20;
  return (
    <DeskLayout view={view} title={t(`bulk.${kind}-title`)} hasError={problem !== null}>
      <div class="narrow">
        <h1>{t(`bulk.${kind}-title`)}</h1>
        <p class="lead">{t(`bulk.${kind}-intro`)}</p>
        {problem === null ? null : <BulkProblemBox view={view} problem={problem} />}
        <form
          method="post"
          action={`${path}/preview`}
          enctype="multipart/form-data"
          class="card"
          data-sending={t("field.sending")}
        >
          <input type="hidden" name={csrfField} value={view.csrf} />
          {kind === "import" ? <KindField view={view} /> : null}
          <div class="field">
            <label for="file">{t("bulk.file")}</label>
            <p class="hint" id="file-hint">
              {t(`bulk.${kind}-hint`, { mebibytes })}
            </p>
            <input type="file" id="file" name="file" required aria-describedby="file-hint" />
          </div>
          {kind === "import" ? (
            <>
              <SecretField
                view={view}
                name="secret"
                label={t("bulk.secret")}
                hint={t("bulk.secret-hint")}
                problem={null}
                maxLength={256}
                autocomplete="off"
                mayBeEmpty
              />
              <Choice name="without-mac" label={t("bulk.without-mac")} />
              <Choice name="assign" label={t("bulk.assign")} />
            </>
          ) : null}
          <Choice name="waits" label={t("bulk.waits")} />
          <button type="submit" class="primary">
            {t("bulk.preview")}
          </button>
        </form>
      </div>
    </DeskLayout>
  );
}

function KindField({ view }: { readonly view: DeskView }) {
  const { t } = view;
  return (
    <div class="field">
      <label for="kind">{t("bulk.kind")}</label>
      <select id="kind" name="kind">
        <option value="">{t("bulk.kind-found")}</option>
        {keyFileKinds.map((kind) => (
          <option value={kind}>{t(`bulk.kind-${kind}`)}</option>
        ))}
      </select>
    </div>
  );
}

/** A box that can be ticked. */
export function Choice({
  name,
  label,
}: {
  readonly name: string;
  readonly label: string;
}): JSX.Element {
  return (
    <p class="field">
      <label class="choice">
        <input type="checkbox" name={name} value="yes" />
        <span>{label}</span>
      </label>
    </p>
  );
}

/** Why a file was not taken, in words. */
export function BulkProblemBox({
  view,
  problem,
}: {
  readonly view: DeskView;
  readonly problem: BulkProblem;
}): JSX.Element {
  const { t } = view;
  return (
    <section class="alert" role="alert" aria-labelledby="problem" tabindex={-1} data-focus="">
      <h2 id="problem">
        <WarningSign />
        <span>{t("act-problem.title")}</span>
      </h2>
      {problem.kind === "unusable" ? (
        <>
          <p>{t("bulk.unusable")}</p>
          <p>{unusableFileWords(view, problem.error)}</p>
          <details>
            <summary>{t("finding.detail")}</summary>
            <p lang="en">{problem.error.message}</p>
          </details>
        </>
      ) : (
        <p>{t(`bulk.${problem.kind}`, { mebibytes: uploadBytesMax / 2 ** 20 })}</p>
      )}
    </section>
  );
}
