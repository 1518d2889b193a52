import type { BenchResult, BoardResult, StepResult } from "../result/bench-result.ts";
import { hasPassed } from "../result/bench-result.ts";
import { latencySummary } from "../result/latency-summary.ts";
import { latencyWords, spanWords } from "../result/words.ts";
import { latencyHistogram } from "./charts.ts";
import { figure } from "./figure.ts";
import { reportStyle } from "./report-style.ts";
import { stepPictures } from "./step-pictures.ts";
import { escapeXml } from "./xml.ts";

/** Returns the report as one HTML page: no script, nothing from outside. */
export function htmlReport(result: BenchResult): string {
  const { plan, startedAt, wallSeconds, boards } = result;
  const passed = hasPassed(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(plan)}: ${passed ? "passed" : "failed"}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>${escapeXml(plan)} <span class="${passed ? "passed" : "failed"}">${passed ? "passed" : "failed"}</span></h1>
<p>${new Date(startedAt).toISOString().replace("T", " ").slice(0, 19)} UTC; ${spanWords(wallSeconds)} on this machine.
Times of emulated boards are their own, virtual time.</p>
<div class="wide"><table>
<thead><tr><th>board</th><th>where</th><th>says it is</th><th>passed</th><th>failed</th><th>skipped</th><th>answers within</th></tr></thead>
<tbody>${boards.map(summaryRow).join("\n")}</tbody></table></div>
${boards.map(section).join("\n")}
</body>
</html>
`;
}

function summaryRow(board: BoardResult, index: number): string {
  const count = (outcome: StepResult["outcome"]) =>
    board.steps.filter((step) => step.outcome === outcome).length;
  const latency = latencySummary(board.latencies);
  const cells = [
    `<a href="#board-${index}">${escapeXml(board.name)}</a>`,
    escapeXml(board.place),
    escapeXml(board.version ?? "nothing"),
    String(count("passed")),
    count("failed") === 0 ? "0" : `<span class="failed">${count("failed")}</span>`,
    String(count("skipped")),
    latency === null ? "" : latencyWords(latency),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function section(board: BoardResult, index: number): string {
  return `<section id="board-${index}"><h2>${escapeXml(board.name)} <small>${escapeXml(board.place)}</small></h2>
<div class="wide"><table class="steps">
<thead><tr><th>step</th><th>what</th><th>outcome</th><th>took</th><th>found</th></tr></thead>
<tbody>${board.steps.map(stepRow).join("\n")}</tbody></table></div>
${stepPictures(board, `b${index}`)}
${latencyFigure(board, `b${index}l`)}
${wireLog(board)}
</section>`;
}

function stepRow({ repetition, number, title, outcome, seconds, message }: StepResult): string {
  return `<tr><td>${repetition}.${number}</td><td>${escapeXml(title)}</td><td class="${outcome}">${outcome}</td><td>${spanWords(seconds)}</td><td>${escapeXml(message ?? "")}</td></tr>`;
}

function latencyFigure({ latencies }: BoardResult, prefix: string): string {
  const summary = latencySummary(latencies);
  if (summary === null) return "";
  return `<div class="charts">${figure("Requests", latencyHistogram(latencies), `From a request's first byte to its answer's last: ${latencyWords(summary)}. Requests on spoilt wires are left out.`, prefix)}</div>`;
}

function wireLog({ wire, wireLeftOut }: BoardResult): string {
  if (wire.length === 0) return "";
  const rows = wire.map(
    ({ milliseconds, direction, bytes, means }) =>
      `<tr><td>${milliseconds.toFixed(2)}</td><td>${direction === "to-board" ? "→" : "←"}</td><td>${escapeXml(means)}</td><td><code>${escapeXml(bytes)}</code></td></tr>`,
  );
  const left = wireLeftOut === 0 ? "" : `, ${wireLeftOut} in the middle left out`;
  return `<details><summary>Wire log: ${wire.length} packets${left}</summary><div class="wide"><table class="wire">
<thead><tr><th>ms</th><th></th><th>packet</th><th>bytes</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></div></details>`;
}
