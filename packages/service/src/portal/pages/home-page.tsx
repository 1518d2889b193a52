import type { JSX } from "hono/jsx/jsx-runtime";
import { blockWords, momentWords } from "../../i18n/moment-words.ts";
import { Form } from "../../web/parts/fields.tsx";
import { Layout } from "../../web/parts/layout.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import type { Application } from "../../web/portal-ports.ts";
import { type FormView, localText, pagePaths, type View } from "../../web/view.ts";
import type { MyKey } from "../my-key.ts";
import type { MySession } from "../my-sessions.ts";
import { MySessionsList } from "../parts/my-sessions-list.tsx";
import { commissioningSteps, Steps } from "../parts/steps.tsx";

/** What has just happened. */
export type HomeNews = "commissioned" | "pin-changed" | "session-ended" | "others-ended";

type Props = {
  readonly view: FormView;
  readonly holder: string;
  readonly applications: readonly Application[];
  readonly news: HomeNews | null;
  /** The key that they came in with; null for a password, of which there is nothing to do here. */
  readonly myKey: MyKey | null;
  readonly sessions: readonly MySession[];
  /** Where a change of PIN goes on that this browser has under way; null for none. */
  readonly resume: "new-pin" | "confirm-new-pin" | null;
  readonly digits: number;
};

/** Where a holder lands who is logged in: the applications. */
export function HomePage(props: Props): JSX.Element {
  const { view } = props;
  const { t } = view;
  return (
    <Layout view={view} title={t("home.title")} page="home">
      <Form view={view} action="/portal/logout" class="signed-in">
        <p>
          {t("home.signed-in")} <strong>{props.holder}</strong>
        </p>
        <button type="submit" class="secondary">
          {t("home.sign-out")}
        </button>
      </Form>
      <News {...props} />
      <Incoming view={view} serial={props.myKey?.incoming ?? null} />
      <h1>{t("home.title")}</h1>
      <Applications view={view} applications={props.applications} />
      <section class="rule">
        <h2>{t("home.missing-title")}</h2>
        <p>{t("home.missing")}</p>
        <p>
          <a href={pagePaths["help-application"]}>{t("help.application.title")}</a>
        </p>
      </section>
      {props.myKey === null ? null : (
        <>
          <AboutMyKey view={view} myKey={props.myKey} resume={props.resume} />
          <LastLogins view={view} myKey={props.myKey} />
        </>
      )}
      <MySessionsList view={view} sessions={props.sessions} />
    </Layout>
  );
}

function News({ view, news, digits }: Pick<Props, "view" | "news" | "digits">) {
  const { t } = view;
  switch (news) {
    case null:
      return null;
    case "commissioned":
      return (
        <>
          <Steps
            view={view}
            label={t("steps.label")}
            texts={commissioningSteps(view, digits)}
            current={5}
          />
          <GoodNews title={t("home.commissioned-title")}>
            <p>{t("home.commissioned")}</p>
          </GoodNews>
        </>
      );
    case "pin-changed":
      return (
        <GoodNews title={t("home.pin-changed-title")}>
          <p>{t("home.pin-changed")}</p>
        </GoodNews>
      );
    case "session-ended":
    case "others-ended":
      return (
        <GoodNews
          title={t(
            news === "session-ended" ? "sessions.ended-title" : "sessions.others-ended-title",
          )}
        >
          <p>{t("sessions.ended")}</p>
        </GoodNews>
      );
    default:
      return news satisfies never;
  }
}

/** Says that a second key is on its way, and what to do when it is there. */
function Incoming({ view, serial }: { readonly view: View; readonly serial: string | null }) {
  const { t } = view;
  if (serial === null) return null;
  return (
    <section class="rule" aria-labelledby="incoming">
      <h2 id="incoming">{t("home.incoming-title")}</h2>
      <p>{t("home.incoming", { serial })}</p>
      <p>
        <a href={pagePaths["new-key"]}>{t("home.incoming-link")}</a>
      </p>
    </section>
  );
}

function Applications({ view, applications }: Pick<Props, "view" | "applications">) {
  const { t } = view;
  if (applications.length === 0) return <p class="card">{t("home.none")}</p>;
  return (
    <>
      <p class="lead">{t("home.intro")}</p>
      <ul class="applications">
        {applications.map(({ url, name, description }) => (
          <li>
            <a class="application" href={url}>
              <span class="application-letter" aria-hidden="true">
                {[...localText(view, name)][0]}
              </span>
              <span>
                <strong>{localText(view, name)}</strong>
                <span class="application-description">{localText(view, description)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

type OfMyKey = { readonly view: View; readonly myKey: MyKey };

/** The key that its holder came in with, and what can be done with it. */
function AboutMyKey({ view, myKey, resume }: OfMyKey & Pick<Props, "resume">) {
  const { t } = view;
  const state = t(`state.${myKey.state}`);
  const until = myKey.blockedUntil;
  return (
    <section class="my-key">
      <h2>{t("home.key-title")}</h2>
      <dl class="key-facts">
        <dt>{t("home.key-number")}</dt>
        <dd>{myKey.serial}</dd>
        <dt>{t("home.key-state")}</dt>
        <dd>{until === null ? state : `${state}, ${blockWords(view, until, myKey.now)}`}</dd>
      </dl>
      <ul class="links">
        {resume === null ? null : (
          <li>
            <a href={pagePaths[resume]}>{t("resume.change")}</a>
          </li>
        )}
        <li>
          <a href={pagePaths["change-pin"]}>{t("home.change-pin")}</a>
        </li>
        <li>
          <a href={pagePaths["recovery-codes"]}>
            {t("home.recovery-codes", { left: myKey.recoveryCodesLeft })}
          </a>
        </li>
        <li>
          <a href={pagePaths["block-key"]}>{t("block.link")}</a>
        </li>
        <li>
          <a href={pagePaths["help-lost"]}>{t("help.lost.short")}</a>
        </li>
        <li>
          <a href={pagePaths["help-display"]}>{t("help.display.short")}</a>
        </li>
      </ul>
    </section>
  );
}

/** Who reads of a log-in that was not theirs can say so. */
function LastLogins({ view, myKey: { logins } }: OfMyKey) {
  const { t, language } = view;
  return (
    <section class="my-key" aria-labelledby="logins">
      <h2 id="logins">{t("home.logins-title")}</h2>
      <p>{t("home.logins-intro")}</p>
      <ol class="logins">
        {logins.map(({ kind, at }) => (
          <li class={`login-${kind}`}>
            <time datetime={new Date(at).toISOString()}>{momentWords(language, at)}</time>{" "}
            <span>{t(`home.login-${kind}`)}</span>
          </li>
        ))}
      </ol>
      <p>
        {t("home.login-unknown")} <a href={pagePaths.assistance}>{t("nav.assistance")}</a>
      </p>
    </section>
  );
}
