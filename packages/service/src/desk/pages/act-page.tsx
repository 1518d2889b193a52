import { isCounterBased } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";
import { ActForm, type ActFormProps } from "../parts/act-form.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { keyPath } from "../paths.ts";
import { keyText, stateWords } from "../words.ts";

/** Asks for an act: what it does, what to check first, what it needs. Nothing is done before. */
export function ActPage(props: ActFormProps): JSX.Element {
  const { view, act, record, problem } = props;
  const { t } = view;
  const title = `${t(`act.${act}`)} – ${t("key.title", { serial: record.serial })}`;
  return (
    <DeskLayout view={view} title={title} hasError={problem !== null}>
      <div class="narrow">
        <p class="where">
          <a href={keyPath(record.serial)}>{t("key.title", { serial: record.serial })}</a>
          {record.holder === null ? null : <strong>{record.holder}</strong>}
          <span class={`state state-${record.state.kind}`}>
            {stateWords(view, record, view.now)}
          </span>
        </p>
        <h1>{t(`act.${act}`)}</h1>
        {problem?.kind === "impossible" ? <Impossible view={view} record={record} /> : null}
        <p class="lead">{keyText(t, `act-does.${act}`, isCounterBased(record.parameters))}</p>
        <ActForm {...props} />
        <p class="ways-on">
          <a href={keyPath(record.serial)}>{t("desk.cancel")}</a>
        </p>
      </div>
    </DeskLayout>
  );
}

function Impossible({ view, record }: Pick<ActFormProps, "view" | "record">) {
  const { t } = view;
  return (
    <section class="alert" role="alert" aria-labelledby="impossible" tabindex={-1} data-focus="">
      <h2 id="impossible">
        <WarningSign />
        <span>{t("act-problem.title")}</span>
      </h2>
      <p>{t("act-problem.impossible", { state: stateWords(view, record, view.now) })}</p>
    </section>
  );
}
