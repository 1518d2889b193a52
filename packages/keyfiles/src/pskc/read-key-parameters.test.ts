import { describe, expect, test } from "vitest";
import { readPskc } from "../index.ts";

const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";
const said = `<Suite>${suite}</Suite>`;
const counter = "<Counter><PlainValue>7</PlainValue></Counter>";
const challenge = '<ChallengeFormat Encoding="DECIMAL" Min="4" Max="8" CheckDigits="true"/>';

function response(length: number): string {
  return `<ResponseFormat Length="${length}" Encoding="DECIMAL"/>`;
}

function interval(seconds: number): string {
  return `<TimeInterval><PlainValue>${seconds}</PlainValue></TimeInterval>`;
}

/** A file of one key, in the form in which makers of keys with keypads give them. */
function read(parameters: string, data = counter) {
  return readPskc(
    `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage>
    <DeviceInfo><SerialNo>1</SerialNo></DeviceInfo>
    <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:ocra">
    <AlgorithmParameters>${parameters}</AlgorithmParameters>
    <Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>${data}</Data>
    </Key></KeyPackage></KeyContainer>`,
  );
}

describe("readKeyParameters() of a key that answers challenges", () => {
  test("takes all but the counter from its suite, as makers write it", () => {
    for (const parameters of [said, said + response(6)]) {
      const reading = read(parameters);
      expect(reading).toMatchObject({ kind: "read", warnings: [] });
      expect(reading.kind === "read" && reading.keys).toMatchObject([
        { counter: 7, parameters: { suite, digits: 6 } },
      ]);
    }
  });

  test.each([
    ["suite-missing", response(6), counter],
    ["suite-unsupported", "<Suite>OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1</Suite>", counter],
    ["suite-differs", said + response(8), counter],
    ["suite-differs", "<Suite>OCRA-1:HOTP-SHA1-6:QN08-T1M</Suite>", interval(30)],
    ["code-form-unsupported", said + challenge, counter],
    ["counter-missing", said, ""],
  ])("reports %s of %s", (code, parameters, data) => {
    const { problems, warnings } = read(parameters, data);
    expect([problems.map((problem) => problem.code), warnings]).toEqual([[code], []]);
  });
});
