// `npm run radius -- [--requests 200] [--busy]`: RADIUS requests at once through FreeRADIUS with the files of
// docs/guides/radius.md, in front of a service with the limits and the hash of an installation.
// Exit status 1 when one is not answered rightly.
import { parseArgs } from "node:util";
import { findProgram, freeradius, missingSentence } from "../support/needs.ts";
import { rush } from "./rush.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "200" }, busy: { type: "boolean" } },
});
const requests = Number(values.requests);
if (!Number.isInteger(requests) || requests < 1 || requests > 256) {
  fail("wanted --requests from 1 to 256: a RADIUS client tells so many apart");
}
const program = findProgram(freeradius.names) ?? fail(missingSentence(freeradius));
const isBusy = values.busy === true;
const found = await rush({ program, requests, isBusy, secondsMax: 30 });
const at = (share: number) =>
  found.seconds[Math.ceil(share * found.seconds.length) - 1] ?? Number.NaN;
console.log(
  `${found.accepted} accepted, ${found.rejected} rejected, ${found.unanswered} unanswered, ${found.wrong} answered wrongly`,
);
console.log(
  `half after ${at(0.5).toFixed(1)} s, 99 % after ${at(0.99).toFixed(1)} s, all after ${at(1).toFixed(1)} s`,
);
process.exit(found.wrong + found.unanswered > 0 ? 1 : 0);

function fail(why: string): never {
  console.error(`Cannot run: ${why}`);
  process.exit(2);
}
