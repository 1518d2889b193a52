import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../view.ts";

const stepNumbers = [1, 2, 3, 4] as const;
export type StepNumber = (typeof stepNumbers)[number];

/** The four steps that put a key in service. `current` 5: all are done. */
export function Steps(props: {
  readonly view: View;
  readonly current: StepNumber | 5;
  readonly digits: number;
}): JSX.Element {
  const { t } = props.view;
  const { current, digits } = props;
  return (
    <section class="steps" aria-label={t("steps.label")}>
      {current === 5 ? null : (
        <p class="steps-position">
          {t("steps.position", { step: current, count: stepNumbers.length })}
        </p>
      )}
      <ol>
        {stepNumbers.map((step) => {
          const place = step < current ? "done" : step === current ? "current" : "next";
          return (
            <li class={place} aria-current={place === "current" ? "step" : undefined}>
              <span class="step-number" aria-hidden="true">
                {place === "done" ? "✓" : step}
              </span>
              <span>
                <span class="visually-hidden">{t(`steps.${place}`)} </span>
                {stepText(props.view, step, digits)}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The same steps as a plain list, for someone who has not begun. */
export function StepList(props: { readonly view: View; readonly digits: number }): JSX.Element {
  return (
    <ol class="step-list">
      {stepNumbers.map((step) => (
        <li>{stepText(props.view, step, props.digits)}</li>
      ))}
    </ol>
  );
}

function stepText({ t }: View, step: StepNumber, digits: number): string {
  return step === 2 ? t("steps.2", { digits }) : t(`steps.${step}`);
}
