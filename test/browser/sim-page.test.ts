import { afterEach, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { SimPage } from "./sim-page.ts";

// Goal: a tester can do all of it from the page, and the page shows what the keys show.
// Method: click as they do, read the glass as they do, and ask the house.
describeWith(chromium, "the page of simulated keys in a browser", (executablePath) => {
  let sim: SimPage;

  beforeEach(async () => {
    sim = await SimPage.open(executablePath);
  });

  afterEach(() => sim.close());

  const create = () => sim.page.getByRole("button", { name: "Create" }).click();
  const code = () => sim.house.key("000000001").code() ?? "";

  test("creates a key and shows the code that it shows, then the next one", async () => {
    await create();
    await sim.shows("000000001", code());
    const before = code();
    await sim.card("000000001").getByRole("button", { name: "Next code" }).click();
    await expect.poll(code).not.toBe(before);
    await sim.shows("000000001", code());
  });

  test("leaves a button key dark until it is pressed", async () => {
    await sim.page.getByLabel("Display").selectOption("button");
    await create();
    await sim.shows("000000001", "      ");
    await sim.card("000000001").getByRole("button", { name: "Press" }).click();
    await expect.poll(code).not.toBe("");
    await sim.shows("000000001", code());
    await sim.page.getByRole("button", { name: "+1 min" }).click();
    await sim.shows("000000001", "      ");
  });

  test("makes a key with a counter, whose codes its button shows, and offers no clock for it", async () => {
    await sim.page.getByLabel("Code moves").selectOption("hotp");
    expect(await sim.page.getByLabel("Period").isVisible()).toBe(false);
    await create();
    await sim.shows("000000001", "      ");
    const card = sim.card("000000001");
    const held = () => sim.house.held("000000001");
    for (const counter of [1, 2]) {
      await card.getByRole("button", { name: "Press" }).click();
      await expect.poll(() => card.locator(".says").textContent()).toMatch(`counter: ${counter}`);
      await sim.shows("000000001", held().key.code() ?? "");
    }
    expect(await card.getByText("Clock and temperature").isVisible()).toBe(false);
    expect(await card.getByRole("button", { name: "Restart" }).isVisible()).toBe(false);
    await sim.page.getByRole("button", { name: "+1 min" }).click();
    await sim.shows("000000001", "      ");
  });

  test("makes a key with a keypad, which answers what is typed into it", async () => {
    await sim.page.getByLabel("Code moves").selectOption("ocra");
    expect(await sim.page.getByLabel("Crystal").isVisible()).toBe(false);
    await sim.page.getByLabel("Suite").fill("OCRA-1:HOTP-SHA1-6:C-QN06-PSHA1");
    await create();
    await sim.shows("000000001", "      ");
    const card = sim.card("000000001");
    const keypad = card.getByRole("group", { name: "Keypad" });
    const type = async (...buttons: readonly string[]) => {
      for (const name of buttons) await keypad.getByRole("button", { name, exact: true }).click();
    };
    const says = () => card.locator(".says").textContent();
    await type("OK");
    await expect.poll(says).toMatch("Type the PIN");
    await type("1", "2", "3", "4", "OK");
    await expect.poll(says).toMatch("Type the challenge");
    await type("5", "6", "Clear", "1", "2", "3", "4", "5", "6");
    await sim.shows("000000001", "123456");
    await type("OK");
    await expect.poll(says).toMatch("The response; OK begins anew · next counter 1");
    const response = sim.house.keypad("000000001").key.code() ?? "";
    expect(response).toMatch(/^\d{6}$/);
    await sim.shows("000000001", response);
    for (const name of ["Press", "Restart", "Next code"]) {
      expect(await card.getByRole("button", { name, exact: true }).isVisible()).toBe(false);
    }
    await sim.page.getByRole("button", { name: "+1 min" }).click();
    await sim.shows("000000001", "      ");
  });

  test("injects a fault, names it, and clears it", async () => {
    await create();
    const card = sim.card("000000001");
    await card.getByText("Faults", { exact: true }).click();
    await card.locator('select[name="name"]').selectOption("blank-display");
    await card.getByRole("button", { name: "Inject" }).click();
    await sim.shows("000000001", "      ");
    expect(await card.locator(".faults").textContent()).toBe("blank-display");
    await card.getByRole("button", { name: "Clear lasting faults" }).click();
    await sim.shows("000000001", code());
  });

  test("moves clock, crystal and temperature by its forms", async () => {
    await create();
    const card = sim.card("000000001");
    const key = sim.house.key("000000001");
    await card.getByText("Clock and temperature").click();
    await card.getByLabel("Offset, s").fill("-2.5");
    await card.getByLabel("Offset, s").press("Enter");
    await expect.poll(() => key.offsetMilliseconds()).toBe(-2500);
    await card.getByLabel("Rate, ppm").fill("17");
    await card.getByLabel("Rate, ppm").press("Enter");
    await expect.poll(() => key.ratePpm()).toBe(17);
    await card.getByLabel("Place").selectOption("as warm as …");
    await card.getByLabel("°C").fill("-12");
    await card.getByLabel("°C").press("Enter");
    await expect.poll(() => key.reading().celsius).toBe(-12);
  });

  test("says why it was refused, and goes on", async () => {
    await create();
    await sim.page.getByLabel("Serial number").fill("000000001");
    await create();
    const notice = sim.page.getByRole("alert");
    await expect.poll(() => notice.textContent()).toMatch(/000000001.*it is there/);
    await sim.page.getByLabel("Serial number").fill("B");
    await create();
    await sim.card("B").waitFor();
    expect(await notice.textContent()).toBe("");
    await sim.card("B").getByRole("button", { name: "Delete" }).click();
    await sim.card("B").waitFor({ state: "detached" });
  });

  test("fits 320 pixels, and every control is reached by keyboard", async () => {
    await create();
    await sim.card("000000001").waitFor();
    await sim.page.setViewportSize({ width: 320, height: 800 });
    const overflow = "document.documentElement.scrollWidth - innerWidth";
    expect(await sim.page.evaluate(overflow)).toBe(0);
    const reached = new Set<string>();
    await sim.page.evaluate("document.activeElement.blur()");
    for (let press = 0; press < 40; press += 1) {
      await sim.page.keyboard.press("Tab");
      reached.add(
        await sim.page.evaluate("document.activeElement.textContent.trim().slice(0, 12)"),
      );
    }
    for (const name of ["+1 s", "Next code", "Restart", "Delete", "Faults", "Glass", "Create"]) {
      expect([...reached]).toContain(name);
    }
  });
});
