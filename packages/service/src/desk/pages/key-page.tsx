import { failureCount, isCounterBased, type KeyRecord, recoveryCodesLeft } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { fullName } from "../../holders/find-entries.ts";
import { dayWords, momentWords } from "../../i18n/moment-words.ts";
import { makeWords, pagePhrases } from "../../keys/make-words.ts";
import { mayUse } from "../../staff/rights.ts";
import { actRules, type DeskAct, deskActs, isPossible, isWithin } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { whyOf } from "../finding.ts";
import { type KeyView, likeliest } from "../key-view.ts";
import { wantsLetter } from "../letters.ts";
import { ActForm } from "../parts/act-form.tsx";
import { ClockPlot } from "../parts/clock-plot.tsx";
import { CounterFacts } from "../parts/counter-facts.tsx";
import { Done, type DoneAct } from "../parts/done.tsx";
import { EventList } from "../parts/event-list.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { OriginFacts } from "../parts/origin-facts.tsx";
import { PersonCard } from "../parts/person-card.tsx";
import { TicketList } from "../parts/ticket-list.tsx";
import { actPath, keyPath, lettersPath } from "../paths.ts";
import { eventWords, keyText, signedNumber, stateWords, whyWords } from "../words.ts";

/** The page of a key: why it does not work, the act that cures it, and what is known of it. */
export function KeyPage(props: {
  readonly view: DeskView;
  readonly keyView: KeyView;
  /** What was done just now, if anything. */
  readonly done: DoneAct | null;
}): JSX.Element {
  const { view, keyView: key, done } = props;
  const { t } = view;
  const { record } = key;
  return (
    <DeskLayout view={view} title={t("key.title", { serial: record.serial })}>
      <div class="key-head">
        <h1>{t("key.title", { serial: record.serial })}</h1>
        <p class="key-holder">
          {record.holder === null ? (
            t("key.no-holder")
          ) : (
            <>
              {t("key.holder")} <strong>{record.holder}</strong>
              {key.person?.kind === "known" ? ` ${fullName(key.person.entry)}` : null}
            </>
          )}
        </p>
        {key.otherKey === null ? null : (
          <p>
            {t(record.isIncoming ? "key.present" : "key.incoming")}{" "}
            <a href={keyPath(key.otherKey)}>{key.otherKey}</a>
          </p>
        )}
        <p class={`state state-${record.state.kind}`}>{stateWords(view, record, key.now)}</p>
      </div>
      {done === null ? null : <Done view={view} done={done} record={record} />}
      <div class="key-columns">
        <div>
          <Why view={view} keyView={key} />
          <Attempts view={view} keyView={key} />
          {key.counter === null ? (
            <Clock view={view} keyView={key} />
          ) : (
            <CounterFacts view={view} record={record} counter={key.counter} />
          )}
        </div>
        <div>
          <Acts view={view} keyView={key} />
          {key.person === null ? null : <PersonCard view={view} person={key.person} />}
          <Facts view={view} keyView={key} />
          <Tickets view={view} keyView={key} />
        </div>
      </div>
      <History view={view} keyView={key} />
    </DeskLayout>
  );
}

type Part = { readonly view: DeskView; readonly keyView: KeyView };

