import type { Playground } from "../model/playground.ts";
import { readSettings, type Settings, writeSettings } from "../model/settings.ts";
import { part } from "./parts.ts";

/**
 * The form for another key. What it says goes into the address, so that a key can be kept as a bookmark; the
 * page follows the address. `refuse` is told what cannot be used, also when that is nothing.
 */
export class NewKeyPanel {
  readonly #form = part<HTMLFormElement>("new-key");

  constructor(playground: () => Playground, refuse: (problems: readonly string[]) => void) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { settings, now, habit } = playground();
      // A new key begins now, with the crystal of its number and not with the former one's tolerance.
      const base: Settings = { ...settings, startsAt: now, livedDays: 0, habit, ratePpm: null };
      const given = new URLSearchParams(writeSettings(base).slice(1));
      for (const [name, value] of new FormData(this.#form)) given.set(name, String(value));
      const { problems } = readSettings(String(given), now);
      refuse(problems);
      if (problems.length === 0) location.hash = String(given);
    });
  }

  begin({ settings }: Playground): void {
    const field = (name: string) =>
      this.#form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
    field("kind").value = settings.kind;
    field("period").value = String(settings.periodSeconds);
    field("crystal").value = settings.crystal === null ? "perfect" : String(settings.crystal);
    field("seed").value = settings.seedHex;
  }
}
