import type { NextCodeHint } from "@jeton/validator/parts";
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

/** What brings a key's next code: its clock, its button, or a challenge that is typed into it. */
export type CodeSource = "clock" | "button" | "keypad";

/** Returns what brings the next code of a key of which this is known. */
export function codeSource({ suite, nextCodeAt }: NextCodeHint): CodeSource {
  if (suite !== undefined) return "keypad";
  return nextCodeAt === null ? "button" : "clock";
}

/**
 * The four steps that put a key in service. Say what brings its next code only to someone who has shown a code
 * of it.
 */
export function commissioningSteps(
  { t }: View,
  digits: number,
  source: CodeSource = "clock",
): readonly string[] {
  const second = source === "keypad" ? t("steps.2-keypad") : t("steps.2", { digits });
  return [t("steps.1"), second, t("steps.3"), t(fourthSteps[source])];
}

const fourthSteps = {
  clock: "steps.4",
  button: "steps.4-press",
  keypad: "steps.4-keypad",
} as const;

/** The three steps that change a PIN. */
export function pinChangeSteps({ t }: View, source: CodeSource = "clock"): readonly string[] {
  return [t("change.step-1"), t("change.step-2"), t(thirdSteps[source])];
}

const thirdSteps = {
  clock: "change.step-3",
  button: "change.step-3-press",
  keypad: "change.step-3-keypad",
} as const;

/** The two steps of a log-in with a keypad. */
export function keypadSteps({ t }: View): readonly string[] {
  return [t("keypad.step-1"), t("keypad.step-2")];
}

/** The two steps that find a key's clock. */
export function outOfStepSteps({ t }: View): readonly string[] {
  return [t("step.1"), t("step.2")];
}
