import { unixMilliseconds } from "@jeton/core";
import { drawQuartz, SimulatedKey, temperatureProfiles, VirtualTime } from "@jeton/key";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { axeFindings } from "./axe-findings.ts";
import { KeyPageSite } from "./key-page-site.ts";
import { overflows } from "./narrow-widths.ts";

const day = 86_400_000;
const startsAt = 1_800_000_000_000;

// Goal: a reader who has only the file plays with the very key and the very validator of this project.
// Method: Chromium opens the built page from a disk with its network off; keys and time are read off the page as
// a reader reads them, and compared with `@jeton/key`.
describeWith(chromium, "the page of a key and its validator", (executablePath) => {
  let site: KeyPageSite;

  beforeAll(async () => {
    site = await KeyPageSite.open(executablePath);
  });

  afterAll(() => site.close());

  test("shows, from a file and without a network, what @jeton/key shows for the seed and time", async () => {
    await site.begin("crystal=36&lived=120&place=pocket&habit=never");
    const bornAt = unixMilliseconds(startsAt - 120 * day);
    const time = new VirtualTime(bornAt);
    const temperature = temperatureProfiles.pocket;
    const key = new SimulatedKey({
      ...{ serial: "000000042", seed: rfcSeed("SHA-1"), timeSource: time },
      ...drawQuartz(36, { bornAt, temperature }),
    });
    for (const step of ["+1 s", "Next code", "+1 h", "+30 days", "+1 year"]) {
      await site.press(step);
      time.jumpTo(unixMilliseconds(await site.now()));
      expect(await site.code()).toBe(key.code());
    }
    expect(site.asked).toEqual([]);
  });

  test("allows its own script and style, bridges of boards, and nothing else", async () => {
    await site.begin("lived=0");
    const policy = await site.page
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute("content");
    expect(policy?.replaceAll(/'sha256-[^']+'/g, "HASH")).toBe(
      "default-src 'none'; script-src HASH; style-src HASH; connect-src ws: wss:; base-uri 'none'; form-action 'none'",
    );
  });

  test("believes the truth for a year at speed, and grows no memory of it", async () => {
    await site.begin("habit=daily&lived=400");
    const before = await memoryOf(site);
    await site.page.getByLabel("Speed").selectOption("30 days a second");
    await site.press("Run");
    await expect.poll(() => site.now(), { timeout: 120_000 }).toBeGreaterThan(startsAt + 366 * day);
    await site.press("Stop");
    const [, held, all] = /(\d+) of (\d+) times/.exec(await site.text("#belief-facts")) ?? [];
    expect(Number(all)).toBeGreaterThan(1000);
    expect(held).toBe(all);
    const after = await memoryOf(site);
    expect(after.nodes).toBeLessThan(before.nodes + 300);
    expect(after.megabytes).toBeLessThan(before.megabytes + 10);
  });

  test("stays responsive at speed: no frame waits for what the holder does", async () => {
    await site.begin("habit=daily&lived=0");
    await site.page.getByLabel("Speed").selectOption("30 days a second");
    await site.press("Run");
    const busy = await site.page.evaluate<number>(busyShare);
    expect(busy).toBeLessThan(0.9);
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^(Accepted|Refused|Next code asked): /);
    await site.press("Stop");
  });

  test("asks for the next code after a year in a drawer, takes it, and takes it once", async () => {
    await site.begin("habit=never&ppm=40&place=25&lived=0");
    await site.press("+1 year");
    expect(await site.text("#window-facts")).toMatch("asks for the next one");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^Next code asked: /);
    await site.press("Next code");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^Accepted: /);
    expect(await site.text("#window-facts")).toMatch("is spent");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^Refused: .*spent/);
    expect(await site.page.locator("#entries li").count()).toBe(5);
  });

  test("takes a PASSCODE that the reader types, and burns its code with a wrong PIN", async () => {
    await site.begin("habit=never&lived=1");
    const field = site.page.getByLabel("PASSCODE");
    await field.fill(`1111${await site.code()}`);
    await field.press("Enter");
    await site.drawn();
    expect(await site.text("#decision")).toMatch(/^Refused: .*the PIN was wrong/);
    await field.fill(`7294${await site.code()}`);
    await field.press("Enter");
    await site.drawn();
    expect(await site.text("#decision")).toMatch(/^Refused: .*spent/);
    await site.press("Next code");
    await field.fill(`7294 ${await site.code()}`);
    await field.press("Enter");
    await site.drawn();
    expect(await site.text("#decision")).toMatch(/^Accepted: /);
  });

  test("shows faults on the glass, in the clock and in the decisions", async () => {
    await site.begin("habit=never&lived=1");
    await site.page.getByText("Faults", { exact: true }).click();
    const strike = async (name: string) => {
      await site.page.getByLabel("Fault").selectOption(name);
      await site.press("Let it strike");
    };
    await strike("blank-display");
    expect(await site.code()).toBe("      ");
    expect(await site.text("#faults")).toBe("blank display");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch("no code can be read");
    await site.press("Clear lasting faults");
    await strike("seed-bit-flip");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^Refused: the key cannot have shown that code/);
    await site.press("Clear lasting faults");
    await strike("clock-jump");
    expect(await site.text("#key-facts")).toMatch(/Clock is off by\s+[+−]\d+ min/);
    const [, held, all] = /(\d+) of (\d+) times/.exec(await site.text("#belief-facts")) ?? [];
    expect(Number(held)).toBeLessThan(Number(all));
  });

  test("has keys with a button, and counter keys, which move on by their presses", async () => {
    await site.begin("kind=button&habit=never&lived=1");
    expect(await site.code()).toBe("      ");
    await site.press("Press the button");
    expect(await site.code()).toMatch(/^\d{6}$/);
    await site.page.getByText("Another key").click();
    await site.page.getByLabel("Kind").selectOption("counter, a code a press");
    await site.press("Put it in service");
    await site.press("Press the button");
    expect(await site.code()).toBe("359152");
    await site.press("Log in with the key’s code");
    expect(await site.text("#decision")).toMatch(/^Accepted: step 3, 1 step ahead/);
    for (let press = 0; press < 8; press += 1) await site.press("Press the button");
    expect(await site.text("#window-facts")).toMatch("asks for the next one");
    expect(await site.page.locator("#offset-chart").isVisible()).toBe(false);
  });

  test("says what of its address it cannot use, and shows a key all the same", async () => {
    await site.begin("crystal=many");
    expect(await site.text("#notice")).toMatch('Cannot use "crystal=many": expected a number');
    expect(await site.code()).toMatch(/^\d{6}$/);
  });

  test("can be used by everyone: axe, by day and by night, narrow, by keyboard alone", async () => {
    await site.begin("habit=weekly&lived=60");
    for (const summary of ["Faults", "On a display board", "Another key"]) {
      await site.page.getByText(summary, { exact: true }).click();
    }
    for (const colorScheme of ["light", "dark"] as const) {
      await site.page.emulateMedia({ colorScheme });
      expect(await axeFindings(site.page)).toEqual([]);
    }
    const reached = new Set<string>();
    await site.page.evaluate("document.activeElement.blur()");
    for (let press = 0; press < 50; press += 1) {
      await site.page.keyboard.press("Tab");
      reached.add(
        await site.page.evaluate<string>(
          "document.activeElement.id || document.activeElement.textContent.trim()",
        ),
      );
    }
    const controls = await site.page.evaluate<readonly string[]>(controlsOfPage);
    expect(controls.filter((control) => !reached.has(control))).toEqual([]);
    expect(await overflows(site.page)).toEqual([]);
  });
});

/** The share of two seconds in which the page computes: what is left is for the reader. */
const busyShare = `new Promise((done) => {
  let busy = 0;
  const begins = performance.now();
  const look = () => {
    const framed = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      busy += performance.now() - framed;
      if (performance.now() - begins < 2000) requestAnimationFrame(look);
      else done(busy / (performance.now() - begins));
    };
    channel.port2.postMessage(null);
  };
  requestAnimationFrame(look);
})`;

const controlsOfPage = `[...document.querySelectorAll("button, input, select, summary")]
  .filter((control) => control.checkVisibility() && !control.disabled)
  .map((control) => control.id || control.textContent.trim())`;

async function memoryOf({ page }: KeyPageSite) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const metricOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { nodes: metricOf("Nodes"), megabytes: metricOf("JSHeapUsedSize") / 1e6 };
}
