import type { JSX } from "hono/jsx/jsx-runtime";
import { Form, SecretField, WarningSign } from "../../web/parts/fields.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import type { DeskView } from "../desk-view.ts";
import { InputField } from "../parts/input-field.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths } from "../paths.ts";

/** Why the log-in page of the staff is shown. */
export type AccessReason = "opened" | "refused" | "signed-out" | "over" | "enrolled";

/** The staff's log-in page. What was refused looks the same whatever the cause. */
export function StaffLoginPage(props: {
  readonly view: DeskView;
  readonly reason: AccessReason;
  /** The name that was given, so that it can be checked; never a secret. */
  readonly name: string;
  readonly to: string;
}): JSX.Element {
  const { view, reason } = props;
  const { t } = view;
  return (
    <DeskLayout view={view} title={t("staff-login.title")} hasError={reason === "refused"}>
      <div class="narrow">
        <h1>{t("staff-login.title")}</h1>
        <Reason view={view} reason={reason} />
        <Form view={view} action={deskPaths.login}>
          <input type="hidden" name="to" value={props.to} />
          <InputField
            name="name"
            label={t("staff-login.name")}
            value={props.name}
            autocomplete="username"
          />
          <Factors view={view} isFirst />
          <button type="submit" class="primary">
            {t("staff-login.submit")}
          </button>
        </Form>
      </div>
    </DeskLayout>
  );
}

/** The fields of both factors. One of them may be empty, so neither is required. */
export function Factors({
  view,
  isFirst,
}: {
  readonly view: DeskView;
  readonly isFirst: boolean;
}): JSX.Element {
  const { t } = view;
  return (
    <>
      <SecretField
        view={view}
        name="password"
        label={t("staff-login.password")}
        hint={t("staff-login.password-hint")}
        problem={null}
        maxLength={256}
        autocomplete="current-password"
        mayBeEmpty
      />
      <SecretField
        view={view}
        name="code"
        label={t("staff-login.code")}
        {...(isFirst && { hint: t("staff-login.code-hint") })}
        problem={null}
        maxLength={256}
        autocomplete="one-time-code"
        mayBeEmpty
      />
    </>
  );
}

function Reason({ view, reason }: { readonly view: DeskView; readonly reason: AccessReason }) {
  const { t } = view;
  switch (reason) {
    case "opened":
      return null;
    case "refused":
      return <StaffRefusal view={view} />;
    case "signed-out":
      return <GoodNews title={t("staff-login.signed-out")} />;
    case "over":
      return <p class="rule">{t("staff-login.over")}</p>;
    case "enrolled":
      return (
        <GoodNews title={t("enrol.done-title")}>
          <p>{t("enrol.done")}</p>
        </GoodNews>
      );
    default:
      return reason satisfies never;
  }
}

/** What everyone of the staff is told who is refused. */
export function StaffRefusal({ view }: { readonly view: DeskView }): JSX.Element {
  const { t } = view;
  return (
    <section class="alert" role="alert" tabindex={-1} aria-labelledby="refused" data-focus="">
      <h2 id="refused">
        <WarningSign />
        <span>{t("staff-login.refused-title")}</span>
      </h2>
      <p>{t("staff-login.refused")}</p>
    </section>
  );
}
