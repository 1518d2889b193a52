import { describe, expect, test } from "vitest";
import { browserName } from "./browser-name.ts";

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const webKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

describe("browserName()", () => {
  test.each([
    ["firefox", "windows", `${windows.replace(")", "; rv:140.0)")} Gecko/20100101 Firefox/140.0`],
    ["firefox", "linux", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"],
    ["edge", "windows", `${windows} ${webKit} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`],
    ["opera", "windows", `${windows} ${webKit} Chrome/136.0.0.0 Safari/537.36 OPR/120.0.0.0`],
    ["chrome", "windows", `${windows} ${webKit} Chrome/138.0.0.0 Safari/537.36`],
    [
      "chrome",
      "chromeos",
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/138.0.0.0 Safari/537.36`,
    ],
    [
      "chrome",
      "android",
      `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/138.0.0.0 Mobile Safari/537.36`,
    ],
    [
      "samsung",
      "android",
      `Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    ],
    ["chrome", "ios", `${iPhone} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1`],
    ["firefox", "ios", `${iPhone} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`],
    ["safari", "ios", `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`],
    [
      "safari",
      "macos",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    ],
  ])("knows %s on %s", (browser, system, text) => {
    expect(browserName(text)).toEqual({ browser, system });
  });

  test.each([undefined, "", "curl/8.14.1", "<script>", "\u0000".repeat(100_000)])(
    "does not know %j",
    (text) => {
      expect(browserName(text)).toEqual({ browser: null, system: null });
    },
  );
});
