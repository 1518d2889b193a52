import type { JSX } from "hono/jsx/jsx-runtime";
import type { FieldProblems } from "../../web/fields.ts";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths, type View } from "../../web/view.ts";
import { LoginInputs } from "../parts/login-inputs.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { outOfStepSteps, Steps } from "../parts/steps.tsx";

type Given = {
  readonly view: FormView;
  readonly digits: number;
  readonly identifier: string;
  readonly problems: FieldProblems;
};

/** The first of two codes in a row, by which a key that is fast or slow is found again. */
export function OutOfStepPage(props: Given): JSX.Element {
  const { view, digits, problems } = props;
  const { t } = view;
  const hasError = problems.identifier !== undefined || problems.passcode !== undefined;
  return (
    <Layout view={view} title={t("step.title")} page="out-of-step" hasError={hasError}>
      <Steps view={view} label={t("step.label")} texts={outOfStepSteps(view)} current={1} />
      <h1>{t("step.title")}</h1>
      <p class="lead">{t("step.intro")}</p>
      <div class="columns">
        <Form view={view} action={pagePaths["out-of-step"]}>
          <LoginInputs
            {...props}
            label={t("confirm.passcode")}
            hint={t("refused.passcode", { digits })}
            submit={t("step.first-submit")}
          />
        </Form>
        <div class="explanations">
          <section>
            <h2>{t("confirm.figure-title")}</h2>
            <PasscodeFigure view={view} digits={digits} />
          </section>
          <section>
            <h2>{t("help.still-title")}</h2>
            <p>{t("step.failed-desk")}</p>
            <p>
              <a href={pagePaths.assistance}>{t("nav.assistance")}</a>
            </p>
          </section>
        </div>
      </div>
    </Layout>
  );
}

/**
 * The second code. No countdown stands here: when the digits change is just what is not known of
 * this key, and of an identifier that nobody has.
 */
export function NextCodePage(
  props: Given & {
    readonly action: string;
    readonly periodSeconds: number;
    readonly isRefused: boolean;
  },
): JSX.Element {
  const { view, digits, isRefused } = props;
  const { t, assetUrl } = view;
  return (
    <Layout view={view} title={t("step.next-title")} page="out-of-step" hasError={isRefused}>
      <Steps view={view} label={t("step.label")} texts={outOfStepSteps(view)} current={2} />
      <h1>{t("step.next-title")}</h1>
      {isRefused ? <NextRefusal view={view} digits={digits} /> : null}
      <p class="lead">{t("step.next-intro")}</p>
      <div class="columns">
        <Form view={view} action={props.action}>
          <p class="countdown">{t("step.wait", { seconds: props.periodSeconds })}</p>
          <LoginInputs
            {...props}
            label={t("step.next-passcode")}
            hint={t("step.next-hint", { digits })}
            submit={t("step.next-submit")}
          />
          <p class="below">
            <a href={pagePaths["out-of-step"]}>{t("step.again")}</a>
          </p>
        </Form>
        <div class="explanations">
          <figure>
            <img
              class="key-drawing"
              src={assetUrl("key-bars.svg")}
              alt={t("help.picture-bars")}
              width="841"
              height="310"
            />
            <figcaption>{t("help.caption-bars")}</figcaption>
          </figure>
        </div>
      </div>
    </Layout>
  );
}

function NextRefusal({ view, digits }: { readonly view: View; readonly digits: number }) {
  const { t } = view;
  return (
    <Refusal view={view}>
      <ul>
        <li>{t("refused.identifier")}</li>
        <li>{t("refused.wait")}</li>
        <li>{t("refused.passcode", { digits })}</li>
        <li>{t("step.third")}</li>
        <li>
          <a href={pagePaths["out-of-step"]}>{t("step.again")}</a>
        </li>
        <li>
          {t("step.failed-desk")} <a href={pagePaths.assistance}>{t("nav.assistance")}</a>
        </li>
      </ul>
    </Refusal>
  );
}
