// `npm run radius`: RADIUS requests at once through FreeRADIUS with the files of docs/guides/radius.md, in front of a
// service with the limits and the hash of an installation.
import { findProgram, freeradius, missingSentence } from "../support/needs.ts";
import { programOptions } from "../support/program-options.ts";
import { rush } from "./rush.ts";

const { requests = 200, busy: isBusy } = programOptions({
  script: "radius",
  does: "Sends RADIUS requests at once through FreeRADIUS to a service with the limits of an installation.",
  options: {
    requests: {
      ...{ kind: "number", value: "N", min: 1, max: 256 },
      help: "so many, as a RADIUS client tells at most 256 apart (default 200)",
    },
    busy: { kind: "flag", help: "while the service is busy with others" },
  },
  status: "0 all were answered rightly; 1 one was not; 2 wrong use, or FreeRADIUS is missing.",
});
const program = findProgram(freeradius.names) ?? fail(missingSentence(freeradius));
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
