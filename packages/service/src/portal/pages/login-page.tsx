import type { UnixMilliseconds } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { zonedTimeWords } from "../../i18n/moment-words.ts";
import type { FieldProblems } from "../../web/fields.ts";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import { type FormView, localText, pagePaths, type View } from "../../web/view.ts";
import { LoginInputs } from "../parts/login-inputs.tsx";
import { PasscodeFigure } from "../parts/passcode-figure.tsx";
import { LoginRefusal } from "../parts/refusal.tsx";
import { commissioningSteps, StepList } from "../parts/steps.tsx";

/** Why the log-in page is shown. */
export type LoginReason =
  | { readonly kind: "opened" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "key-blocked" }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems };

/** A commissioning that this browser has under way: where it goes on, and until when it may. */
export type Resume = { readonly page: "pin" | "confirm"; readonly until: UnixMilliseconds };

/** The log-in page: the same form for a first login and for every later one. */
export function LoginPage(props: {
  readonly view: FormView;
  readonly reason: LoginReason;
  /** The identifier that was given, so that it can be checked; never a PASSCODE. */
  readonly identifier: string;
  /** What this browser has under way, if anything. */
  readonly resume: Resume | null;
  readonly digits: number;
}): JSX.Element {
  const { view, reason, resume, digits } = props;
  const { t } = view;
  const problems = reason.kind === "unusable" ? reason.problems : {};
  return (
    <Layout
      view={view}
      title={t("login.title")}
      page="login"
      hasError={reason.kind === "refused" || reason.kind === "unusable"}
    >
      <h1>{t("login.title")}</h1>
      {reason.kind === "refused" ? <PasscodeRefusal view={view} digits={digits} /> : null}
      {reason.kind === "signed-out" ? (
        <GoodNews title={t("login.signed-out")}>
          <p>{t("login.signed-out-hint")}</p>
        </GoodNews>
      ) : null}
      {reason.kind === "key-blocked" ? (
        <GoodNews title={t("block.done")}>
          <p>{t("block.done-next")}</p>
          <p>
            <a href={pagePaths["help-lost"]}>{t("help.lost.title")}</a>
          </p>
        </GoodNews>
      ) : null}
      {resume === null ? null : <ResumeLink view={view} resume={resume} />}
      <Warnings view={view} />
      <div class="columns">
        <div>
          <Form view={view} action="/portal/login">
            <LoginInputs
              view={view}
              identifier={props.identifier}
              problems={problems}
              label={t("login.secret")}
              hint={t("login.secret-hint", { digits })}
              submit={t("login.submit")}
            />
          </Form>
          <HelpLinks view={view} />
          <section class="rule">
            <h2>{t("login.once-title")}</h2>
            <p>{t("login.once")}</p>
          </section>
        </div>
        <Explanations view={view} digits={digits} />
      </div>
    </Layout>
  );
}

function ResumeLink({ view, resume }: { readonly view: View; readonly resume: Resume }) {
  const { t, language } = view;
  return (
    <section class="rule resume" aria-labelledby="resume">
      <h2 id="resume">{t("resume.title")}</h2>
      <p>{t("resume.until", { until: zonedTimeWords(language, resume.until) })}</p>
      <p>
        <a class="button primary" href={pagePaths[resume.page]}>
          {t("resume.go")}
        </a>
      </p>
      <p>{t("resume.other")}</p>
    </section>
  );
}

/** What the installation wants every holder to know, in its own words. */
function Warnings({ view }: { readonly view: View }) {
  const { warnings } = view.brand;
  if (warnings.length === 0) return null;
  return (
    <section class="rule warnings" aria-labelledby="warnings">
      <h2 id="warnings">{view.t("login.warnings")}</h2>
      <ul>
        {warnings.map((text) => (
          <li>{localText(view, text)}</li>
        ))}
      </ul>
    </section>
  );
}

function HelpLinks({ view: { t } }: { readonly view: View }) {
  return (
    <nav aria-label={t("login.help-label")}>
      <ul class="links">
        <li>
          <a href={pagePaths.assistance}>{t("login.forgotten")}</a>
        </li>
        <li>
          <a href={pagePaths["new-key"]}>{t("login.new-key")}</a>
        </li>
        <li>
          <a href={pagePaths["out-of-step"]}>{t("login.out-of-step")}</a>
        </li>
        <li>
          <a href={pagePaths.keypad}>{t("login.keypad")}</a>
        </li>
      </ul>
    </nav>
  );
}

function PasscodeRefusal({ view, digits }: { readonly view: View; readonly digits: number }) {
  const { t } = view;
  const causes = [
    t("refused.wait"),
    t("refused.passcode", { digits }),
    t("refused.first", { digits }),
  ];
  return <LoginRefusal view={view} causes={causes} last={t("refused.desk")} help="help-refused" />;
}

function Explanations({ view, digits }: { readonly view: View; readonly digits: number }) {
  const { t } = view;
  return (
    <div class="explanations">
      <section>
        <h2>{t("login.usual-title")}</h2>
        <p>{t("login.usual-intro", { digits })}</p>
        <PasscodeFigure view={view} digits={digits} />
      </section>
      <section>
        <h2>{t("login.first-title")}</h2>
        <p>{t("login.anywhere")}</p>
        <p>{t("login.first-intro", { digits })}</p>
        <StepList texts={commissioningSteps(view, digits)} />
      </section>
    </div>
  );
}
