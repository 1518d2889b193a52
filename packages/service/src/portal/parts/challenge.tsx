import type { ChallengeIssued } from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../../web/view.ts";

/** The challenge that the holder types into their key. It is a part of the form, with which it comes back. */
export function Challenge(props: {
  readonly view: View;
  readonly issued: ChallengeIssued;
}): JSX.Element {
  const { t } = props.view;
  const { question, challenge } = props.issued;
  return (
    <section class="countdown ready" aria-labelledby="challenge">
      <p class="countdown-text" id="challenge">
        {t("challenge.label")}
      </p>
      <p class="challenge-question" translate="no">
        {question}
      </p>
      <p class="countdown-spent">{t("challenge.type")}</p>
      <input type="hidden" name="challenge" value={challenge} />
    </section>
  );
}
