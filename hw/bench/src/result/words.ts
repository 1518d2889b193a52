import type { DriftEstimate } from "../drift/estimate-drift.ts";
import type { LatencySummary } from "./latency-summary.ts";

/** Returns "+60.012 ± 0.034 ppm": as many decimals as the uncertainty has two figures. */
export function driftWords({ ppm, uncertaintyPpm }: DriftEstimate): string {
  const decimals = Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(uncertaintyPpm))));
  // Rounded outward, so that what is printed is no narrower than what was found.
  const unit = 10 ** -decimals;
  const wide = Math.ceil(uncertaintyPpm / unit + 0.5) * unit;
  return `${signed(ppm, decimals)} ± ${wide.toFixed(decimals)} ppm`;
}

/** Returns where the uncertainty comes from. */
export function partWords({ parts, samples, seconds }: DriftEstimate): string {
  const { readingPpm, scatterPpm, hostPpm } = parts;
  const host = hostPpm === 0 ? "nothing" : `${figure(hostPpm)} ppm`;
  return `${samples} samples over ${spanWords(seconds)}; of the uncertainty ${figure(readingPpm)} ppm are reading the clock, ${figure(scatterPpm)} ppm scatter, this machine's clock ${host}`;
}

/** Returns "p50 5.2 ms, p99 7.1 ms, at most 9.0 ms (412)". */
export function latencyWords({ p50, p99, max, count }: LatencySummary): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, at most ${max.toFixed(1)} ms (${count})`;
}

/** Returns a time in a unit that fits: "24.0 h". */
export function spanWords(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${(seconds / 86_400).toFixed(1)} days`;
  if (seconds >= 2 * 3600) return `${(seconds / 3600).toFixed(1)} h`;
  if (seconds >= 120) return `${(seconds / 60).toFixed(1)} min`;
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${(seconds * 1000).toFixed(0)} ms`;
}

function signed(value: number, decimals: number): string {
  // Nothing is no less than nothing: "-0.00" becomes "0.00".
  const text = value.toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, "$1");
  return value > 0 ? `+${text}` : text;
}

/** Two figures, never with an exponent: "0.0034", "1000". */
function figure(value: number): string {
  return new Intl.NumberFormat("en", {
    minimumSignificantDigits: 2,
    maximumSignificantDigits: 2,
    useGrouping: false,
  }).format(value);
}
