import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths } from "../paths.ts";
import { Factors, StaffRefusal } from "./staff-login-page.tsx";

/** Asks for both factors again, for what must not be done from a desk left open. */
export function ConfirmFactorsPage(props: {
  readonly view: DeskView;
  /** Where it goes on. */
  readonly to: string;
  readonly isRefused: boolean;
}): JSX.Element {
  const { view, to } = props;
  const { t } = view;
  return (
    <DeskLayout view={view} title={t("sudo.title")} hasError={props.isRefused}>
      <div class="narrow">
        <h1>{t("sudo.title")}</h1>
        {props.isRefused ? <StaffRefusal view={view} /> : null}
        <p class="lead">{t("sudo.intro")}</p>
        <Form view={view} action={deskPaths.confirm}>
          <input type="hidden" name="to" value={to} />
          <Factors view={view} isFirst={false} />
          <button type="submit" class="primary">
            {t("sudo.submit")}
          </button>
        </Form>
        <p class="ways-on">
          <a href={deskPaths.home}>{t("desk.cancel")}</a>
        </p>
      </div>
    </DeskLayout>
  );
}
