import type { JSX } from "hono/jsx/jsx-runtime";
import type { Ticket } from "../../tickets/index.ts";
import { Form, FormIdField } from "../../web/parts/fields.tsx";
import type { DeskView } from "../desk-view.ts";
import { deskPaths } from "../paths.ts";
import { answerLengthMax } from "../ticket-limits.ts";
import { actorWords } from "../words.ts";
import { InputField } from "./input-field.tsx";

/** An answer that was not sent, to be mended. */
export type RefusedAnswer = {
  readonly text: string;
  readonly problem: "empty" | "too-long" | "failed";
};

/** The form by which staff answer a ticket by mail. */
export function TicketAnswer(props: {
  readonly view: DeskView;
  readonly ticket: Ticket;
  /** Where the answer goes. */
  readonly email: string;
  readonly refused: RefusedAnswer | null;
}): JSX.Element {
  const { view, ticket, email, refused } = props;
  const { t } = view;
  return (
    <Form view={view} action={deskPaths.ticket} class="card ways-on">
      <input type="hidden" name="number" value={ticket.number} />
      <input type="hidden" name="act" value="answer" />
      <FormIdField view={view} />
      <InputField
        name="answer"
        label={t("ticket.answer")}
        hint={t("ticket.answer-hint", { email })}
        value={refused?.text ?? ""}
        problem={refused && t(`ticket.answer-${refused.problem}`, { max: answerLengthMax })}
        maxLength={answerLengthMax}
        rows={8}
      />
      <button type="submit" class="primary">
        {t("ticket.answer-submit")}
      </button>
    </Form>
  );
}

/** Who deals with a ticket, and the way to take it or to give it back. */
export function TicketOwner(props: {
  readonly view: DeskView;
  readonly ticket: Ticket;
  readonly mayAnswer: boolean;
  /** As the ticket's owner is written: "staff:NAME". */
  readonly me: string | null;
}): JSX.Element {
  const { view, ticket, mayAnswer, me } = props;
  const { t } = view;
  const { owner, number } = ticket;
  return (
    <section class="card" aria-labelledby="owner">
      <h2 id="owner">{t("ticket.owner")}</h2>
      <p>{owner === null ? t("ticket.owner-none") : actorWords(view, owner)}</p>
      {mayAnswer ? (
        <Form view={view} action={deskPaths.ticket} class="ways-on">
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="act" value={owner === me ? "release" : "take"} />
          <button type="submit" class="secondary">
            {t(owner === me ? "ticket.release" : "ticket.take")}
          </button>
        </Form>
      ) : null}
    </section>
  );
}
