import { expect, test } from "vitest";
import * as desk from "./desk-walks.ts";
import * as notice from "./notice-walks.ts";
import * as portal from "./portal-walks.ts";
import { secondKey } from "./second-key-walk.ts";
import { HeaderSets } from "./walk.ts";

// Every page of portal, help and desk in both languages, with its headers. A change that is meant:
// npx vitest run test/transcript -u

type Steps = Parameters<typeof portal.walked>[1];

const walks: readonly (readonly [title: string, (language: string) => Steps])[] = [
  ["first use", () => portal.firstUse],
  ["a commissioning that takes too long", () => portal.expired],
  ["change of PIN", () => portal.changePin],
  ["a second key", () => secondKey],
  ["refusals", () => portal.refusals],
  ["a key with a keypad", () => portal.keypad],
  ["help", () => portal.help],
  ["notices", () => notice.notices],
  ["enrolment at the desk", () => desk.enrolment],
  ["the officer", (language) => (site) => desk.officer(site, language)],
  ["the officer of a school", (language) => (site) => desk.scoped(site, language)],
  ["the desk", (language) => (site) => desk.role(site, "desk", language)],
  ["the auditor", (language) => (site) => desk.role(site, "auditor", language)],
];

test("pages are what the transcript says, in both languages", async () => {
  const headers = new HeaderSets();
  const seen: string[] = [];
  for (const language of ["fr", "en"]) {
    for (const [title, steps] of walks) {
      seen.push(await portal.walked({ title, language, headers }, steps(language)));
    }
    const title = "too many requests";
    seen.push(await portal.walked({ title, language, headers }, notice.tooMany, notice.seldom));
    for (const failure of notice.failureNames) {
      const place = { title: failure, language, headers };
      const ports = notice.failingPorts(failure);
      seen.push(await portal.walked(place, notice.failing, ports));
    }
  }
  const text = [...seen, String(headers)].join("\n\n");
  await expect(`${text}\n`).toMatchFileSnapshot("./pages.txt");
});
