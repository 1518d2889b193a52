import { isLoopback } from "@jeton/http";
import { bad, doubtful, type Finding, good } from "./finding.ts";

const patienceMilliseconds = 5000;
/** Between two clocks, the way of the answer included. */
const apartMilliseconds = 5000;

/** Looks at a running service as a browser reaches it. */
export async function examineServer(url: URL): Promise<readonly Finding[]> {
  const part = "service";
  try {
    const ready = await ask(new URL("/readyz", url));
    if (ready.status !== 200) {
      const cure = "see the log of jeton serve: it is up and cannot reach its store";
      return [bad(part, `${url.origin}/readyz answers ${ready.status}`, cure)];
    }
    const page = await ask(new URL("/portal", url));
    return [good(part, `${url.origin} is ready`), clockFinding(ready), tlsFinding(url, page)];
  } catch (error) {
    const { cause, message } = error as Error;
    const [why] = (cause instanceof Error ? cause.message : message).trim().split("\n");
    const cure = "start jeton serve, or see what stands before it: name, port, certificate";
    return [bad(part, `${url.origin} does not answer: ${why}`, cure)];
  }
}

function ask(url: URL): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patienceMilliseconds) });
}

function clockFinding({ headers }: Response): Finding {
  const part = "service's clock";
  const theirs = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return doubtful(part, "its answers bear no date", "compare it by hand");
  const apart = Math.abs(theirs - Date.now());
  const found = `${Math.round(apart / 1000)} s from this machine's`;
  if (apart <= apartMilliseconds) return good(part, found);
  return bad(part, found, "keep both by a time server: codes are refused when it is wrong");
}

function tlsFinding(url: URL, page: Response): Finding {
  const part = "TLS";
  if (url.protocol === "http:") {
    if (isLoopback(url.hostname.replace(/^\[|\]$/gu, ""))) {
      return good(part, "none, and none needed on this machine; give the public https address too");
    }
    return bad(part, "PASSCODEs travel unencrypted", "end TLS in a proxy before the service");
  }
  if (page.headers.has("strict-transport-security")) return good(part, "https, and browsers stay");
  const cure = "start jeton serve with --secure-cookies";
  return bad(part, "https, but cookies would also travel without it", cure);
}
