import { CookieJar } from "../../support/cookie-jar.ts";
import {
  type Answer,
  type Challenge,
  type Door,
  type PortalPage,
  type RefusalSeen,
  type Stage,
  shapeOf,
} from "./door.ts";
import type { Node } from "./node.ts";

/** What a browser needs to be somewhere. */
export type Network = {
  readonly now: () => number;
  /** Returns the node to which the next request goes. */
  readonly route: () => Node;
  readonly onRefusal: RefusalSeen;
  /** Called for an attempt that got two different answers. */
  readonly onOtherAnswer: (door: Door["kind"], first: string, other: string) => void;
  /** False where whoever logs in is never known again: a mutation. */
  readonly keepsDevices: boolean;
};

/** A browser at the holder's portal: its cookies, its open page, its forms. */
export class Browser implements Door {
  readonly name: string;
  readonly kind = "portal";
  readonly takesPasswords: boolean;
  readonly known = new Set<string>();
  refusals = 0;
  readonly #network: Network;
  readonly #address: string;
  readonly #jar: CookieJar;
  /** Whether it is used for a key with a keypad. */
  readonly #hasKeypad: boolean;
  #csrf: string | null = null;
  #asked: Challenge | null = null;
  #recoveryCodes: readonly string[] = [];
  /** Where the page with new recovery codes waits. */
  #shownAt: string | null = null;

  constructor(
    name: string,
    at: { readonly address: string; readonly network: Network; readonly hasKeypad?: boolean },
    jar = new CookieJar(at.network.now),
  ) {
    const { address, network, hasKeypad = false } = at;
    this.name = name;
    this.#address = address;
    this.#network = network;
    this.#hasKeypad = hasKeypad;
    // Who types a challenge into a key has no password.
    this.takesPasswords = !hasKeypad;
    this.#jar = jar;
  }

  get asked(): Challenge | null {
    return this.#asked;
  }

