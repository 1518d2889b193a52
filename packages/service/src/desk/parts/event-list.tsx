import type { ChainedEvent, KeyParameters } from "@jeton/core";
import type { JSX } from "hono/jsx/jsx-runtime";
import { momentWords } from "../../i18n/moment-words.ts";
import type { DeskView } from "../desk-view.ts";
import { actorWords, eventWords } from "../words.ts";

/** An event as it is listed. */
export type ListedEvent = ChainedEvent & {
  /** Why the act was done, as who did it wrote it. */
  readonly actReason: string | null;
};

/** Events in rows: when, what and why, who. */
export function EventList(props: {
  readonly view: DeskView;
  readonly events: readonly ListedEvent[];
  /** Of the key whose events they are. */
  readonly parameters: KeyParameters;
}): JSX.Element {
  const { view } = props;
  const { t, language } = view;
  return (
    <ol class="events">
      {props.events.map((event) => (
        <li>
          <time datetime={new Date(event.at).toISOString()}>{momentWords(language, event.at)}</time>
          <span class="event-what">
            {eventWords(view, event, props.parameters)}
            {event.actReason === null ? null : (
              <span class="act-reason">{t("key.reason", { reason: event.actReason })}</span>
            )}
          </span>
          <span class="event-who">{actorWords(view, event.actor)}</span>
        </li>
      ))}
    </ol>
  );
}
