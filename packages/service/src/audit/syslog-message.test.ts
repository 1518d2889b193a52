import { type ChainedEvent, unixMilliseconds } from "@jeton/core";
import { expect, test } from "vitest";
import { syslogMessage } from "./syslog-message.ts";

const source = { hostName: "node-1", version: "1.2.3" };
const event: ChainedEvent = {
  ...{ serial: 'K"1]', sequence: 7, hash: "ab", at: unixMilliseconds(1_800_000_000_000) },
  ...({ kind: "refused", actor: "holder", step: null, reason: "wrong-pin" } as const),
  diagnosis: { pin: "wrong", offsetSteps: -2, hypothesis: null },
};

test("syslogMessage() writes RFC 5424, with what has a meaning there escaped", () => {
  // Facility 13, severity 5: 13 * 8 + 5 = 109.
  expect(syslogMessage("rfc5424", event, source)).toBe(
    '<109>1 2027-01-15T08:00:00.000Z node-1 jeton - refused [jeton@32473 serial="K\\"1\\]" sequence="7" actor="holder" reason="wrong-pin" pin="wrong" offsetSteps="-2" hash="ab"]',
  );
  const set = { ...event, kind: "clock-set", reason: null } as const;
  expect(syslogMessage("rfc5424", set, { ...source, hostName: "é " })).toMatch(
    /^<108>1 \S+ - jeton /u,
  );
});

test("syslogMessage() writes CEF, with what has a meaning there escaped", () => {
  const odd = { ...event, serial: "K=1|\\" };
  expect(syslogMessage("cef", odd, source)).toBe(
    "<109>1 2027-01-15T08:00:00.000Z node-1 jeton - refused - CEF:0|Jeton|jeton|1.2.3|refused|refused|5|rt=1800000000000 suser=holder outcome=failure cs1Label=serial cs1=K\\=1|\\\\ cn1Label=sequence cn1=7 reason=wrong-pin externalId=ab cn2Label=offsetSteps cn2=-2",
  );
});
