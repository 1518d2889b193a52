import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { examineServer } from "./server.ts";

let stop = (): void => {};
afterEach(() => stop());

/** Starts a server that answers as `answer` says, and returns its address. */
async function serve(answer: (path: string, response: ServerResponse) => void): Promise<URL> {
  const server = createServer((request, response) => {
    answer(request.url ?? "", response);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => server.close();
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function statesOf(url: URL) {
  return Object.fromEntries((await examineServer(url)).map(({ part, state }) => [part, state]));
}

describe("examineServer()", () => {
  test("finds nothing wrong with a service on this machine", async () => {
    const url = await serve(() => {});
    const states = await statesOf(url);
    expect(states).toEqual({ service: "good", "service's clock": "good", TLS: "good" });
  });

  test("names a store that is away", async () => {
    const url = await serve((_path, response) => response.writeHead(503));
    expect(await examineServer(url)).toMatchObject([
      { state: "bad", found: `${url.origin}/readyz answers 503` },
    ]);
  });

  test("names a clock that is apart from this machine's", async () => {
    const url = await serve((_path, response) => {
      response.setHeader("date", new Date(Date.now() - 60_000).toUTCString());
    });
    expect(await statesOf(url)).toMatchObject({ "service's clock": "bad" });
  });

  test("names a service that is not there, in one line", async () => {
    const url = await serve(() => {});
    stop();
    const [finding] = await examineServer(url);
    expect(finding).toMatchObject({ part: "service", state: "bad" });
    expect(finding?.found).toContain("ECONNREFUSED");
    const silent = await examineServer(new URL("https://127.0.0.1:1"));
    expect(silent[0]?.found).not.toContain("\n");
  });
});
