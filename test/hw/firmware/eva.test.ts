import { expect, test } from "vitest";
import { describeWith, frama } from "../../support/needs.ts";
import { explainedAlarms, readReport, runProofs } from "./eva/proofs.ts";

// Goal: nothing that comes over the wire, is pressed or stands in the EEPROM leads to undefined behaviour, at
// any time. Method: hw/firmware/eva proves a start and a step for every state between two steps; what EVA
// cannot see is listed with its reason. All builds: `npm run firmware:eva`.
describeWith(frama, "EVA over the firmware", () => {
  test.each(["wire", "start-hd44780", "step-hd44780"])(
    "has no alarm but the explained ones: %s",
    async (proof) => {
      const [report] = await runProofs([proof]);
      expect(report?.alarms).toEqual(explainedAlarms(proof));
      expect(report?.reached).toBeGreaterThan(100);
    },
    600_000,
  );
});

test("an alarm is read with all its lines, once", () => {
  const text = `[eva:alarm] ../core/frame.c:12: Warning: 
  out of bounds read. assert \\valid_read(bytes + 1);
[eva:alarm] ../core/frame.c:12: Warning: 
  out of bounds read. assert \\valid_read(bytes + 1);
[eva:alarm] step.c:62: Warning: assertion got status unknown.
  In these functions, 5 statements reached (out of 7): 71% coverage.
`;
  expect(readReport("any", text)).toEqual({
    proof: "any",
    alarms: [
      { file: "core/frame.c", says: "out of bounds read. assert \\valid_read(bytes + 1);" },
      { file: "eva/step.c", says: "assertion got status unknown." },
    ],
    reached: 5,
    statements: 7,
  });
});
