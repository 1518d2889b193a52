import type { PinPolicy, PinProblem } from "@jeton/core";
import type { NextCodeHint } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type FieldProblems, pinCharactersMax } from "../../web/fields.ts";
import { Form, problemText, SecretField } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths, type View } from "../../web/view.ts";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { codeSource, commissioningSteps, pinChangeSteps, Steps } from "../parts/steps.tsx";
import { TimeLeft, type TimeLeftProps } from "../parts/time-left.tsx";

/** Why the page is shown. */
export type PinReason =
  | { readonly kind: "opened" }
  /** The digits alone were given where a PASSCODE was asked for. */
  | { readonly kind: "begun-again" }
  | { readonly kind: "unfit"; readonly problem: PinProblem | "different" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems };

/** The holder chooses a PIN, typed twice: the first one of their key, or one in place of another. */
export function PinPage(props: {
  readonly view: FormView;
  readonly of: "commissioning" | "change";
  readonly reason: PinReason;
  readonly policy: PinPolicy;
  readonly hint: NextCodeHint;
  readonly time: TimeLeftProps;
}): JSX.Element {
  const { view, reason, policy, hint } = props;
  const { t } = view;
  const problems = problemsOf(view, reason, policy);
  const texts = props.of === "change" ? changeTexts(view, hint) : firstTexts(view, reason, hint);
  return (
    <Layout
      view={view}
      title={texts.title}
      page={texts.page}
      hasError={problems.pin !== null || problems.pinAgain !== null}
    >
      <Steps view={view} label={texts.label} texts={texts.steps} current={texts.current} />
      <h1>{texts.title}</h1>
      <p class="lead">{texts.intro}</p>
      <div class="columns">
        <div>
          <Form view={view} action={pagePaths[texts.page]}>
            <PinRules view={view} policy={policy} />
            <SecretField
              view={view}
              name="pin"
              label={texts.pin}
              problem={problems.pin}
              hasFocus={problems.pin !== null}
              maxLength={pinCharactersMax}
              autocomplete="off"
            />
            <SecretField
              view={view}
              name="pinAgain"
              label={texts.pinAgain}
              problem={problems.pinAgain}
              hasFocus={problems.pin === null && problems.pinAgain !== null}
              maxLength={pinCharactersMax}
              autocomplete="off"
            />
            <button type="submit" class="primary">
              {texts.submit}
            </button>
          </Form>
          <TimeLeft view={view} page={texts.page} of={props.of} time={props.time} />
        </div>
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

/** What differs between a first PIN and a later one. */
function firstTexts(view: View, { kind }: PinReason, hint: NextCodeHint) {
  const { t } = view;
  const { digits } = hint;
  return {
    page: "pin",
    label: t("steps.label"),
    steps: commissioningSteps(view, digits, codeSource(hint)),
    current: 3,
    title: t("pin.title"),
    intro: kind === "begun-again" ? t("pin.again-note", { digits }) : t("pin.intro"),
    pin: t("pin.pin"),
    pinAgain: t("pin.pin-again"),
    submit: t("pin.submit"),
  } as const;
}

function changeTexts(view: View, hint: NextCodeHint) {
  const { t } = view;
  return {
    page: "new-pin",
    label: t("change.label"),
    steps: pinChangeSteps(view, codeSource(hint)),
    current: 2,
    title: t("new-pin.title"),
    intro: t("new-pin.intro"),
    pin: t("new-pin.pin"),
    pinAgain: t("new-pin.pin-again"),
    submit: t("new-pin.submit"),
  } as const;
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
        <li>{t("pin.rule-numen")}</li>
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
