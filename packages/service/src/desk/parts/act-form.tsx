import { isCounterBased, type KeyRecord, temporaryCodeUsesMax } from "@jeton/core";
import {
  firstUseDaysMax,
  temporaryCodeDefaults,
  temporaryCodeHoursMax,
} from "@jeton/validator/parts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { Form, WarningSign } from "../../web/parts/fields.tsx";
import { reasonLengthMax } from "../act-notes.ts";
import { actRules, type DeskAct } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { type ActField, type ActProblem, actFields } from "../do-act.ts";
import { deskPaths } from "../paths.ts";
import { keyText } from "../words.ts";
import { InputField } from "./input-field.tsx";

/** What the form of an act is made from. */
export type ActFormProps = {
  readonly view: DeskView;
  readonly act: DeskAct;
  readonly record: KeyRecord;
  /** What was given, to be mended. */
  readonly fields: ReadonlyMap<ActField, string>;
  readonly problem: ActProblem | null;
};

/** What to check first, what the act needs, and the button that does it. */
export function ActForm(props: ActFormProps): JSX.Element {
  const { view, act, record } = props;
  const { t } = view;
  return (
    <>
      {checks[act] === null ? null : (
        <p class="rule check">
          <strong>{t(`act-check.${checks[act]}`)}</strong>
        </p>
      )}
      <Form view={view} action={`${deskPaths.key}/${act}`}>
        <input type="hidden" name="key" value={record.serial} />
        {actFields[act].map((name) => (
          <Field {...props} name={name} />
        ))}
        <button type="submit" class={isHard[act] ? "primary hard" : "primary"}>
          {t(`act.${act}`)}
        </button>
      </Form>
    </>
  );
}

/** What must be known of the caller first. */
const checks: Readonly<Record<DeskAct, "identity" | "possession" | null>> = {
  assign: "identity",
  "hand-over": "identity",
  unlock: "identity",
  "clear-pin": "identity",
  resynchronise: "possession",
  "issue-temporary-code": "identity",
  "end-temporary-code": null,
  replace: "identity",
  "send-second-key": "identity",
  suspend: null,
  resume: "identity",
  lose: null,
  retire: null,
};

/** Acts after which the holder cannot go on as before. */
const isHard: Readonly<Record<DeskAct, boolean>> = {
  assign: false,
  "hand-over": false,
  unlock: false,
  "clear-pin": true,
  resynchronise: false,
  "issue-temporary-code": false,
  "end-temporary-code": false,
  replace: true,
  "send-second-key": false,
  suspend: true,
  resume: false,
  lose: true,
  retire: true,
};

function Field(props: ActFormProps & { readonly name: ActField }) {
  const { view, act, record, name, problem } = props;
  const { t } = view;
  const isCounter = isCounterBased(record.parameters);
  const common = {
    name,
    value: props.fields.get(name) ?? "",
    problem:
      problem?.kind === "problem" && problem.field === name ? problemWords(props, problem) : null,
  };
  switch (name) {
    case "holder":
      return <InputField {...common} label={t("act-field.holder")} maxLength={128} />;
    case "first":
    case "second":
      return (
        <InputField
          {...common}
          label={t(`act-field.${name}`)}
          hint={name === "second" ? keyText(t, "act-field.second-hint", isCounter) : undefined}
          inputmode="numeric"
          maxLength={record.parameters.digits + 4}
        />
      );
    case "serial":
      return (
        <InputField
          {...common}
          label={t("act-field.new-serial")}
          hint={t("act-field.new-serial-hint")}
          maxLength={80}
        />
      );
    case "days":
      return (
        <InputField
          {...common}
          value={common.value || "14"}
          label={t("act-field.days")}
          inputmode="numeric"
          maxLength={4}
        />
      );
    case "hours":
    case "uses":
    case "startsIn":
      return (
        <InputField
          {...common}
          value={common.value || String(shownFirst[name])}
          label={t(`act-field.${name}`)}
          hint={name === "uses" ? t("act-field.uses-hint") : undefined}
          inputmode="numeric"
          maxLength={4}
        />
      );
    case "returning":
      return <Returning view={view} value={common.value} problem={common.problem} />;
    case "waits":
    case "activation":
      return <Choice name={name} label={t(`act-field.${name}`)} isChosen={isChosen(props, name)} />;
    case "fate":
      return <Fate view={view} value={common.value || "lost"} />;
    case "reason":
      return <Reason view={view} act={act} {...common} />;
    default:
      return name satisfies never;
  }
}

