import { expect, test } from "vitest";
import { describeWith, freeradius } from "../support/needs.ts";
import { rush } from "./rush.ts";

// Goal: a whole office that logs in at once gets in, whatever else the machine does.
// Method: 200 RADIUS requests at once through Debian's FreeRADIUS with the guide's files, each sent once, half
// of them wrong, in front of a service with the limits and the hash of an installation.

describeWith(freeradius, "200 RADIUS requests at once", (program) => {
  test.each([
    ["on a machine that has nothing else to do", false],
    ["on a machine of which every core is busy", true],
  ])(
    "are all answered rightly within FreeRADIUS's time-out, %s",
    async (_where, isBusy) => {
      // `max_request_time`: later than this FreeRADIUS answers no request any more.
      const found = await rush({ program, requests: 200, isBusy, secondsMax: 30 });
      const slowest = found.seconds.at(-1)?.toFixed(1);
      console.log(
        `200 RADIUS requests, ${isBusy ? "busy" : "idle"}: the last answer after ${slowest} s`,
      );
      const { accepted, rejected, unanswered, wrong } = found;
      expect({ accepted, rejected, unanswered, wrong }, found.output).toEqual({
        ...{ accepted: 100, rejected: 100, unanswered: 0, wrong: 0 },
      });
    },
    120_000,
  );
});
