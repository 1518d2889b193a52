import { escapeXml } from "@jeton/key";
import { fleetCharts } from "./fleet-charts.ts";
import { delaySeconds, firstOffsetSeconds, sampledKeysMax } from "./fleet-plan.ts";
import type { FleetRun } from "./fleet-run.ts";
import { fleetColumns, fleetRows } from "./fleet-tables.ts";
import { habitNamed } from "./habits.ts";
import { policyNamed } from "./policies.ts";

/** Returns the report as one HTML page: no script, nothing from outside. */
export function fleetReport(runs: readonly FleetRun[], command: string): string {
  const policies = [...new Set(runs.flatMap(({ plan }) => plan.policies))];
  const rows = fleetRows(runs);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Window policies over a fleet of keys</title>
<style>${style}</style>
</head>
<body>
<h1>Window policies over a fleet of keys</h1>
<p>Simulated. ${runs.map(planWords).map(escapeXml).join(" ")} Crystals sold as ±20 ppm with their
temperature curve, ageing and random walk; a code reaches the server ${delaySeconds.min} to ${delaySeconds.max} s after
it was read; at the first use a key is off by at most ${firstOffsetSeconds} s. Every policy meets the same codes at
the same moments. Made by <code>${escapeXml(command)}</code>.</p>
<div class="wide"><table>
<thead><tr>${fleetColumns.map((name) => `<th>${escapeXml(name.toLowerCase())}</th>`).join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr${row[2] === "belief" ? ' class="ours"' : ""}>${row.map((cell) => `<td>${escapeXml(cell)}</td>`).join("")}</tr>`).join("\n")}
</tbody></table></div>
<dl>${policies.map((name) => `<dt>${escapeXml(name)}</dt><dd>${escapeXml(policyNamed(name)?.means ?? "")}</dd>`).join("\n")}</dl>
${runs.map(section).join("\n")}
</body>
</html>
`;
}

function planWords({ plan }: FleetRun): string {
  const habit = habitNamed(plan.habit);
  return `${plan.keys} keys of ${plan.periodSeconds} s for ${plan.years} years in a place like “${plan.place}”, used ${plan.habit} (${habit?.means}), seed ${plan.seed}.`;
}

function section(run: FleetRun, index: number): string {
  const { plan } = run;
  const figures = fleetCharts(run).map(
    ({ title, caption, svg }) =>
      `<figure><h3>${escapeXml(title)}</h3>${withOwnIds(svg, `run${index}`)}<figcaption>${escapeXml(caption)}</figcaption></figure>`,
  );
  const sampled = Math.min(plan.keys, sampledKeysMax);
  return `<section><h2>${escapeXml(plan.habit)}, ${plan.periodSeconds} s</h2>
<p>${plan.keys} keys; offsets of ${sampled} of them.</p>
<div class="charts">${figures.join("\n")}</div></section>`;
}

/** Several plots in one page must not share the ids of their clip paths. */
function withOwnIds(svg: string, prefix: string): string {
  return svg.replace(/\bzr(\d+)/g, `${prefix}-zr$1`);
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
body { margin: 0 auto; max-width: 84rem; padding: 1rem clamp(0.75rem, 3vw, 2.5rem) 3rem;
  background: light-dark(#f3f5f7, #14181d); color: light-dark(#1b2430, #e6ebf0); }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; font-size: 1.3rem; } h3 { margin: 0 0 0.5rem; font-size: 1rem; }
code { overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; background: light-dark(#fff, #1d232a); }
th, td { padding: 0.25rem 0.8rem; border-bottom: 1px solid light-dark(#d4dae1, #35404b); text-align: right; white-space: nowrap; }
th:nth-child(-n+3), td:nth-child(-n+3) { text-align: left; }
.ours { font-weight: 700; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: 1rem; border-radius: 0.75rem; background: #fff; color: #1b2430; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 0.5rem; font-size: 0.9rem; color: #4a5663; }
@media print { body { background: #fff; color: #000; } figure { border: 1px solid #ccc; } }
`;
