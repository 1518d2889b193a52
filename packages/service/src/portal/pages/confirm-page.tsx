import type { ChallengeIssued, NextCodeHint } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type FieldProblems, passcodeCharactersMax } from "../../web/fields.ts";
import { Form, FormIdField, problemText, SecretField } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { type FormView, pagePaths, type View } from "../../web/view.ts";
import { Challenge } from "../parts/challenge.tsx";
import { Countdown, PressButton } from "../parts/countdown.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { Refusal } from "../parts/refusal.tsx";
import {
  type CodeSource,
  codeSource,
  commissioningSteps,
  pinChangeSteps,
  Steps,
} from "../parts/steps.tsx";
import { TimeLeft, type TimeLeftProps } from "../parts/time-left.tsx";

/** Why the page is shown. */
export type ConfirmReason =
  | { readonly kind: "opened" }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems };

/** The last step: the holder waits for the next code, then gives the PASSCODE of their new PIN. */
export function ConfirmPage(props: {
  readonly view: FormView;
  readonly of: "commissioning" | "change";
  readonly reason: ConfirmReason;
  readonly hint: NextCodeHint;
  /** Until the key shows another code; 0 when it should show one now. */
  readonly secondsToWait: number;
  /** The challenge that the code answers; null for a key that answers none. */
  readonly issued: ChallengeIssued | null;
  readonly time: TimeLeftProps;
}): JSX.Element {
  const { view, reason, hint } = props;
  const { t } = view;
  const { digits } = hint;
  const source = codeSource(hint);
  const texts =
    props.of === "change" ? changeTexts(view, source) : firstTexts(view, digits, source);
  const title = t(titles[source]);
  const problem = reason.kind === "unusable" ? reason.problems.passcode : undefined;
  return (
    <Layout view={view} title={title} page={texts.page} hasError={reason.kind !== "opened"}>
      <Steps view={view} label={texts.label} texts={texts.steps} current={texts.steps.length} />
      <h1>{title}</h1>
      {reason.kind === "refused" ? (
        <ConfirmRefusal view={view} digits={digits} source={source} ways={texts.ways} />
      ) : (
        <p class="lead">{texts.intro}</p>
      )}
      <div class="columns">
        <div>
          <Form view={view} action={pagePaths[texts.page]}>
            <FormIdField view={view} />
            <NextCode {...props} spent={texts.spent} />
            <SecretField
              view={view}
              name="passcode"
              label={texts.passcode}
              hint={
                source === "keypad"
                  ? t("confirm.keypad-hint")
                  : t("confirm.passcode-hint", { digits })
              }
              problem={problemText(view, problem, passcodeCharactersMax)}
              hasFocus={problem !== undefined}
              maxLength={passcodeCharactersMax}
              autocomplete="one-time-code"
            />
            <button type="submit" class="primary">
              {texts.submit}
            </button>
          </Form>
          <TimeLeft view={view} page={texts.page} of={props.of} time={props.time} />
        </div>
        <Explanations
          view={view}
          digits={digits}
          ways={reason.kind === "refused" ? null : texts.ways}
        />
      </div>
    </Layout>
  );
}

const titles = {
  clock: "confirm.title",
  button: "confirm.press-title",
  keypad: "confirm.keypad-title",
} as const;

/** The wait for the next code, the button to press, or the challenge; both where a key with a keypad has a clock. */
function NextCode(props: {
  readonly view: View;
  readonly reason: ConfirmReason;
  readonly hint: NextCodeHint;
  readonly secondsToWait: number;
  readonly issued: ChallengeIssued | null;
  /** Why the code that was given will be refused. */
  readonly spent: string;
}) {
  const { view, hint, issued } = props;
  const { t } = view;
  const isRefused = props.reason.kind === "refused";
  const challenge = issued === null ? null : <Challenge view={view} issued={issued} />;
  if (hint.periodSeconds === null) {
    if (challenge !== null) return challenge;
    const note = isRefused ? t("confirm.press-spent-again") : t("confirm.press-spent");
    return <PressButton view={view} note={note} />;
  }
  return (
    <>
      <Countdown
        view={view}
        seconds={props.secondsToWait}
        periodSeconds={hint.periodSeconds}
        note={isRefused ? t("confirm.spent-again") : props.spent}
      />
      {challenge}
    </>
  );
}

function Explanations(props: {
  readonly view: View;
  readonly digits: number;
  /** Null where they are shown already. */
  readonly ways: readonly Way[] | null;
}) {
  const { view, digits, ways } = props;
  const { t } = view;
  return (
    <div class="explanations">
      <section>
        <h2>{t("confirm.figure-title")}</h2>
        <PasscodeFigure view={view} digits={digits} />
      </section>
      {ways === null ? null : (
        <section>
          <h2>{t("confirm.help")}</h2>
          <WaysOut ways={ways} />
        </section>
      )}
    </div>
  );
}

function ConfirmRefusal(props: {
  readonly view: View;
  readonly digits: number;
  readonly source: CodeSource;
  readonly ways: readonly Way[];
}) {
  const { view, digits } = props;
  const { t } = view;
  return (
    <Refusal view={view}>
      <ul>
        <li>{t("confirm.refused-pin")}</li>
        <li>{t(nextCodeAdvice[props.source])}</li>
        <li>{t("refused.passcode", { digits })}</li>
        <li>{t("refused.desk")}</li>
      </ul>
      <p>{t("confirm.refused-ways")}</p>
      <WaysOut ways={props.ways} />
    </Refusal>
  );
}

/** What a refused holder is told to do for another code. */
const nextCodeAdvice = {
  clock: "refused.wait",
  button: "confirm.press",
  keypad: "answer.refused-new",
} as const;

/** Where someone goes on who cannot confirm. */
type Way = { readonly href: string; readonly text: string };

function WaysOut({ ways }: { readonly ways: readonly Way[] }) {
  return (
    <ul class="ways-out">
      {ways.map(({ href, text }) => (
        <li>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

/** What differs between a first PIN and a later one. */
function firstTexts(view: View, digits: number, source: CodeSource) {
  const { t } = view;
  return {
    page: "confirm",
    label: t("steps.label"),
    steps: commissioningSteps(view, digits, source),
    intro: t("confirm.intro"),
    spent: t("confirm.spent"),
    passcode: t("confirm.passcode"),
    submit: t("confirm.submit"),
    ways: [
      { href: pagePaths.pin, text: t("confirm.choose-again") },
      { href: pagePaths.login, text: t("confirm.start-again") },
    ],
  } as const;
}

function changeTexts(view: View, source: CodeSource) {
  const { t } = view;
  return {
    page: "confirm-new-pin",
    label: t("change.label"),
    steps: pinChangeSteps(view, source),
    intro: t("new-pin.confirm-intro"),
    spent: t("new-pin.confirm-spent"),
    passcode: t("new-pin.passcode"),
    submit: t("new-pin.confirm-submit"),
    ways: [
      { href: pagePaths["new-pin"], text: t("confirm.choose-again") },
      { href: pagePaths.home, text: t("new-pin.keep") },
    ],
  } as const;
}
