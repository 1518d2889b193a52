import type { JSX } from "hono/jsx/jsx-runtime";
import { WarningSign } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import { pagePaths, type View } from "../../web/view.ts";
import { ContactCard } from "../parts.tsx";
import { requestBytesMax } from "../read-request.ts";

/** A request was taken: its number, and what comes next. */
export function SentPage(props: { readonly view: View; readonly number: string }): JSX.Element {
  const { view, number } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("sent.title")} page="assistance">
      <h1>{t("sent.title")}</h1>
      <GoodNews title={t("sent.number")}>
        <p class="ticket-number">{number}</p>
        <p>{t("sent.keep")}</p>
      </GoodNews>
      <p class="lead">{t("sent.next")}</p>
      <p>
        <a class="button secondary" href={pagePaths.assistance}>
          {t("sent.another")}
        </a>
      </p>
    </Layout>
  );
}

/** Too much at once, from here or from everywhere. */
export function BusyPage(props: { readonly view: View; readonly minutes: number }): JSX.Element {
  const { view, minutes } = props;
  const { t } = view;
  return (
    <NotTaken
      view={view}
      title={t("request.busy-title")}
      text={t("request.busy")}
      cure={t("request.busy-cure", { minutes })}
    />
  );
}

/** More bytes than are read. */
export function RequestTooLargePage({ view }: { readonly view: View }): JSX.Element {
  const { t } = view;
  const mebibytes = Math.floor(requestBytesMax / 1024 / 1024);
  return (
    <NotTaken
      view={view}
      title={t("unusable.title")}
      text={t("request.too-large", { mebibytes })}
      cure={t("request.cure")}
    />
  );
}

/** A body that is no form with files. */
export function UnreadablePage({ view }: { readonly view: View }): JSX.Element {
  const { t } = view;
  return (
    <NotTaken
      view={view}
      title={t("unusable.title")}
      text={t("request.unreadable")}
      cure={t("request.cure")}
    />
  );
}

function NotTaken(props: {
  readonly view: View;
  readonly title: string;
  readonly text: string;
  readonly cure: string;
}) {
  const { view, title } = props;
  return (
    <Layout view={view} title={title} page="request" hasError>
      <section class="alert notice" aria-labelledby="notice">
        <h1 id="notice">
          <WarningSign />
          <span>{title}</span>
        </h1>
        <p>{props.text}</p>
        <p>{props.cure}</p>
        <p>
          <a class="button primary" href={pagePaths.request}>
            {view.t("go.request")}
          </a>
        </p>
      </section>
      <ContactCard view={view} />
    </Layout>
  );
}
