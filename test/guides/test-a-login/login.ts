import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { verify } from "otplib";

/** The one account of this login. `secret`: the key's seed in base32. */
export type Account = { readonly pin: string; readonly secret: string };

/**
 * A login as many write it: otplib's `verify`, with the tolerance that its documentation calls
 * standard. `once` lets it remember the step of the last code. `now` answers the time, Unix ms.
 */
export function loginServer(
  { pin, secret }: Account,
  { once = false, now = Date.now }: { readonly once?: boolean; readonly now?: () => number } = {},
): Server {
  let lastStep: number | undefined;

  async function isRight(passcode: string): Promise<boolean> {
    const token = passcode.slice(-6);
    if (passcode.slice(0, -6) !== pin || !/^\d{6}$/.test(token)) return false;
    const memory = once && lastStep !== undefined ? { afterTimeStep: lastStep } : {};
    const epoch = Math.floor(now() / 1000);
    const result = await verify({ secret, token, epoch, epochTolerance: 30, ...memory });
    if (result.valid && "timeStep" in result) lastStep = result.timeStep;
    return result.valid;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("content-type", "text/html");
    if (request.method !== "POST") return void response.end(page(""));
    const passcode = new URLSearchParams(await text(request)).get("passcode") ?? "";
    if (await isRight(passcode)) return void response.end("<h1>Welcome</h1>");
    response.writeHead(403).end(page("Refused"));
  }

  return createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
}

function page(message: string): string {
  return `<!doctype html><title>Log in</title><p role="status">${message}</p>
    <form method="post"><label>PASSCODE <input name="passcode"></label><button>Log in</button></form>`;
}
