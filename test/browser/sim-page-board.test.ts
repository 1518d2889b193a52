import { startBoardBridge } from "@jeton/bench";
import { builtFirmware, liveTransport, startWorkerBoard } from "@jeton/board-emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { glassOf, showsCode } from "./board-glass.ts";
import { MockSerial } from "./mock-serial.ts";
import { SimPage } from "./sim-page.ts";

// Goal: the page of `jeton-sim serve` shows a key of the server on a board, by the same driver as a program.
// Method: the firmware's own binary runs behind a port in the shape that Chromium has, and behind a real bridge;
// what its glass holds is compared with what the server's key shows.
describeWith(chromium, "the page of simulated keys with a display board", (executablePath) => {
  const serialNumber = "000000001";
  let sim: SimPage;
  let serial: MockSerial;

  beforeEach(async () => {
    sim = await SimPage.open(executablePath);
    serial = await MockSerial.give(sim.page);
    await sim.page.reload();
    await press("Create");
    await card().getByText("On a display board").click();
  });

  afterEach(async () => {
    await serial.stop();
    // Where a test ends the server, the browser notes that the stream of events broke off.
    await sim.close(/^Failed to load resource: net::ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED)/);
  });

  const card = () => sim.card(serialNumber);
  const press = (name: string) => sim.page.getByRole("button", { name, exact: true }).click();
  const status = () => card().getByRole("status").textContent();
  const code = async () => sim.house.key(serialNumber).code() ?? "";
  const isDark = async () => (await glassOf(serial.board)).join("").trim() === "";
  const connected = () => expect.poll(status, { timeout: 20_000 }).toMatch(/^On the board: /);

  test("shows a key of the server, as time moves, and lets go of the port", async () => {
    await press("Choose a serial port");
    await connected();
    await showsCode(serial.board, code);
    await press("Next code");
    await showsCode(serial.board, code);
    await press("+1 day");
    await showsCode(serial.board, code);
    await press("Disconnect");
    await expect.poll(() => serial.acts.at(-1)).toBe("close");
    expect(await isDark()).toBe(true);
    expect(serial.acts).toEqual(["open 19200", "close"]);
    expect(await status()).toBe("Disconnected.");
  });

  test("presses the key's button for a key of the board", async () => {
    await press("Delete");
    // By its name: until the key is gone, its faults say "display" as well.
    await sim.page.locator('select[name="display"]').selectOption("button");
    await press("Create");
    await card().getByText("On a display board").click();
    await press("Choose a serial port");
    await connected();
    await expect.poll(isDark).toBe(true);
    serial.board.do({ kind: "press", key: "enter" });
    await expect.poll(code).not.toBe("");
    await showsCode(serial.board, code);
  });

  test("takes the code off the glass when the key or the server is gone", async () => {
    await press("Choose a serial port");
    await connected();
    await showsCode(serial.board, code);
    await press("Delete");
    await expect.poll(() => serial.acts.at(-1)).toBe("close");
    expect(await isDark()).toBe(true);
    await press("Create");
    await card().getByText("On a display board").click();
    await press("Choose a serial port");
    await connected();
    await showsCode(serial.board, code);
    await sim.endServer();
    await expect.poll(isDark, { timeout: 20_000 }).toBe(true);
  });

  test("is allowed serial ports by its server, and names the cure when none is chosen", async () => {
    expect(await sim.page.evaluate('document.featurePolicy.allowsFeature("serial")')).toBe(true);
    await serial.choose("nothing");
    await press("Choose a serial port");
    await expect.poll(status).toMatch(/no port was chosen; press again and choose one/);
    expect(await card().getByRole("button", { name: "Disconnect" }).isVisible()).toBe(false);
  });

  test("drives a board behind a bridge that names the page", async () => {
    const board = await startWorkerBoard({ flash: builtFirmware("board-hd44780") });
    const bridge = await startBoardBridge({
      ...{ host: "127.0.0.1", port: 0, token: "right" },
      origins: [new URL(sim.page.url()).origin],
      connect: async () => liveTransport(board),
    });
    try {
      await sim.page.getByLabel("Or a bridge").fill(bridge.url);
      await press("Connect to the bridge");
      await connected();
      await showsCode(board, code);
    } finally {
      await bridge.close();
      await board.stop();
    }
  });
});
