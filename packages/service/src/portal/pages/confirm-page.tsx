import type { JSX } from "hono/jsx/jsx-runtime";
import type { NextCodeHint } from "../../login/answers.ts";
import { type ConfirmFields, type FieldProblems, passcodeCharactersMax } from "../fields.ts";
import { Countdown } from "../parts/countdown.tsx";
import { Form, problemText, SecretField } from "../parts/fields.tsx";
import { Layout } from "../parts/layout.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Steps } from "../parts/steps.tsx";
import type { FormView, View } from "../view.ts";

/** Why the page is shown. */
export type ConfirmReason =
  | { readonly kind: "opened" }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems<ConfirmFields> };

/** Step 4: the holder waits for the next code, then gives the first PASSCODE. */
export function ConfirmPage(props: {
  readonly view: FormView;
  readonly reason: ConfirmReason;
  readonly hint: NextCodeHint;
  /** Until the key shows another code; 0 when it should show one now. */
  readonly secondsToWait: number;
  readonly minutesLeft: number;
}): JSX.Element {
  const { view, reason, hint } = props;
  const { t } = view;
  const { digits } = hint;
  const problem = reason.kind === "unusable" ? reason.problems.passcode : undefined;
  return (
    <Layout
      view={view}
      title={t("confirm.title")}
      page="confirm"
      hasError={reason.kind !== "opened"}
    >
      <Steps view={view} current={4} digits={digits} />
      <h1>{t("confirm.title")}</h1>
      {reason.kind === "refused" ? (
        <ConfirmRefusal view={view} digits={digits} />
      ) : (
        <p class="lead">{t("confirm.intro")}</p>
      )}
      <div class="columns">
        <Form view={view} action="/portal/confirm">
          <Countdown
            view={view}
            seconds={props.secondsToWait}
            periodSeconds={hint.periodSeconds}
            note={t(reason.kind === "refused" ? "confirm.spent-again" : "confirm.spent")}
          />
          <SecretField
            view={view}
            name="passcode"
            label={t("confirm.passcode")}
            hint={t("confirm.passcode-hint", { digits })}
            problem={problemText(view, problem, passcodeCharactersMax)}
            hasFocus={problem !== undefined}
            maxLength={passcodeCharactersMax}
            autocomplete="one-time-code"
          />
          <button type="submit" class="primary">
            {t("confirm.submit")}
          </button>
          <p class="hint">{t("pin.expires", { minutes: props.minutesLeft })}</p>
        </Form>
        <div class="explanations">
          <section>
            <h2>{t("confirm.figure-title")}</h2>
            <PasscodeFigure view={view} digits={digits} />
          </section>
          {reason.kind === "refused" ? null : (
            <section>
              <h2>{t("confirm.help")}</h2>
              <WaysOut view={view} />
            </section>
          )}
        </div>
      </div>
    </Layout>
  );
}

function ConfirmRefusal({ view, digits }: { readonly view: View; readonly digits: number }) {
  const { t } = view;
  return (
    <Refusal view={view}>
      <ul>
        <li>{t("confirm.refused-pin")}</li>
        <li>{t("refused.wait")}</li>
        <li>{t("refused.passcode", { digits })}</li>
        <li>{t("refused.desk")}</li>
      </ul>
      <p>{t("confirm.refused-ways")}</p>
      <WaysOut view={view} />
    </Refusal>
  );
}

function WaysOut({ view: { t } }: { readonly view: View }) {
  return (
    <ul class="ways-out">
      <li>
        <a href="/portal/pin">{t("confirm.choose-again")}</a>
      </li>
      <li>
        <a href="/portal">{t("confirm.start-again")}</a>
      </li>
    </ul>
  );
}
