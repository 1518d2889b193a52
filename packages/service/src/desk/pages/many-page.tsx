import type { JSX } from "hono/jsx/jsx-runtime";
import { Form } from "../../web/parts/fields.tsx";
import { GoodNews } from "../../web/parts/message.tsx";
import type { ChosenKey, ManyAct, ManyResult } from "../act-many.ts";
import { reasonLengthMax } from "../act-notes.ts";
import { actRules, isPossible } from "../acts.ts";
import type { DeskView } from "../desk-view.ts";
import { InputField } from "../parts/input-field.tsx";
import { DeskLayout } from "../parts/layout.tsx";
import { deskPaths, keyPath } from "../paths.ts";
import { stateWords } from "../words.ts";

/** Asks whether the act is to be done to these keys: how many, which, and which are left as they are. */
export function ManyPage(props: {
  readonly view: DeskView;
  readonly act: ManyAct;
  readonly keys: readonly ChosenKey[];
  readonly reason: string;
  readonly problem: string | null;
}): JSX.Element {
  const { view, act, keys, problem } = props;
  const { t } = view;
  const able = keys.filter(({ record }) => record !== null && isPossible(act, record));
  const title = `${t(`act.${act}`)} – ${t("many.keys", { count: keys.length })}`;
  const isWanted = actRules[act].reason === "wanted";
  return (
    <DeskLayout view={view} title={title} hasError={problem !== null}>
      <h1>{title}</h1>
      <p class="lead">{t(`act-does.${act}`)}</p>
      <table>
        <caption>{t("many.will-do", { count: able.length })}</caption>
        <KeyHead view={view} last={t("many.what")} />
        <tbody>
          {keys.map((key) => (
            <tr class={able.includes(key) ? undefined : "bad-row"}>
              <td>
                <a href={keyPath(key.serial)}>{key.serial}</a>
              </td>
              <td>{key.record?.holder ?? ""}</td>
              <td>{key.record && stateWords(view, key.record, view.now)}</td>
              <td>{able.includes(key) ? t(`act.${act}`) : t("many.left")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {able.length === 0 ? null : (
        <div class="narrow">
          <Form view={view} action={deskPaths.manyDo}>
            <input type="hidden" name="act" value={act} />
            {able.map(({ serial }, index) => (
              <input type="hidden" name={`key-${index}`} value={serial} />
            ))}
            <InputField
              name="reason"
              value={props.reason}
              label={isWanted ? t("act-field.reason") : t("act-field.reason-optional")}
              hint={t("act-field.reason-hint")}
              problem={problem}
              required={isWanted}
              maxLength={reasonLengthMax}
              rows={2}
            />
            <button type="submit" class="primary hard">
              {t(`act.${act}`)} – {t("many.keys", { count: able.length })}
            </button>
          </Form>
        </div>
      )}
      <p class="ways-on">
        <a href={deskPaths.keys}>{t("desk.cancel")}</a>
      </p>
    </DeskLayout>
  );
}

/** Says key by key what became of an act on many. */
export function ManyDonePage(props: {
  readonly view: DeskView;
  readonly act: ManyAct;
  readonly keys: readonly ChosenKey[];
  readonly results: readonly ManyResult[];
}): JSX.Element {
  const { view, act, keys, results } = props;
  const { t } = view;
  const done = results.filter(({ result }) => result === "done").length;
  const title = `${t(`act.${act}`)} – ${t("many.done", { count: done })}`;
  return (
    <DeskLayout view={view} title={title}>
      <h1>{t(`act.${act}`)}</h1>
      <GoodNews title={t("many.done", { count: done })} />
      {done === results.length ? null : (
        <p class="rule check">
          <strong>{t("many.not-done", { count: results.length - done })}</strong>
        </p>
      )}
      <table>
        <caption class="visually-hidden">{title}</caption>
        <KeyHead view={view} last={t("many.what")} />
        <tbody>
          {results.map(({ serial, result }, index) => {
            const record = keys[index]?.record ?? null;
            return (
              <tr class={result === "done" ? undefined : "bad-row"}>
                <td>
                  <a href={keyPath(serial)}>{serial}</a>
                </td>
                <td>{record?.holder ?? ""}</td>
                <td>{record && stateWords(view, record, view.now)}</td>
                <td>{t(`many.result-${result}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="ways-on">
        <a href={deskPaths.keys}>{t("desk.nav-keys")}</a>
      </p>
    </DeskLayout>
  );
}

function KeyHead({ view, last }: { readonly view: DeskView; readonly last: string }) {
  const { t } = view;
  return (
    <thead>
      <tr>
        {[t("key.serial"), t("key.holder"), t("key.state"), last].map((title) => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
  );
}
