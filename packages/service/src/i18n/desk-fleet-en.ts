import type { deskFleetFr } from "./desk-fleet-fr.ts";

/** The health of the keys at the help desk, in English. */
export const deskFleetEn: Readonly<Record<keyof typeof deskFleetFr, string>> = {
  "fleet.title": "Health of the keys",
  "fleet.intro":
    "{count, plural, one {# key in stock or in use} other {# keys in stock or in use}}. As a whole they run {rate} ppm off: what the temperature does to all of them.",
  "fleet.cut-short":
    "{count, plural, one {Only the first key is looked at.} other {Only the first # keys are looked at.}}",
  "fleet.none": "There is no key yet.",
  "fleet.findings": "What was found",
  "fleet.nothing-found": "Nothing was found.",
  "fleet.finding-drifting": "Drifts as no sound crystal does",
  "fleet.finding-clock-set": "Clock seems to have been set",
  "fleet.finding-battery": "Battery near its end by age",
  "fleet.cure-drifting":
    "Replace the key before its holder calls; if a whole batch drifts, ask its supplier.",
  "fleet.cure-clock-set":
    "A crystal cannot jump. Ask the holder whether the key was opened or out of their hands; in doubt, replace it.",
  "fleet.cure-battery": "Have a new key ready, and replace this one before its display goes dark.",
  "fleet.finding-count": "{words}: {count, number}",
  "fleet.shown":
    "{count, plural, one {The first one is shown; the file has all.} other {The first # are shown; the file has all.}}",
  "fleet.next-code": "Who will be asked for the next code",
  "fleet.next-code-intro":
    "If a key is not used until then, one code no longer says enough, and its holder is asked for the next one as well.",
  "fleet.next-code-now": "already now",
  "fleet.next-code-months": "{months, plural, one {within # month} other {within # months}}",
  "fleet.next-code-later": "later",
  "fleet.unheard": "no code yet, or a counter key",
  "fleet.batches": "Batches",
  "fleet.batches-intro":
    "A batch is the keys whose numbers differ in their last three characters only. Where their clocks stand, in seconds:",
  "fleet.batch": "Batch",
  "fleet.keys": "Keys",
  "fleet.rate-median": "Middle rate (ppm)",
  "fleet.drifting": "Drifting",
  "fleet.verdict": "Verdict",
  "fleet.verdict-drifts": "drifts",
  "fleet.verdict-sound": "sound",
  "fleet.verdict-unknown": "not measured yet",
  "fleet.chart":
    "{count, plural, one {Offsets of the keys of # batch: the bar holds eight keys of ten, the mark is the middle one.} other {Offsets of the keys of # batches: each bar holds eight keys of ten, its mark is the middle one.}}",
  "fleet.chart-batch": "{batch}: {low} to {high} s, middle {median} s",
  "fleet.offset": "Offset (s)",
  "fleet.offset-min": "Offset min (s)",
  "fleet.offset-max": "Offset max (s)",
  "fleet.rate-min": "Rate min (ppm)",
  "fleet.rate-max": "Rate max (ppm)",
  "fleet.rate": "Rate (ppm)",
  "fleet.rate-since": "Rate measured since",
  "fleet.passes-until": "Next code asked from",
  "fleet.first-seen": "First seen",
  "fleet.battery-end": "End of the battery",
  "fleet.finding": "Found",
  "fleet.interval": "{min} to {max}",
  "fleet.set-by": "{since}, by {seconds} s",
  "fleet.export": "Download all keys (CSV)",
};
