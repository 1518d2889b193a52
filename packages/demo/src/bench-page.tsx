import { html, raw } from "hono/html";
import type { BenchView } from "./bench-view.ts";
import { eventWords, stateWords } from "./bench-words.ts";
import { demoHolder } from "./demo-key.ts";

type Html = ReturnType<typeof html>;

/** Returns the bench: the living key beside the portal in which it is used. */
export function benchPage(view: BenchView): Html {
  return html`<!doctype html>${<Page view={view} />}`;
}

function Page({ view }: { view: BenchView }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Jeton bench</title>
        <link rel="icon" href="/bench/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/bench/assets/bench.css" />
        <script type="module" src="/bench/assets/bench.js" />
      </head>
      <body>
        <header>
          <h1>
            Jeton <small>bench</small>
          </h1>
          <p>
            A simulated key beside its holder's portal. Log in as <strong>{demoHolder}</strong> with
            the six digits alone, choose a PIN, wait for the next code, and give the PASSCODE: the
            PIN directly followed by the digits.
          </p>
        </header>
        <main>
          <section class="key" aria-label="Simulated key">
            <div id="key-picture">{raw(view.keySvg)}</div>
            <Countdown view={view} />
            <Controls view={view} />
          </section>
          <section class="portal" aria-label="Portal">
            <iframe src="/portal" title="The holder's portal" />
          </section>
          <section class="desk" aria-label="What the service wrote">
            <h2>
              What the service wrote <small>for staff; the holder never sees why</small>
            </h2>
            <div id="desk">{deskView(view)}</div>
          </section>
        </main>
      </body>
    </html>
  );
}

function Countdown({ view }: { view: BenchView }) {
  const seconds = Math.ceil(view.millisecondsLeft / 1000);
  return (
    <p class="countdown">
      <span>Next code in</span> <output id="seconds-left">{seconds} s</output>
      <progress id="countdown" max={view.periodSeconds} value={seconds} aria-hidden="true" />
    </p>
  );
}

function Controls({ view }: { view: BenchView }) {
  return (
    <div class="controls">
      <h2>The key's clock</h2>
      <NumberForm
        name="offset"
        label="Offset"
        unit="s"
        title="How far the key's clock is ahead of true time"
        value={view.offsetSeconds}
        step="0.001"
        range={[-86_400, 86_400]}
      />
      <NumberForm
        name="rate"
        label="Rate"
        unit="ppm"
        title="How much the key's clock runs fast; 1 ppm is 31.5 s a year"
        value={view.ratePpm}
        step="0.001"
        range={[-5000, 5000]}
      />
      <form class="jumps" method="post" action="/bench/key/jump">
        <span>Jump</span>
        {[-60, -10, 10, 60].map((seconds) => (
          <button name="value" value={String(seconds)} type="submit">
            {seconds > 0 ? "+" : "−"}
            {Math.abs(seconds)} s
          </button>
        ))}
      </form>
      <h2>Help desk</h2>
      <form class="acts" method="post" action="/bench/desk">
        <button name="act" value="clear-pin" type="submit">
          Clear the PIN
        </button>
        <button name="act" value="unlock" type="submit">
          Unlock
        </button>
      </form>
      <p id="notice" role="status" />
    </div>
  );
}

type NumberFormProps = {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly title: string;
  readonly value: number;
  readonly step: string;
  readonly range: readonly [number, number];
};

function NumberForm({ name, label, unit, title, value, step, range }: NumberFormProps) {
  const id = `${name}-value`;
  return (
    <form method="post" action={`/bench/key/${name}`} title={title}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name="value"
        type="number"
        value={String(value)}
        step={step}
        min={String(range[0])}
        max={String(range[1])}
        required
      />
      <span>{unit}</span>
      <button type="submit">Set</button>
    </form>
  );
}

/** Returns the part of the page that tells what the service wrote; it is drawn anew as it changes. */
export function deskView(view: BenchView): Html {
  return html`${(
    <>
      <p>
        Key <strong>{stateWords(view.state)}</strong>
        {view.failures > 0 ? `, ${view.failures} failed in a row` : ""}
      </p>
      <ol reversed start={view.events[0]?.sequence ?? 0}>
        {view.events.map((event) => (
          <li class={event.kind}>
            <time datetime={new Date(event.at).toISOString()}>
              {new Date(event.at).toISOString().slice(11, 19)} UTC
            </time>
            <span>{eventWords(event)}</span>
            <em>{event.actor}</em>
          </li>
        ))}
      </ol>
    </>
  )}`;
}