  /** Opens the page on which a challenge stands. */
  async ask(identifier: string, stage: Stage): Promise<Challenge | null> {
    this.#asked = null;
    if (stage === "log-in") {
      if ((await this.#open(keypadPage)) !== null) return null;
      const led = await this.#send(keypadPage, { identifier });
      if (led?.response.headers.get("location") !== answerPage) return null;
    }
    await this.#open(stage === "confirm" ? "/portal/confirm" : answerPage);
    return this.#asked;
  }

  /** Returns a browser elsewhere into which this one's cookies were copied. */
  copy(name: string): Browser {
    const at = { address: this.#address, network: this.#network, hasKeypad: this.#hasKeypad };
    return new Browser(name, at, this.#jar.copy());
  }

  async present(identifier: string, passcode: string): Promise<Answer> {
    if (this.#hasKeypad) {
      const asked = this.#asked ?? (await this.ask(identifier, "log-in"));
      if (asked === null) return { kind: "away" };
      return this.#post(answerPage, { identifier, challenge: asked.token, passcode });
    }
    return this.#submit("/portal", "/portal/login", { identifier, passcode });
  }

  async choosePin(pin: string): Promise<Answer> {
    this.#csrf = null;
    return this.#submit("/portal/pin", "/portal/pin", { pin, pinAgain: pin });
  }

  async confirm(passcode: string): Promise<Answer> {
    const asked = this.#asked;
    if (this.#hasKeypad && asked !== null) {
      return this.#post("/portal/confirm", { challenge: asked.token, passcode });
    }
    this.#csrf = null;
    return this.#submit("/portal/confirm", "/portal/confirm", { passcode });
  }

  /** The three steps by which someone who is logged in changes the PIN; the first one ends "in". */
  async beginPinChange(passcode: string): Promise<Answer> {
    this.#csrf = null;
    return this.#submit("/portal/change-pin", "/portal/change-pin", { passcode });
  }

  async chooseNewPin(pin: string): Promise<Answer> {
    this.#csrf = null;
    return this.#submit("/portal/change-pin/new", "/portal/change-pin/new", { pin, pinAgain: pin });
  }

  async confirmNewPin(passcode: string): Promise<Answer> {
    this.#csrf = null;
    return this.#submit("/portal/change-pin/confirm", "/portal/change-pin/confirm", { passcode });
  }

  /** Asks for recovery codes, as someone who is logged in; "in" when they are shown: `recoveryCodes` has them then. */
  async makeRecoveryCodes(passcode: string): Promise<Answer> {
    this.#csrf = null;
    this.#recoveryCodes = [];
    this.#shownAt = null;
    const answer = await this.#submit(recoveryPage, recoveryPage, { passcode });
    if (this.#shownAt === null) return answer;
    const shown = await this.#request(this.#shownAt, { method: "GET" });
    this.#recoveryCodes = shown?.body.match(/[A-Z]{4} [A-Z]{4} [A-Z]{4} [1-8]/gu) ?? [];
    return answer;
  }

  /** The recovery codes that were shown last; none where the page was lost on its way. */
  get recoveryCodes(): readonly string[] {
    return this.#recoveryCodes;
  }

  /** Closes the browser: what it keeps for the session only is gone. */
  leave(): void {
    this.#csrf = null;
    this.#jar.endSession();
  }

  /** Returns whether the landing page still greets its holder. */
  async isInside(): Promise<boolean | null> {
    const answer = await this.#request("/portal/home", { method: "GET" });
    return answer === null || answer.response.status >= 500 ? null : answer.response.status === 200;
  }

  /** Signs out by the form of the landing page, and closes the browser. Returns whether that was taken. */
  async signOut(): Promise<boolean> {
    const problem = await this.#open("/portal/home");
    const answer = problem === null ? await this.#send("/portal/logout", {}) : null;
    this.leave();
    return answer?.response.status === 303;
  }

  async #submit(page: string, path: string, fields: Fields): Promise<Answer> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (this.#csrf === null) {
        const problem = await this.#open(page);
        if (problem !== null) return problem;
      }
      const answer = await this.#post(path, fields);
      // The form was too old or of another session: the page is opened again, and the form sent.
      if (answer.kind !== "expired" || page !== "/portal") return answer;
      this.leave();
    }
    return { kind: "odd", what: "the portal takes no form" };
  }

  /** Opens a page with a form; null when the form is there. */
  async #open(page: string): Promise<Answer | null> {
    const answer = await this.#request(page, { method: "GET" });
    if (answer === null || answer.response.status >= 500) return { kind: "away" };
    const { response, body } = answer;
    if (response.status === 429) return tooMany(response);
    if (response.status === 303 && page === "/portal") {
      // Somebody is logged in here: another log-in begins with a sign-out.
      this.leave();
      return this.#open(page);
    }
    this.#csrf = /name="csrf" value="([^"]+)"/u.exec(body)?.[1] ?? null;
    if (this.#hasKeypad) this.#asked = challengeOn(body);
    return this.#csrf === null ? { kind: "expired" } : null;
  }

  async #post(path: string, fields: Fields): Promise<Answer> {
    const sent = await this.#send(path, fields);
    // A form that is shown again is a page of its own, which a browser opens by itself.
    const again = sent?.response.headers.get("location") ?? "";
    const isAgain = again.includes("?again=");
    const answer = isAgain ? await this.#request(again, { method: "GET" }) : sent;
    const place = refusalPlaces[path];
    if (place !== undefined && isAgain && sent !== null) {
      this.#network.onRefusal(place, shapeOf(sent.response, `${again}\n${sent.body}`, []));
    }
    if (answer === null || answer.response.status >= 500) return { kind: "away" };
    const { response } = answer;
    if (response.status === 429) return tooMany(response);
    if (response.status === 303) return this.#taken(response);
    if (response.status === 403 && answer.body.includes('id="refused"')) {
      if (place !== undefined) {
        const body = withoutAsked(answer.body, fields);
        const shape = shapeOf(response, body, Object.values(fields));
        this.#network.onRefusal(portalPage(response, place), shape);
      }
      return { kind: "refused" };
    }
    if (response.status === 403) return { kind: "expired" };
    return { kind: "odd", what: `${path} answered ${response.status}` };
  }

  #send(path: string, fields: Fields) {
    const body = new URLSearchParams({ csrf: this.#csrf ?? "", ...fields }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return this.#request(path, { method: "POST", headers, body });
  }

  /** Says where the portal led. */
  #taken(response: Response): Answer {
    this.#csrf = null;
    const to = response.headers.get("location") ?? "";
    this.#shownAt = to.startsWith(`${recoveryPage}?shown=`) ? to : null;
    if (this.#shownAt !== null) return { kind: "in", holder: "" };
    if (to === "/portal/change-pin/new") return { kind: "in", holder: "" };
    if (to === "/portal/change-pin/confirm") return { kind: "confirm" };
    if (to.startsWith("/portal/home")) return { kind: "in", holder: "" };
    if (to.startsWith("/portal/pin")) return { kind: "choose-pin" };
    if (to.startsWith("/portal/confirm")) return { kind: "confirm" };
    return { kind: "expired" };
  }

  async #request(path: string, init: RequestInit & { headers?: Record<string, string> }) {
    const headers = {
      ...init.headers,
      cookie: this.#jar.header(),
      "sec-fetch-site": "same-origin",
      "accept-language": "en",
    };
    const node = this.#network.route();
    const response = await node.request(path, { ...init, headers }, this.#address);
    if (response === null) return null;
    const { keepsDevices } = this.#network;
    this.#jar.keepFrom(response, (name) => keepsDevices || !name.includes("device"));
    return { response, body: await response.text() };
  }
}

type Fields = Readonly<Record<string, string>>;

const recoveryPage = "/portal/recovery-codes";
const keypadPage = "/portal/keypad";
const answerPage = `${keypadPage}/answer`;

/** Of the forms of a log-in: as what a refusal is compared. */
const refusalPlaces: Readonly<Record<string, "portal" | "keypad">> = {
  "/portal/login": "portal",
  [answerPage]: "keypad",
};

/** Returns the challenge of a page; null where there is none. */
function challengeOn(body: string): Challenge | null {
  const question = /challenge-question"[^>]*>\s*([0-9]+)/u.exec(body)?.[1];
  const token = /name="challenge" value="([^"]+)"/u.exec(body)?.[1];
  return question === undefined || token === undefined ? null : { question, token };
}

/** Returns a page without its challenge, and without whom it asks. */
function withoutAsked(body: string, { identifier = "" }: Fields): string {
  return body
    .replace(/(challenge-question"[^>]*>\s*)[0-9]+/u, "$1QUESTION")
    .replace(`the identifier ${identifier}.`, "the identifier ECHO.");
}

function tooMany(response: Response): Answer {
  return { kind: "too-many", seconds: Number(response.headers.get("retry-after") ?? 1) };
}

function portalPage({ headers }: Response, place: "portal" | "keypad"): PortalPage {
  return headers.has("set-cookie") ? `${place}'s page that begins a session` : `${place}'s page`;
}
