import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../../web/view.ts";

/** A procedure of several steps, and how far the reader has come. */
export function Steps(props: {
  readonly view: View;
  /** What the steps lead to. */
  readonly label: string;
  readonly texts: readonly string[];
  /** From 1; one more than there are steps: all are done. */
  readonly current: number;
}): JSX.Element {
  const { t } = props.view;
  const { texts, current } = props;
  return (
    <section class="steps" aria-label={props.label}>
      {current > texts.length ? null : (
        <p class="steps-position">{t("steps.position", { step: current, count: texts.length })}</p>
      )}
      <ol>
        {texts.map((text, index) => {
          const step = index + 1;
          const place = step < current ? "done" : step === current ? "current" : "next";
          return (
            <li class={place} aria-current={place === "current" ? "step" : undefined}>
              <span class="step-number" aria-hidden="true">
                {place === "done" ? "✓" : step}
              </span>
              <span>
                <span class="visually-hidden">{t(`steps.${place}`)} </span>
                {text}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Steps as a plain list, for someone who has not begun. */
export function StepList({ texts }: { readonly texts: readonly string[] }): JSX.Element {
  return (
    <ol class="step-list">
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ol>
  );
}

/**
 * The four steps that put a key in service. `isPressed`: of a counter key, whose next code comes when its
 * button is pressed. Say so only to someone who has shown a code of it.
 */
export function commissioningSteps(
  { t }: View,
  digits: number,
  isPressed = false,
): readonly string[] {
  const last = isPressed ? t("steps.4-press") : t("steps.4");
  return [t("steps.1"), t("steps.2", { digits }), t("steps.3"), last];
}

/** The three steps that change a PIN. `isPressed` as above. */
export function pinChangeSteps({ t }: View, isPressed = false): readonly string[] {
  const last = isPressed ? t("change.step-3-press") : t("change.step-3");
  return [t("change.step-1"), t("change.step-2"), last];
}

/** The two steps that find a key's clock. */
export function outOfStepSteps({ t }: View): readonly string[] {
  return [t("step.1"), t("step.2")];
}
