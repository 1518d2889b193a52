import { describe, expect, test } from "vitest";
import { parsePortName, parseTcpName } from "./port-name.ts";

describe("parsePortName()", () => {
  test.each([
    ["/dev/ttyUSB7", { kind: "path", path: "/dev/ttyUSB7" }],
    ["COM3", { kind: "path", path: "COM3" }],
    ["auto", { kind: "auto" }],
    ["tcp://[::1]:4000", { kind: "tcp", host: "::1", port: 4000 }],
    ["usb:10C4:ea60", { kind: "usb", vendorId: "10c4", productId: "ea60", serialNumber: null }],
    ["usb:2341:0043:A:1", { vendorId: "2341", serialNumber: "A:1" }],
  ])("reads %j", (text, name) => {
    expect(parsePortName(text)).toMatchObject(name);
  });

  test.each([
    "",
    " ",
    "usb:zz",
    "usb:2341",
    "USB:",
    "tcp://host",
    "tcp://host:0",
    "http://host:80",
  ])("answers null for %j, which names no port", (text) => {
    expect(parsePortName(text)).toBeNull();
  });
});

describe("parseTcpName()", () => {
  test("reads hosts of every kind, and nothing else", () => {
    expect(parseTcpName("tcp://board.local:4000")).toEqual({ host: "board.local", port: 4000 });
    expect(parseTcpName("tcp://127.0.0.1:4000")).toEqual({ host: "127.0.0.1", port: 4000 });
    expect(parseTcpName("tcp://[::1]:1")).toEqual({ host: "::1", port: 1 });
    for (const text of ["tcp://:1", "tcp://a:0", "tcp://a:65536", "tcp://::1:5", "/dev/tty", ""]) {
      expect(parseTcpName(text), text).toBeNull();
    }
  });
});
