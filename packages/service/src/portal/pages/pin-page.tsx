import type { PinPolicy, PinProblem } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { NextCodeHint } from "../../login/answers.ts";
import { type FieldProblems, type PinFields, pinCharactersMax } from "../fields.ts";
import { Form, problemText, SecretField } from "../parts/fields.tsx";
import { Layout } from "../parts/layout.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Steps } from "../parts/steps.tsx";
import type { FormView, View } from "../view.ts";

/** Why the page is shown. */
export type PinReason =
  | { readonly kind: "opened" }
  /** The digits alone were given where a PASSCODE was asked for. */
  | { readonly kind: "begun-again" }
  | { readonly kind: "unfit"; readonly problem: PinProblem | "different" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems<PinFields> };

/** Step 3: the holder chooses a PIN, typed twice. */
export function PinPage(props: {
  readonly view: FormView;
  readonly reason: PinReason;
  readonly policy: PinPolicy;
  readonly hint: NextCodeHint;
  readonly minutesLeft: number;
}): JSX.Element {
  const { view, reason, policy, hint } = props;
  const { t } = view;
  const problems = problemsOf(view, reason, policy);
  return (
    <Layout
      view={view}
      title={t("pin.title")}
      page="pin"
      hasError={problems.pin !== null || problems.pinAgain !== null}
    >
      <Steps view={view} current={3} digits={hint.digits} />
      <h1>{t("pin.title")}</h1>
      <p class="lead">
        {reason.kind === "begun-again"
          ? t("pin.again-note", { digits: hint.digits })
          : t("pin.intro")}
      </p>
      <div class="columns">
        <Form view={view} action="/portal/pin">
          <PinRules view={view} policy={policy} />
          <SecretField
            view={view}
            name="pin"
            label={t("pin.pin")}
            problem={problems.pin}
            hasFocus={problems.pin !== null}
            maxLength={pinCharactersMax}
            autocomplete="off"
          />
          <SecretField
            view={view}
            name="pinAgain"
            label={t("pin.pin-again")}
            problem={problems.pinAgain}
            hasFocus={problems.pin === null && problems.pinAgain !== null}
            maxLength={pinCharactersMax}
            autocomplete="off"
          />
          <button type="submit" class="primary">
            {t("pin.submit")}
          </button>
          <p class="hint">{t("pin.expires", { minutes: props.minutesLeft })}</p>
        </Form>
        <div class="explanations">
          <section>
            <h2>{t("pin.usage-title")}</h2>
            <p>{t("pin.usage")}</p>
            <PasscodeFigure view={view} digits={hint.digits} />
          </section>
        </div>
      </div>
    </Layout>
  );
}

function PinRules({ view, policy }: { readonly view: View; readonly policy: PinPolicy }) {
  const { t } = view;
  return (
    <section class="rules" aria-labelledby="pin-rules">
      <h2 id="pin-rules">{t("pin.rules")}</h2>
      <ul>
        <li>{t("pin.rule-length", { min: policy.lengthMin, max: policy.lengthMax })}</li>
        <li>{t("pin.rule-alphabet")}</li>
        {policy.trivialAllowed ? null : <li>{t("pin.rule-trivial")}</li>}
        <li>{t("pin.rule-different")}</li>
      </ul>
      <p>{t("pin.rule-remember")}</p>
    </section>
  );
}

type PinTexts = { readonly pin: string | null; readonly pinAgain: string | null };

function problemsOf(view: View, reason: PinReason, policy: PinPolicy): PinTexts {
  switch (reason.kind) {
    case "opened":
    case "begun-again":
      return { pin: null, pinAgain: null };
    case "unusable":
      return {
        pin: problemText(view, reason.problems.pin, pinCharactersMax),
        pinAgain: problemText(view, reason.problems.pinAgain, pinCharactersMax),
      };
    case "unfit":
      if (reason.problem === "different") {
        return { pin: null, pinAgain: view.t("pin.problem-different") };
      }
      return { pin: unfitText(view, reason.problem, policy), pinAgain: null };
    default:
      return reason satisfies never;
  }
}

function unfitText({ t }: View, problem: PinProblem, policy: PinPolicy): string {
  if (problem === "length") {
    return t("pin.problem-length", { min: policy.lengthMin, max: policy.lengthMax });
  }
  return t(`pin.problem-${problem}`);
}
