import { describe, expect, test } from "vitest";
import { manualClock } from "../test-support/manual-clock.ts";
import { choosePort, type PortInfo } from "./port-choice.ts";
import { portProblemWords } from "./port-problem.ts";
import { watchPorts } from "./port-watch.ts";

const uno = (path: string, serialNumber: string): PortInfo => ({
  path,
  usb: { vendorId: "2341", productId: "0043", serialNumber },
  maker: "Arduino",
});
const one = uno("/dev/ttyACM0", "A1");
const two = uno("/dev/ttyACM1", "B2");
const plain: PortInfo = { path: "/dev/ttyS9", usb: null, maker: null };

describe("choosePort()", () => {
  test("takes a path as it is", () => {
    expect(choosePort("/dev/ttyUSB7", [])).toBe("/dev/ttyUSB7");
    expect(choosePort("COM3", [])).toBe("COM3");
  });

  test("finds a port by its USB id, and by its serial number where several fit", () => {
    expect(choosePort("usb:2341:0043", [plain, one])).toBe("/dev/ttyACM0");
    expect(choosePort("usb:2341:0043:B2", [one, two])).toBe("/dev/ttyACM1");
    expect(choosePort("auto", [plain, two])).toBe("/dev/ttyACM1");
  });

  test("names all that fit when several do", () => {
    expect(() => choosePort("usb:2341:0043", [one, two])).toThrow(
      'Cannot choose a port for "usb:2341:0043": 2 fit, wanted one of /dev/ttyACM0 (usb:2341:0043:A1) Arduino, /dev/ttyACM1 (usb:2341:0043:B2) Arduino',
    );
  });

  test("says when none fits, and what is no id", () => {
    expect(() => choosePort("auto", [plain])).toThrow(/no USB serial port fits; plug the board in/);
    expect(() => choosePort("usb:2341", [one])).toThrow(/wanted a path, usb:VENDOR:PRODUCT/);
  });
});

describe("portProblemWords()", () => {
  test("names the group and the rule when permission is missing", () => {
    const words = portProblemWords("/dev/ttyACM0", { kind: "forbidden", group: "dialout" });
    expect(words).toContain('wanted a member of the group "dialout"');
    expect(words).toContain('udev rule SUBSYSTEM=="tty"');
  });
});

describe("watchPorts()", () => {
  test("tells what comes and goes, but not what was there first", async () => {
    const clock = manualClock();
    let ports: readonly PortInfo[] = [plain];
    let fails = false;
    const told: string[] = [];
    const stop = watchPorts(
      async () => {
        if (fails) throw new Error("busy");
        return ports;
      },
      ({ kind, port }) => told.push(`${kind} ${port.path}`),
      { clock },
    );
    await clock.pass(1200);
    ports = [plain, one];
    await clock.pass(600);
    fails = true;
    await clock.pass(600);
    fails = false;
    ports = [one];
    await clock.pass(1200);
    stop();
    ports = [];
    await clock.pass(1200);
    expect(told).toEqual(["plugged /dev/ttyACM0", "unplugged /dev/ttyS9"]);
  });
});
