import { verdictWords } from "../drift/key-verdict.ts";
import type { BoardResult, OwnKeyDetails, StepResult } from "../result/bench-result.ts";
import { driftWords, partWords } from "../result/words.ts";
import { loginWords } from "../validator/login.ts";
import { driftPlot, residualPlot, windowPlot } from "./charts.ts";
import { figure } from "./figure.ts";
import { glassSvg } from "./glass-svg.ts";
import { escapeXml } from "./xml.ts";

/** Returns what there is to see of the steps: each glass that differs, and the plots. */
export function stepPictures({ steps }: BoardResult, prefix: string): string {
  const glasses = steps.flatMap(glassFigure);
  const distinct = [...new Map(glasses.map((each) => [each.svg, each])).values()];
  const shown = distinct.map(
    ({ title, svg }) =>
      `<figure class="display"><figcaption>${escapeXml(title)}</figcaption>${svg}</figure>`,
  );
  const plots = steps.flatMap((step, index) =>
    step.details?.kind === "own-key" ? [ownKey(step, step.details, `${prefix}s${index}`)] : [],
  );
  return `${shown.length === 0 ? "" : `<div class="displays">${shown.join("\n")}</div>`}${plots.join("\n")}`;
}

function glassFigure(
  step: StepResult,
): readonly { readonly title: string; readonly svg: string }[] {
  const { details } = step;
  if (details === null || details.kind === "fault") return [];
  return [
    { title: `${step.repetition}.${step.number} ${step.title}`, svg: glassSvg(details.glass) },
  ];
}

function ownKey(step: StepResult, details: OwnKeyDetails, prefix: string): string {
  const { drift, verdict, logins, summary } = details;
  const figures = [
    figure(
      "Oscillator",
      driftPlot(drift),
      `Board clock minus this machine's, from its value at the first sample. ${driftWords(drift)}; ${partWords(drift)}.`,
      `${prefix}d`,
    ),
    figure(
      "What is left beside the line",
      residualPlot(drift),
      `${drift.isSteady ? "One constant error fits every sample" : "No constant error fits every sample: the oscillator wandered"}. Each bar is where the clock can have been when it was asked.`,
      `${prefix}r`,
    ),
    figure("The validator's window", windowPlot(logins), loginWords(summary), `${prefix}w`),
  ];
  return `<h3>${step.repetition}.${step.number} ${escapeXml(step.title)}: ${escapeXml(driftWords(drift))}</h3>
<p class="verdict ${verdict.kind}">${escapeXml(verdictWords(verdict))}</p>
<div class="charts">${figures.join("\n")}</div>`;
}
