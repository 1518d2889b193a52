import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { BrowserName } from "../../sessions/index.ts";
import { Form } from "../../web/parts/fields.tsx";
import type { FormView, View } from "../../web/view.ts";
import type { MySession } from "../my-sessions.ts";

/** Where the buttons go. */
export const sessionsPath = {
  one: "/portal/sessions/end",
  others: "/portal/sessions/end-others",
} as const;

/** The field that names the session to be ended. */
export const endOneField = "session";

/** Where someone is logged in, each with a button that ends it. */
export function MySessionsList({
  view,
  sessions,
}: {
  readonly view: FormView;
  readonly sessions: readonly MySession[];
}): JSX.Element {
  const { t } = view;
  return (
    <section class="my-key" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <p>{t("sessions.intro")}</p>
      <ul class="sessions">
        {sessions.map((session, index) => (
          <OneSession view={view} session={session} id={`session-${index + 1}`} />
        ))}
      </ul>
      {sessions.length < 2 ? null : (
        <Form view={view} action={sessionsPath.others} class="session-form">
          <button type="submit" class="secondary">
            {t("sessions.end-others")}
          </button>
        </Form>
      )}
    </section>
  );
}

function OneSession({
  view,
  session,
  id,
}: {
  readonly view: FormView;
  readonly session: MySession;
  readonly id: string;
}) {
  const { t, language } = view;
  const { openedAt, seenAt, by } = session;
  return (
    <li>
      <div id={id}>
        <strong>{browserWords(view, session.browser)}</strong>{" "}
        {session.isThisOne ? <span class="this-one">{t("sessions.this-one")}</span> : null}
        <span class="session-facts">
          {t("sessions.opened", {
            at: momentWords(language, openedAt),
            by: t(`sessions.by-${by}`),
          })}
        </span>
        {session.isThisOne ? null : (
          <span class="session-facts">
            {t("sessions.seen", { at: momentWords(language, seenAt) })}
          </span>
        )}
      </div>
      <Form view={view} action={sessionsPath.one} class="session-form">
        <input type="hidden" name={endOneField} value={session.name} />
        <button type="submit" class="secondary" aria-describedby={id}>
          {t("sessions.end")}
        </button>
      </Form>
    </li>
  );
}

function browserWords({ t }: View, { browser, system }: BrowserName): string {
  const names = {
    browser: browser === null ? t("sessions.browser-unknown") : browserNames[browser],
    system: system === null ? t("sessions.system-unknown") : systemNames[system],
  };
  return t("sessions.browser", names);
}

const browserNames = {
  edge: "Edge",
  opera: "Opera",
  samsung: "Samsung Internet",
  firefox: "Firefox",
  chrome: "Chrome",
  safari: "Safari",
} as const satisfies Record<NonNullable<BrowserName["browser"]>, string>;

const systemNames = {
  ios: "iOS",
  android: "Android",
  chromeos: "ChromeOS",
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
} as const satisfies Record<NonNullable<BrowserName["system"]>, string>;
