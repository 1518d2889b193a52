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
  expect(told.text).toContain("press the button once more");
  expect(told.text).toContain("Greatest counter that is spent 1501");
});