/** A key that is sent rather than given waits for its hand-over, unless whoever sends it says otherwise. */
function isChosen({ act, record, fields }: ActFormProps, name: "waits" | "activation"): boolean {
  const given = fields.get(name);
  if (given !== undefined) return given !== "";
  return name === "waits" && (act === "send-second-key" || record.isIncoming);
}

/** Why it is done, in the words of who does it. */
function Reason(props: {
  readonly view: DeskView;
  readonly act: DeskAct;
  readonly value: string;
  readonly problem: string | null;
}) {
  const { view, act, value, problem } = props;
  const { t } = view;
  const isWanted = actRules[act].reason === "wanted";
  return (
    <InputField
      name="reason"
      value={value}
      problem={problem}
      label={isWanted ? t("act-field.reason") : t("act-field.reason-optional")}
      hint={t("act-field.reason-hint")}
      required={isWanted}
      maxLength={reasonLengthMax}
      rows={2}
    />
  );
}

/** What the form offers where nothing was typed. */
const shownFirst = {
  hours: temporaryCodeDefaults.hours,
  uses: temporaryCodeDefaults.uses,
  startsIn: 0,
} as const;

/** What becomes of the key's own codes while the temporary one lasts. */
function Returning(props: {
  readonly view: DeskView;
  readonly value: string;
  readonly problem: string | null;
}) {
  const { view, value, problem } = props;
  const { t } = view;
  const chosen = value || temporaryCodeDefaults.returningKey;
  return (
    <fieldset class="field">
      <legend>{t("act-field.returning")}</legend>
      {problem === null ? null : (
        <p class="problem" id="returning-problem">
          <WarningSign />
          <span>{problem}</span>
        </p>
      )}
      {(["ends-code", "after-end", "refused"] as const).map((rule) => (
        <label class="choice">
          <input type="radio" name="returning" value={rule} required checked={chosen === rule} />
          <span>{t(`act-field.returning-${rule}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly isChosen: boolean;
}) {
  return (
    <p class="field">
      <label class="choice">
        <input type="checkbox" name={props.name} value="yes" checked={props.isChosen} />
        <span>{props.label}</span>
      </label>
    </p>
  );
}

/** What becomes of the key that is replaced. */
function Fate({ view, value }: { readonly view: DeskView; readonly value: string }) {
  const { t } = view;
  return (
    <fieldset class="field">
      <legend>{t("act-field.new-state")}</legend>
      {(["lost", "retired"] as const).map((fate) => (
        <label class="choice">
          <input type="radio" name="fate" value={fate} required checked={value === fate} />
          <span>{t(`act-field.fate-${fate}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function problemWords(
  { view, record }: Pick<ActFormProps, "view" | "record">,
  problem: Extract<ActProblem, { kind: "problem" }>,
): string {
  const { t } = view;
  const { why } = problem;
  if (why === "reason-long") return t("act-problem.reason-long", { max: reasonLengthMax });
  if (why === "code") return t("act-problem.code", { digits: record.parameters.digits });
  if (why === "days") return t("act-problem.days", { max: firstUseDaysMax });
  if (why === "hours") return t("act-problem.hours", { max: temporaryCodeHoursMax });
  if (why === "uses") return t("act-problem.uses", { max: temporaryCodeUsesMax });
  return keyText(t, `act-problem.${why}`, isCounterBased(record.parameters));
}
