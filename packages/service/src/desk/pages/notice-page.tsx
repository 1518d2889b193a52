import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths } from "../paths.ts";

/** What keeps a request from being answered with the page that it wanted. */
export type DeskNotice =
  | {
      readonly kind:
        | "forbidden"
        | "not-found"
        | "failure"
        | "outcome-unknown"
        | "too-large"
        | "form"
        | "unusable";
    }
  | { readonly kind: "unknown-key" | "damaged-key"; readonly serial: string };

/** Bytes of a form with a file. */
export const deskFormBytesMax: number = 16 * 1024 * 1024;

/** A page that says what happened, what did not, and where to go on. */
export function DeskNoticePage(props: {
  readonly view: DeskView;
  readonly notice: DeskNotice;
}): JSX.Element {
  const { t } = props.view;
  const { title, text } = textsOf(props.view, props.notice);
  return (
    <DeskLayout view={props.view} title={title} hasError>
      <section class="alert notice" aria-labelledby="notice" data-code={props.notice.kind}>
        <h1 id="notice">
          <WarningSign />
          <span>{title}</span>
        </h1>
        <p>{text}</p>
        <p>
          <a class="button primary" href={deskPaths.home}>
            {t("desk-notice.home")}
          </a>
        </p>
      </section>
    </DeskLayout>
  );
}

function textsOf({ t }: DeskView, notice: DeskNotice) {
  switch (notice.kind) {
    case "forbidden":
      return { title: t("desk-notice.forbidden-title"), text: t("desk-notice.forbidden") };
    case "not-found":
      return { title: t("desk-notice.not-found-title"), text: t("desk-notice.not-found") };
    case "unknown-key": {
      const text = t("desk-notice.unknown-key", { serial: notice.serial });
      return { title: t("desk-notice.not-found-title"), text };
    }
    case "damaged-key": {
      const { serial } = notice;
      return {
        title: t("desk-notice.damaged-title", { serial }),
        text: t("desk-notice.damaged", { serial }),
      };
    }
    case "failure":
      return { title: t("desk-notice.failure-title"), text: t("desk-notice.failure") };
    case "outcome-unknown":
      return { title: t("desk-notice.unknown-title"), text: t("desk-notice.unknown") };
    case "too-large": {
      const text = t("desk-notice.too-large", { mebibytes: deskFormBytesMax / 2 ** 20 });
      return { title: t("desk-notice.unusable-title"), text };
    }
    case "form":
      return { title: t("desk-notice.form-title"), text: t("desk-notice.form") };
    case "unusable":
      return { title: t("desk-notice.unusable-title"), text: t("desk-notice.unusable") };
    default:
      return notice satisfies never;
  }
}
