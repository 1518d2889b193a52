import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../parts/fields.tsx";
import { Layout } from "../parts/layout.tsx";
import { type PageName, pagePaths, type View } from "../view.ts";

/** What keeps a request from being answered with the page that it wanted. */
export type Notice =
  | {
      readonly kind:
        | "form"
        | "media-type"
        | "encoding"
        | "unknown-field"
        | "expired"
        | "finished"
        | "change-expired"
        | "not-found"
        | "failure"
        | "outcome-unknown";
    }
  | { readonly kind: "too-large"; readonly kibibytes: number }
  | { readonly kind: "too-many"; readonly seconds: number };

/** A page that says what happened, what did not, and where to go on. */
export function NoticePage(props: { readonly view: View; readonly notice: Notice }): JSX.Element {
  const { view } = props;
  const { title, text, cure, go, to = "login" } = textsOf(view, props.notice);
  return (
    <Layout view={view} title={title} page="login" hasError>
      <section class="alert notice" aria-labelledby="notice" data-code={props.notice.kind}>
        <h1 id="notice">
          <WarningSign />
          <span>{title}</span>
        </h1>
        <p>{text}</p>
        {cure === null ? null : <p>{cure}</p>}
        <p>
          <a class="button primary" href={pagePaths[to]}>
            {go}
          </a>
        </p>
      </section>
    </Layout>
  );
}

type NoticeTexts = {
  readonly title: string;
  readonly text: string;
  readonly cure: string | null;
  readonly go: string;
  /** Where `go` leads, unless to the log-in page. */
  readonly to?: PageName;
};

function textsOf({ t }: View, notice: Notice): NoticeTexts {
  const go = t("go.login");
  const unusable = { title: t("unusable.title"), cure: t("unusable.cure"), go };
  switch (notice.kind) {
    case "form":
      return { title: t("form.title"), text: t("form.text"), cure: t("form.cure"), go };
    case "media-type":
    case "encoding":
    case "unknown-field":
      return { ...unusable, text: t(`unusable.${notice.kind}`) };
    case "too-large":
      return { ...unusable, text: t("unusable.too-large", { kibibytes: notice.kibibytes }) };
    case "too-many":
      return {
        title: t("too-many.title"),
        text: t("too-many.text"),
        cure: t("too-many.cure", { seconds: notice.seconds }),
        go,
      };
    case "expired":
      return {
        title: t("expired.title"),
        text: t("expired.text"),
        cure: t("expired.cure"),
        go: t("go.start-again"),
      };
    case "finished":
      return {
        title: t("finished.title"),
        text: t("finished.text"),
        cure: t("finished.cure"),
        go,
      };
    case "change-expired":
      return {
        title: t("change-expired.title"),
        text: t("change-expired.text"),
        cure: t("change-expired.cure"),
        go: t("go.change"),
        to: "change-pin",
      };
    case "not-found":
      return { title: t("not-found.title"), text: t("not-found.text"), cure: null, go };
    case "failure":
      return { title: t("failure.title"), text: t("failure.text"), cure: null, go };
    case "outcome-unknown":
      return {
        title: t("outcome-unknown.title"),
        text: t("outcome-unknown.text"),
        cure: t("outcome-unknown.cure"),
        go,
      };
    default:
      return notice satisfies never;
  }
}
