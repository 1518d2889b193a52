import { expect, test } from "vitest";
import { browserOf, logInAgain, openTestDesk } from "../../test-support/test-desk.ts";
import { openBrowser } from "../../test-support/test-portal.ts";

test("the banner stands on every page while the clock guard rings, for staff only", async () => {
  const desk = await openTestDesk();
  const browser = await browserOf(desk, "auditor");
  expect((await browser.get("/desk")).text).not.toContain("L’horloge de ce serveur est suspecte");
  for (let key = 0; key < 10; key += 1) {
    desk.ports.clockWatch.note({ serial: `K-${key}`, at: desk.ports.clock(), shift: -120_000 });
  }
  for (const path of ["/desk", "/desk/key?serial=K-1", "/desk/tickets", "/desk/journal"]) {
    const { text } = await browser.get(path);
    expect(text).toContain("L’horloge de ce serveur est suspecte");
    expect(text).toContain("d’environ 120 s");
  }
  const english = await logInAgain(desk, "auditor", "en");
  expect((await english.get("/desk")).text).toContain("This server’s clock is suspect");
  const { text } = await openBrowser(desk).get("/desk/login");
  expect(text).not.toContain("L’horloge de ce serveur est suspecte");
});
