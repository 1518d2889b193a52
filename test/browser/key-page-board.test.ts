import { startBoardBridge } from "@jeton/bench";
import {
  builtFirmware,
  type LiveBoard,
  liveTransport,
  startWorkerBoard,
} from "@jeton/board-emulator";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { glassOf, showsCode } from "./board-glass.ts";
import { KeyPageSite } from "./key-page-site.ts";
import { MockSerial } from "./mock-serial.ts";

// Goal: a page drives a board by the same driver as a program, and says what to do when it cannot.
// Method: the firmware's own binary runs behind a port in the shape that Chromium has, and behind a real bridge;
// what its glass holds is compared with what the page's key shows.
describeWith(chromium, "the page of a key with a display board", (executablePath) => {
  let site: KeyPageSite;
  let serial: MockSerial;

  beforeAll(async () => {
    site = await KeyPageSite.open(executablePath);
    serial = await MockSerial.give(site.page);
  });

  afterAll(async () => {
    await serial.stop();
    // Bridges refuse the page here, and end while it is connected: a browser notes both.
    await site.close(/^WebSocket connection to 'ws:\/\/127\.0\.0\.1:\d+\/' failed: /);
  });

  beforeEach(async () => {
    await site.begin("habit=never&lived=1");
    await site.page.getByText("On a display board").click();
    serial.acts.length = 0;
  });

  const status = () => site.text("#board-status");
  const shows = (board: LiveBoard) => showsCode(board, () => site.code());

  test("shows the key on a board at a serial port, as time moves, and lets go of the port", async () => {
    await site.press("Choose a serial port");
    await expect.poll(status, { timeout: 20_000 }).toMatch(/^On the board: /);
    await shows(serial.board);
    await site.press("Next code");
    await shows(serial.board);
    await site.press("+1 year");
    await shows(serial.board);
    await site.press("Disconnect");
    await expect.poll(() => serial.acts.at(-1)).toBe("close");
    expect((await glassOf(serial.board)).join("").trim()).toBe("");
    expect(serial.acts).toEqual(["open 19200", "close"]);
    await site.press("Choose a serial port");
    await expect.poll(status, { timeout: 20_000 }).toMatch(/^On the board: /);
    await site.press("Disconnect");
  });

  test("goes on after a garbled line, and after an unplug once the board is back", async () => {
    await site.press("Choose a serial port");
    await expect.poll(status, { timeout: 20_000 }).toMatch(/^On the board: /);
    await serial.garble("FramingError");
    await site.press("Next code");
    await shows(serial.board);
    await serial.unplug();
    await expect.poll(status).toMatch(/unplugged|another program/);
    await serial.plug();
    await expect.poll(status, { timeout: 30_000 }).toMatch(/^On the board: /);
    await shows(serial.board);
    await site.press("Disconnect");
    expect(await status()).toBe("Disconnected.");
  });

  test("names the cure when no port is chosen, when it is taken, and when there is no Web Serial", async () => {
    await serial.choose("nothing");
    await site.press("Choose a serial port");
    await expect.poll(status).toMatch(/no port was chosen; press again and choose one/);
    await serial.choose("port");
    await serial.occupy(true);
    await site.press("Choose a serial port");
    await expect.poll(status).toMatch(/another program or another tab has it/);
    await expect.poll(() => site.button("Choose a serial port").isVisible()).toBe(true);
    await site.page.evaluate("delete navigator.serial");
    await site.page.evaluate(
      'Object.defineProperty(navigator, "serial", { value: undefined, configurable: true })',
    );
    await site.press("Choose a serial port");
    await expect.poll(status).toMatch(/no Web Serial .*use Chrome, Edge, Opera or Chromium/);
  });

  test("drives a board behind a bridge, which refuses pages that it does not know", async () => {
    const board = await startWorkerBoard({ flash: builtFirmware("board-hd44780") });
    const given = {
      ...{ host: "127.0.0.1", port: 0, token: "right" },
      connect: async () => liveTransport(board),
    };
    const shut = await startBoardBridge({ ...given, origins: [] });
    const bridge = await startBoardBridge({ ...given, origins: ["null"] });
    await site.page.context().setOffline(false);
    try {
      const url = site.page.getByLabel("Or a bridge");
      await url.fill(shut.url);
      await site.press("Connect to the bridge");
      await expect.poll(status).toMatch(/its --origin names this page/);
      await expect.poll(() => url.isVisible()).toBe(true);
      await url.fill(bridge.url.replace("#right", "#wrong"));
      await site.press("Connect to the bridge");
      await expect.poll(status).toMatch(/wants its token/);
      await expect.poll(() => url.isVisible()).toBe(true);
      await url.fill(bridge.url);
      await site.press("Connect to the bridge");
      await expect.poll(status, { timeout: 20_000 }).toMatch(/^On the board: /);
      await shows(board);
      await bridge.close();
      await expect.poll(status).toMatch(/the bridge was ended|It is tried again/);
      await site.press("Disconnect");
    } finally {
      await site.page.context().setOffline(true);
      await Promise.all([shut.close(), bridge.close(), board.stop()]);
    }
  });
});
