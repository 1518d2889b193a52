import { addToken } from "@jeton/service";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Door, type Row, rows, serialAt, spareOf, takesSpare } from "./act-rows.ts";
import { Browser } from "./browser.ts";
import { type Doors, passThrough } from "./doors.ts";
import { type Installation, openInDirectory, openInMemory } from "./installation.ts";
import { placeKeys, stock } from "./keys-in-situations.ts";
import { runJeton } from "./run-jeton.ts";
import { addAccount, staffBrowser } from "./staff.ts";

// What the twelve acts of the help desk come to, at the desk's form, the API and the command. A change
// that is meant: npx vitest run test/transcript -u
// Seen to fail with isServiceKey taken out of keys.ts and act-routes.tsx: rows of decoy-3 and staff-zoe.

describe("the acts of the help desk", () => {
  let inMemory: Installation;
  let inDirectory: Installation;

  beforeEach(async () => {
    inMemory = await openInMemory();
  });

  afterEach(async () => {
    await inDirectory?.close();
    await inMemory.close();
  });

  test("come to what the transcript says, at every door", async () => {
    const blocks = new Map<Row, string[]>(rows.map((row) => [row, []]));
    const pass = async (doors: Doors, of: readonly Door[]) => {
      for (const row of rows) {
        for (const door of of.filter((each) => row.doors.includes(each))) {
          blocks.get(row)?.push(await passThrough(doors, door, row));
        }
      }
    };
    await pass(await openDoors(inMemory, ["form", "api"]), ["form", "api"]);
    inDirectory = await openInDirectory();
    const commands = await openDoors(inDirectory, ["command", "json"]);
    // The first command gives the decoys a PIN of the cost that commands know.
    if (inDirectory.directory !== null) await runJeton(inDirectory.directory, ["keys", "list"]);
    await pass(commands, ["command", "json"]);
    const text = [...blocks].map(([row, block]) => [titleOf(row), ...block].join("\n"));
    await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot("./acts.txt");
  });
});

function titleOf({ act, situation, note }: Row): string {
  return `${act}, ${situation}${note === "" ? "" : `, ${note}`}`;
}

/** Places the keys of all rows for these doors, and logs the staff in. */
async function openDoors(installation: Installation, of: readonly Door[]): Promise<Doors> {
  const { ports } = installation;
  const placed = of.flatMap((door) =>
    rows.flatMap((row) =>
      row.serial === null && row.doors.includes(door)
        ? [{ serial: serialAt(door, row), situation: row.situation, act: row.act }]
        : [],
    ),
  );
  await placeKeys(installation, placed);
  for (const { serial, act } of placed) {
    if (takesSpare(act)) await stock(installation, spareOf(serial));
  }
  await addAccount(installation, "zoe", "desk");
  const app = installation.openApp();
  const token = { name: "test", scopes: ["keys:write"] as const, createdBy: "staff:setup" };
  const { token: bearer } = await addToken(ports, { ...token, expiresAt: null });
  const doors = { installation, app, authorization: `Bearer ${bearer}` };
  if (!of.includes("form")) return { ...doors, staff: {} };
  const { browser: paul } = await staffBrowser(installation, app, { name: "paul", role: "desk" });
  const { browser: lea } = await staffBrowser(installation, app, { name: "lea", role: "auditor" });
  const { browser: nora } = await staffBrowser(installation, app, {
    name: "nora",
    role: "officer",
  });
  const marie = await staffBrowser(installation, app, { name: "marie", role: "officer" });
  await marie.member.confirm(marie.browser);
  const { browser } = marie;
  const staff = { marie: browser, foreign: browser, paul, lea, nora, nobody: new Browser(app) };
  return { ...doors, staff };
}
