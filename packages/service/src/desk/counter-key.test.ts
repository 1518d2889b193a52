import { expect, test } from "vitest";
import { addCounterKey, counterCode, counterSerial } from "../../test-support/counter-key.ts";
import { browserOf, confirm, openTestDesk } from "../../test-support/test-desk.ts";

test("the desk shows the counter of a counter key, and finds it by two codes", async () => {
  const desk = await openTestDesk();
  await addCounterKey(desk.ports);
  const browser = await browserOf(desk, "officer", "en");
  await confirm(desk, browser, "officer");

  const page = await browser.get(`/desk/key?serial=${counterSerial}`);
  expect(page.text).toContain("6 digits, at each press of the button (HOTP), SHA-1");
  expect(page.text).toContain("Counter of the next code, as far as is known 100");
  expect(page.text).toContain("Greatest counter that is spent none");
  expect(page.text).toContain("Codes accepted at this moment 23");
  expect(page.text).not.toContain("Clock of the key");

  const form = await browser.get(`/desk/key/resynchronise?serial=${counterSerial}`);
  expect(form.text).toContain("press the button of the key");
  const codes = { first: counterCode(1500), second: counterCode(1501) };
  const done = await browser.post("/desk/key/resynchronise", { key: counterSerial, ...codes });
  const told = await browser.get(done.location ?? "");
  expect(told.text).toContain("Its button was pressed 1,400 times without a login.");
  expect(told.text).toContain("press the button of the key for a new code, give your identifier");
  expect(told.text).toContain("Greatest counter that is spent 1501");
});

// Goal: whoever holds a key with a button is told to press it, never to wait for a code that does not come.
test.each([
  ["en", /press the button/iu, /wait for|its clock/iu],
  ["fr", /appuyez/iu, /attendez|son horloge/iu],
] as const)(
  "the desk tells the holder of a counter key what to press, in %s",
  async (language, press, wait) => {
    const desk = await openTestDesk();
    await addCounterKey(desk.ports);
    const browser = await browserOf(desk, "officer", language);
    await confirm(desk, browser, "officer");
    const key = counterSerial;
    for (const act of ["unlock", "suspend", "resume", "clear-pin"]) {
      await browser.get(`/desk/key/${act}?serial=${key}`);
      const done = await browser.post(`/desk/key/${act}`, { key, reason: "asked" });
      const told = await browser.get(done.location ?? "");
      if (act === "suspend") continue;
      expect([act, press.test(told.text), wait.exec(told.text)?.[0]]).toEqual([
        act,
        true,
        undefined,
      ]);
    }
    await browser.get(`/desk/key/resynchronise?serial=${key}`);
    const codes = (first: number) => ({
      first: counterCode(first),
      second: counterCode(first + 1),
    });
    const notFound = await browser.post("/desk/key/resynchronise", { key, ...codes(9000) });
    expect(notFound.text).toMatch(press);
    expect(notFound.text).not.toMatch(wait);
    await browser.post("/desk/key/resynchronise", { key, ...codes(100) });
    await browser.get(`/desk/key/resynchronise?serial=${key}`);
    const used = await browser.post("/desk/key/resynchronise", { key, ...codes(100) });
    expect(used.text).toMatch(press);
    expect(used.text).not.toMatch(wait);
  },
);
