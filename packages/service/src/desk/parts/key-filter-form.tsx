import type { JSX } from "hono/jsx/jsx-runtime";
import type { DeskView } from "../desk-view.ts";
import {
  ageFilters,
  driftFilters,
  isPlain,
  type KeyFilter,
  keySorts,
  usedFilters,
} from "../filter-keys.ts";
import { deskPaths } from "../paths.ts";

/** Chooses which keys of a state are listed, and in which order: a form that is an address. */
export function KeyFilterForm(props: {
  readonly view: DeskView;
  readonly filter: KeyFilter;
}): JSX.Element {
  const { view, filter } = props;
  const { t } = view;
  const any = ["", t("filter.any")] as const;
  return (
    <details class="key-filter" open={!isPlain(filter)}>
      <summary>{t("filter.title")}</summary>
      <form method="get" action={deskPaths.keys}>
        {filter.group === null ? null : <input type="hidden" name="group" value={filter.group} />}
        <Choice
          name="used"
          label={t("filter.used")}
          value={filter.used}
          options={[any, ...usedFilters.map((each) => [each, t(`filter.used-${each}`)] as const)]}
        />
        <Choice
          name="drift"
          label={t("filter.drift")}
          value={filter.drift}
          options={[any, ...driftFilters.map((each) => [each, t(`filter.drift-${each}`)] as const)]}
        />
        <Choice
          name="age"
          label={t("filter.age")}
          value={filter.age}
          options={[
            any,
            ...ageFilters.map(
              (each) => [each, t("filter.age-years", { years: Number(each) })] as const,
            ),
          ]}
        />
        <Choice
          name="sort"
          label={t("filter.sort")}
          value={filter.sort}
          options={keySorts.map((each) => [each, t(`filter.sort-${each}`)] as const)}
        />
        <button type="submit" class="secondary">
          {t("filter.apply")}
        </button>
      </form>
    </details>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly (readonly [value: string, words: string])[];
}) {
  const { name } = props;
  return (
    <p>
      <label for={`filter-${name}`}>{props.label}</label>
      <select id={`filter-${name}`} name={name}>
        {props.options.map(([value, words]) => (
          <option value={value} selected={value === (props.value ?? "")}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}
