import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nextMessage, startSource, stopProcess } from "./source-process.ts";
import { makeStoreDirectory } from "./store-directory.ts";

// Goal: processes that start together on a machine where there is no store yet make one store.
// Method: several processes open the same new file at the same moment, insert the same key and
// close, which is also the moment at which SQLite removes its log; again for many files.

const openers = 4;
const files = 40;

describe("openSqliteStore()", () => {
  test("makes one store, however many processes make it at once", async () => {
    const directory = makeStoreDirectory();
    const processes = Array.from({ length: openers }, () =>
      startSource("test/contracts/opener.ts"),
    );
    try {
      await Promise.all(processes.map((each) => nextMessage(each)));
      for (let number = 0; number < files; number += 1) {
        const answers = processes.map((each) => nextMessage<boolean | string>(each));
        for (const each of processes) each.send(join(directory.path, `${number}.sqlite`));
        const found = (await Promise.all(answers)).map(String).sort();
        expect(found).toEqual(["false", "false", "false", "true"]);
      }
    } finally {
      await Promise.all(processes.map((each) => stopProcess(each, "SIGKILL")));
      directory.remove();
    }
  });
});
