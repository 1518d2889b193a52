import {
  drawSvg,
  type FaultName,
  faultTable,
  type SimulatedKey,
  type TemperatureProfileName,
  temperatureProfiles,
} from "@jeton/key";
import type { Playground } from "../model/playground.ts";
import { fillSelect, part, say, showFacts } from "./parts.ts";
import type { Panel, Stage } from "./stage.ts";
import { ppm, signed } from "./words.ts";

/** At speed the picture changes so often at most, ms: nothing on the page flickers. */
const pictureMilliseconds = 500;
const asWarmAs = "as warm as below";

/** The key, and what can be done to it. */
export class KeyPanel implements Panel {
  readonly #stage: () => Stage;
  readonly #rate = part<HTMLInputElement>("rate");
  readonly #place = part<HTMLSelectElement>("place");
  readonly #celsius = part<HTMLInputElement>("celsius");
  readonly #fault = part<HTMLSelectElement>("fault");
  #picture = "";
  #pictureAt = 0;

  constructor(stage: () => Stage) {
    this.#stage = stage;
    fillSelect(
      this.#place,
      [...Object.keys(temperatureProfiles), asWarmAs].map((name) => [name, name]),
    );
    fillSelect(
      this.#fault,
      faultTable.map(({ name }) => [name, name.replaceAll("-", " ")]),
    );
    this.#listen();
    this.#tellEffect();
  }

  /** Shows what the settings of a new key say. */
  begin({ settings, living }: Playground): void {
    const { place } = settings;
    this.#place.value = typeof place === "number" ? asWarmAs : place;
    if (typeof place === "number") this.#celsius.value = String(place);
    this.#rate.value = living.kind === "clock" ? String(living.key.ratePpm()) : "0";
    this.#pictureAt = 0;
  }

  draw(): void {
    const { playground } = this.#stage();
    const { living } = playground;
    this.#drawPicture();
    const isPressed = living.kind === "counter" || playground.settings.kind === "button";
    part("press").hidden = !isPressed;
    part("restart").hidden = living.kind === "counter";
    if (living.kind === "counter") {
      say(part("left"), "No clock");
      part<HTMLProgressElement>("left-bar").value = 0;
      showFacts(part("key-facts"), [["Next counter", String(living.key.counter())]]);
      say(part("faults"), "");
      return;
    }
    this.#drawClock(living.key);
  }

  #drawClock(key: SimulatedKey): void {
    const { millisecondsLeft, celsius, step, batteryPercent } = key.reading();
    say(part("left"), `Next code in ${Math.ceil(millisecondsLeft / 1000)} s`);
    part<HTMLProgressElement>("left-bar").value =
      millisecondsLeft / 1000 / key.parameters.periodSeconds;
    showFacts(part("key-facts"), [
      ["Clock is off by", signed(key.offsetMilliseconds())],
      ["Runs fast by", ppm(key.ratePpmNow())],
      ["Temperature", `${celsius.toFixed(1)} °C`],
      ["Step", step === null ? "none: before the year 1970" : String(step)],
      ["Battery", `${batteryPercent.toFixed(1)} %`],
    ]);
    say(part("rate-now"), ppm(key.ratePpm()));
    say(part("celsius-now"), `${this.#celsius.value} °C`);
    const isWarm = this.#place.value === asWarmAs;
    this.#celsius.disabled = !isWarm;
    say(
      part("faults"),
      key
        .faults()
        .map(({ name }) => name.replaceAll("-", " "))
        .join(", "),
    );
  }

  #drawPicture(): void {
    const { playground, isFast } = this.#stage();
    const at = performance.now();
    if (isFast && at - this.#pictureAt < pictureMilliseconds) return;
    const { living } = playground;
    const body = { serial: living.key.serial };
    const { lcd, ...damage } =
      living.kind === "clock" ? living.key.reading() : { lcd: living.key.display() };
    const picture = drawSvg(lcd, { body, ...damage });
    if (picture === this.#picture) return;
    this.#picture = picture;
    this.#pictureAt = at;
    // The key drew it itself, from segments and an escaped serial number.
    part("picture").innerHTML = picture;
  }

  #listen(): void {
    part("press").addEventListener("click", () => {
      const { playground, changed } = this.#stage();
      playground.living.key.press();
      changed();
    });
    part("restart").addEventListener("click", () => this.#act((key) => key.powerUp()));
    this.#rate.addEventListener("input", () =>
      this.#act((key) => key.setRate(Number(this.#rate.value))),
    );
    this.#place.addEventListener("change", () => this.#act((key) => this.#takeTo(key)));
    this.#celsius.addEventListener("input", () => this.#act((key) => this.#takeTo(key)));
    this.#fault.addEventListener("change", () => this.#tellEffect());
    part("inject").addEventListener("click", () =>
      this.#act((key) => key.inject(this.#fault.value as FaultName)),
    );
    part("clear-faults").addEventListener("click", () => this.#act((key) => key.clearFaults()));
  }

  #takeTo(key: SimulatedKey): void {
    const place = this.#place.value;
    const profile = temperatureProfiles[place as TemperatureProfileName];
    key.setTemperature(place === asWarmAs ? Number(this.#celsius.value) : profile);
  }

  #act(act: (key: SimulatedKey) => unknown): void {
    const { playground, changed } = this.#stage();
    if (playground.living.kind !== "clock") return;
    playground.acted();
    act(playground.living.key);
    playground.acted();
    changed();
  }

  #tellEffect(): void {
    const row = faultTable.find(({ name }) => name === this.#fault.value);
    const lasts = row?.kind === "lasting" ? "It lasts until it is cleared." : "It strikes once.";
    say(part("effect"), row === undefined ? "" : `${row.effect}. ${lasts}`);
  }
}
