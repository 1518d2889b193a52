import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { BatchHealth } from "../../fleet/batches.ts";
import { type KeyFinding, keyFindings } from "../../fleet/key-health.ts";
import { nextCodeMonths, nextCodeShares } from "../../fleet/next-code-shares.ts";
import type { Fleet, SurveyedKey } from "../../fleet/survey-fleet.ts";
import { dayWords } from "../../i18n/moment-words.ts";
import type { DeskView } from "../desk-view.ts";
import { scannedMax } from "../find-keys.ts";
import { DeskLayout } from "../parts/layout.tsx";
import { OffsetChart } from "../parts/offset-chart.tsx";
import { ScopeHint } from "../parts/scope-hint.tsx";
import { deskPaths, keyPath } from "../paths.ts";
import { signedNumber } from "../words.ts";

type Props = {
  readonly view: DeskView;
  readonly fleet: Fleet;
  readonly mayExport: boolean;
};

/** Keys of a finding, and batches, that the page shows; the file has all. */
const keysShown = 20;
const batchesShown = 50;

/** What the desk should know of the keys before their holders call. */
export function FleetPage({ view, fleet, mayExport }: Props): JSX.Element {
  const { t, language } = view;
  const found = keyFindings.filter((finding) => fleet.counts[finding] > 0);
  return (
    <DeskLayout view={view} title={t("fleet.title")}>
      <div class="fleet">
        <h1>{t("fleet.title")}</h1>
        <ScopeHint view={view} of="fleet" />
        {fleet.keys.length === 0 ? (
          <p role="status">{t("fleet.none")}</p>
        ) : (
          <>
            <p class="lead">
              {t("fleet.intro", {
                count: fleet.keys.length,
                rate: signedNumber(language, fleet.ratePpb / 1000, 1),
              })}
            </p>
            {fleet.isCutShort ? (
              <p class="hint">{t("fleet.cut-short", { count: scannedMax })}</p>
            ) : null}
            {found.length === 0 ? <p role="status">{t("fleet.nothing-found")}</p> : null}
            {found.map((finding) => (
              <Found view={view} fleet={fleet} finding={finding} />
            ))}
            <NextCodes view={view} fleet={fleet} />
            <Batches view={view} batches={fleet.batches} />
          </>
        )}
        {mayExport ? (
          <p class="ways-on">
            <a href={deskPaths.fleetFile}>{t("fleet.export")}</a>
          </p>
        ) : null}
      </div>
    </DeskLayout>
  );
}

function Found(props: Omit<Props, "mayExport"> & { readonly finding: KeyFinding }) {
  const { view, fleet, finding } = props;
  const { t } = view;
  const keys = fleet.keys.filter(({ findings }) => findings.includes(finding));
  const words = t(`fleet.finding-${finding}`);
  return (
    <section aria-labelledby={finding}>
      <h2 id={finding}>{t("fleet.finding-count", { words, count: keys.length })}</h2>
      <p class="hint">{t(`fleet.cure-${finding}`)}</p>
      <Table
        caption={words}
        titles={[t("key.serial"), t("key.holder"), detailTitle(view, finding)]}
        rows={keys
          .slice(0, keysShown)
          .map((key) => [
            <a href={keyPath(key.serial)}>{key.serial}</a>,
            key.holder ?? "",
            detailOf(view, finding, key),
          ])}
      />
      {keys.length > keysShown ? (
        <p class="hint">{t("fleet.shown", { count: keysShown })}</p>
      ) : null}
    </section>
  );
}

function detailTitle({ t }: DeskView, finding: KeyFinding): string {
  if (finding === "drifting") return t("fleet.rate");
  return finding === "clock-set" ? t("fleet.finding-clock-set") : t("fleet.battery-end");
}

function detailOf(view: DeskView, finding: KeyFinding, key: SurveyedKey): string {
  const { t, language } = view;
  const { clock, batteryEndsAt } = key;
  switch (finding) {
    case "drifting": {
      const rate = clock?.measured?.rate ?? { min: 0, max: 0 };
      const [min, max] = [rate.min, rate.max].map((ppb) => signedNumber(language, ppb / 1000));
      return t("fleet.interval", { min: min ?? "", max: max ?? "" });
    }
    case "clock-set": {
      const set = clock?.set ?? null;
      if (set === null) return "";
      const seconds = signedNumber(language, set.milliseconds / 1000);
      return t("fleet.set-by", { since: dayWords(language, set.since), seconds });
    }
    case "battery":
      return batteryEndsAt === null ? "" : dayWords(language, batteryEndsAt);
    default:
      return finding satisfies never;
  }
}

function NextCodes({ view, fleet }: Omit<Props, "mayExport">) {
  const { t } = view;
  const { now, within, later, unheard } = nextCodeShares(fleet.keys, fleet.at);
  const rows = [
    [t("fleet.next-code-now"), now] as const,
    ...nextCodeMonths.map(
      (months, index) => [t("fleet.next-code-months", { months }), within[index] ?? 0] as const,
    ),
    [t("fleet.next-code-later"), later] as const,
    [t("fleet.unheard"), unheard] as const,
  ];
  return (
    <section aria-labelledby="next-code">
      <h2 id="next-code">{t("fleet.next-code")}</h2>
      <p class="hint">{t("fleet.next-code-intro")}</p>
      <dl class="facts">
        {rows.map(([words, count]) => (
          <>
            <dt>{words}</dt>
            <dd>{count}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Batches({
  view,
  batches,
}: {
  readonly view: DeskView;
  readonly batches: readonly BatchHealth[];
}) {
  const { t, language } = view;
  const seconds = (milliseconds: number) => signedNumber(language, milliseconds / 1000);
  return (
    <section aria-labelledby="batches">
      <h2 id="batches">{t("fleet.batches")}</h2>
      <p class="hint">{t("fleet.batches-intro")}</p>
      <OffsetChart view={view} batches={batches} />
      <Table
        caption={t("fleet.batches")}
        titles={[
          ...[t("fleet.batch"), t("fleet.keys"), t("fleet.offset")],
          ...[t("fleet.rate-median"), t("fleet.drifting"), t("fleet.verdict")],
        ]}
        rows={batches
          .slice(0, batchesShown)
          .map(({ batch, keys, offsets, rates, ...each }) => [
            batch,
            keys,
            offsets === null
              ? ""
              : t("fleet.interval", { min: seconds(offsets.p10), max: seconds(offsets.p90) }),
            rates === null ? "" : signedNumber(language, rates.median / 1000, 1),
            each.drifting,
            t(`fleet.verdict-${verdictOf(each)}`),
          ])}
      />
    </section>
  );
}

function verdictOf({ drifts, measured }: Pick<BatchHealth, "drifts" | "measured">) {
  if (drifts) return "drifts";
  return measured === 0 ? "unknown" : "sound";
}

function Table(props: {
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}) {
  return (
    <table>
      <caption class="visually-hidden">{props.caption}</caption>
      <thead>
        <tr>
          {props.titles.map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((cells) => (
          <tr>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