/** The one line, what to say to the caller, and the act; where the caller reads codes aloud, its form. */
function Why({ view, keyView: { finding, record } }: Part) {
  const { t, account } = view;
  const { why, act, isTrouble } = finding;
  const isCounter = isCounterBased(record.parameters);
  const offers = act !== null && mayDoTo(account, act, record);
  return (
    <section class={isTrouble ? "why trouble" : "why"} aria-labelledby="why">
      <h2 id="why">{isTrouble ? t("key.why-title") : t("key.state")}</h2>
      <p class="why-line">{whyWords(view, why, record.parameters)}</p>
      <dl class="advice">
        <dt>{t("key.say-title")}</dt>
        <dd>{keyText(t, `say.${why.kind}`, isCounter)}</dd>
        {offers ? (
          <>
            <dt>{t("key.do-title")}</dt>
            <dd>
              {act === "resynchronise" ? (
                <ActForm view={view} act={act} record={record} fields={new Map()} problem={null} />
              ) : (
                <a class="button primary" href={actPath(act, record.serial)}>
                  {t(`act.${act}`)}
                </a>
              )}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function mayDoTo(account: DeskView["account"], act: DeskAct, record: KeyRecord): boolean {
  if (account === null) return false;
  return mayUse(account, actRules[act].right) && isWithin(account.scope, act, record);
}

/** The last attempts, one line each: what staff may know and holders never see. */
function Attempts({ view, keyView }: Part) {
  const { t, language } = view;
  const { parameters } = keyView.record;
  const attempts = keyView.events
    .map((event) => ({ event, why: whyOf(event) }))
    .filter(({ why }) => why !== null)
    .slice(0, 6);
  return (
    <section aria-labelledby="attempts">
      <h2 id="attempts">{t("key.attempts-title")}</h2>
      {attempts.length === 0 ? <p class="hint">{t("key.attempts-none")}</p> : null}
      <ol class="attempts">
        {attempts.map(({ event, why }) => (
          <li class={event.kind === "refused" ? "refused" : "accepted"}>
            <time datetime={new Date(event.at).toISOString()}>
              {momentWords(language, event.at)}
            </time>
            <span>
              {event.kind === "refused" && why !== null
                ? whyWords(view, why, parameters)
                : eventWords(view, event, parameters)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Acts({ view, keyView: { record } }: Part) {
  const { t, account } = view;
  const acts = deskActs.filter((act) => mayDoTo(account, act, record) && isPossible(act, record));
  return (
    <section class="card" aria-labelledby="acts">
      <h2 id="acts">{t("key.acts-title")}</h2>
      {acts.length === 0 ? <p class="hint">{t("key.acts-none")}</p> : null}
      <ul class="acts">
        {acts.map((act) => (
          <li>
            <a href={actPath(act, record.serial)}>{t(`act.${act}`)}</a>
            {actRules[act].asksFactors ? <small> – {t("key.sudo-mark")}</small> : null}
          </li>
        ))}
        {wantsLetter(record) && account !== null && mayUse(account, "act") ? (
          <li>
            <a href={lettersPath([record.serial])}>{t("letters.link")}</a>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Facts({ view, keyView: { record, lastUsedAt, now } }: Part) {
  const { t, language } = view;
  const printed = record.recoveryCodes;
  return (
    <dl class="facts">
      <dt>{t("key.last-used")}</dt>
      <dd>{lastUsedAt === null ? t("key.never") : momentWords(language, lastUsedAt)}</dd>
      <dt>{t("key.failures")}</dt>
      <dd>{failureCount(record.failures)}</dd>
      <dt>{t("key.recovery-codes")}</dt>
      <dd>
        {printed === null
          ? t("key.recovery-codes-none")
          : t("key.recovery-codes-left", {
              left: recoveryCodesLeft(record, now),
              at: momentWords(language, printed.issuedAt),
            })}
      </dd>
      <dt>{t("key.codes")}</dt>
      <dd>{makeWords(pagePhrases(t), record.parameters)}</dd>
      {record.origin === undefined ? null : <OriginFacts view={view} origin={record.origin} />}
    </dl>
  );
}

function Clock({ view, keyView: { clock } }: Part) {
  const { t, language } = view;
  return (
    <section class="card clock" aria-labelledby="clock">
      <h2 id="clock">{t("key.clock-title")}</h2>
      {clock === null ? (
        <p class="hint">{t("clock.unknown")}</p>
      ) : (
        <>
          {clock.set === null ? null : (
            <p class="rule check">
              <strong>
                {t("fleet.finding-clock-set")} (
                {t("fleet.set-by", {
                  since: dayWords(language, clock.set.since),
                  seconds: signedNumber(language, clock.set.seconds),
                })}
                )
              </strong>{" "}
              {t("fleet.cure-clock-set")}
            </p>
          )}
          <dl class="facts">
            <dt>{t("clock.offset")}</dt>
            <dd>
              {t("clock.value-seconds", {
                value: signedNumber(language, likeliest(clock.offset)),
                min: signedNumber(language, clock.offset.min),
                max: signedNumber(language, clock.offset.max),
              })}
            </dd>
            <dt>{t("clock.rate")}</dt>
            <dd>
              {t("clock.value-ppm", {
                value: signedNumber(language, likeliest(clock.ratePpm), 1),
                min: signedNumber(language, clock.ratePpm.min, 1),
                max: signedNumber(language, clock.ratePpm.max, 1),
              })}
            </dd>
            <dt>{t("clock.window")}</dt>
            <dd>{clock.codesAccepted}</dd>
            {clock.asksNextFrom === null ? null : (
              <>
                <dt>{t("fleet.passes-until")}</dt>
                <dd>{dayWords(language, clock.asksNextFrom)}</dd>
              </>
            )}
          </dl>
          <ClockPlot view={view} clock={clock} />
          <p class="hint">{t("clock.learnt", { at: momentWords(language, clock.heardAt) })}</p>
        </>
      )}
    </section>
  );
}

function Tickets({ view, keyView: { tickets } }: Part) {
  const { t } = view;
  return (
    <section class="card" aria-labelledby="tickets">
      <h2 id="tickets">{t("key.tickets-title")}</h2>
      {tickets.length === 0 ? (
        <p class="hint">{t("key.tickets-none")}</p>
      ) : (
        <TicketList view={view} tickets={tickets} />
      )}
    </section>
  );
}

/** The newest events; the older ones are there for who asks. */
function History({ view, keyView: { events, record } }: Part) {
  const { parameters } = record;
  const { t } = view;
  const older = events.slice(historyShown);
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("key.history-title")}</h2>
      <EventList view={view} events={events.slice(0, historyShown)} parameters={parameters} />
      {older.length === 0 ? null : (
        <details>
          <summary>{t("key.history-older", { count: older.length })}</summary>
          <EventList view={view} events={older} parameters={parameters} />
        </details>
      )}
    </section>
  );
}

const historyShown = 10;
