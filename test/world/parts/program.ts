import type { Network } from "./browser.ts";
import { type Answer, type Challenge, type Door, shapeOf } from "./door.ts";

/** What a program keeps of earlier answers, to be sent back as it came. */
type Kept = { device?: string; flow?: string; transaction?: string };

/** An attempt as it was sent first, and what was answered. */
type SentBefore = { readonly fields: Fields; answer: string | null };

type Fields = Readonly<Record<string, string>>;
type Reply = Readonly<Record<string, unknown>>;

/** What came back: a reply to be read, or what there is to tell already. */
type Sent =
  | { readonly told: Answer }
  | {
      readonly told: null;
      readonly response: Response;
      readonly text: string;
      readonly body: Reply;
    };

/** A login server at the JSON API, or a RADIUS server at `/validate/check`, for one computer. */
export class Program implements Door {
  readonly name: string;
  readonly kind: "api" | "check";
  readonly takesPasswords = false;
  readonly known = new Set<string>();
  refusals = 0;
  readonly #network: Network;
  readonly #address: string;
  readonly #token: string;
  /** By identifier: one program serves many. */
  readonly #kept = new Map<string, Kept>();
  /** Whether it serves keys with a keypad. */
  readonly #hasKeypad: boolean;
  #asked: Challenge | null = null;
  #current = "";
  /** By id: what can be sent again until the log-in is over. */
  readonly #sent = new Map<string, SentBefore>();

  constructor(
    name: string,
    kind: "api" | "check",
    at: {
      readonly address: string;
      readonly token: string;
      readonly network: Network;
      readonly hasKeypad?: boolean;
    },
  ) {
    this.#hasKeypad = at.hasKeypad ?? false;
    this.name = name;
    this.kind = kind;
    this.#address = at.address;
    this.#token = at.token;
    this.#network = at.network;
  }

  get asked(): Challenge | null {
    return this.#asked;
  }

  async ask(identifier: string): Promise<Challenge | null> {
    this.#asked = null;
    const sent = await this.#send("/api/v1/challenges", { identifier });
    if (sent.told !== null) return null;
    const { question, challenge } = sent.body;
    this.#asked = { question: String(question), token: String(challenge) };
    return this.#asked;
  }

  async present(identifier: string, passcode: string, id?: string): Promise<Answer> {
    this.#current = identifier;
    const { device, flow } = this.#of(identifier);
    const kept = { ...(device && { device }), ...(flow && { flow }) };
    if (this.#hasKeypad) {
      const asked = this.#asked ?? (await this.ask(identifier));
      if (asked === null) return { kind: "away" };
      const fields = { identifier, challenge: asked.token, passcode, ...kept };
      return this.#api("/api/v1/challenges/answer", fields, id);
    }
    if (this.kind === "check") {
      return this.#check({ user: identifier, pass: passcode, ...kept }, id);
    }
    return this.#api("/api/v1/authenticate", { identifier, passcode, ...kept }, id);
  }

  async choosePin(pin: string): Promise<Answer> {
    const { transaction = "" } = this.#of(this.#current);
    if (this.kind === "api") {
      return this.#api("/api/v1/transactions/pin", { transaction, pin, pinAgain: pin });
    }
    const state = { user: this.#current, transaction_id: transaction };
    const once = await this.#check({ ...state, pass: pin });
    return once.kind === "choose-pin" ? this.#check({ ...state, pass: pin }) : once;
  }

  async confirm(passcode: string, id?: string): Promise<Answer> {
    const { transaction = "" } = this.#of(this.#current);
    // What confirms a PIN answers a challenge as any log-in does.
    if (this.#hasKeypad) return this.present(this.#current, passcode, id);
    if (this.kind === "api") {
      return this.#api("/api/v1/transactions/confirm", { transaction, passcode }, id);
    }
    return this.#check({ user: this.#current, pass: passcode, transaction_id: transaction }, id);
  }

  leave(): void {
    this.#sent.clear();
    for (const kept of this.#kept.values()) {
      delete kept.flow;
      delete kept.transaction;
    }
  }

  #of(identifier: string): Kept {
    const kept = this.#kept.get(identifier) ?? {};
    this.#kept.set(identifier, kept);
    return kept;
  }

  async #api(path: string, fields: Fields, id?: string): Promise<Answer> {
    const sent = await this.#send(path, fields, id);
    if (sent.told !== null) return sent.told;
    const { response, body, text } = sent;
    this.#keep(body);
    switch (body.result) {
      case "accepted":
        return { kind: "in", holder: String(body.holder) };
      case "challenge":
        return body.challenge === "choose-pin" ? { kind: "choose-pin" } : { kind: "confirm" };
      case "refused":
        if (/authenticate$|answer$/u.test(path)) this.#refused(response, text);
        return { kind: "refused" };
      default:
        return { kind: "odd", what: `${path} answered ${response.status} ${text.slice(0, 200)}` };
    }
  }

  async #check(fields: Fields, id?: string): Promise<Answer> {
    const sent = await this.#send("/validate/check", fields, id);
    if (sent.told !== null) return sent.told;
    const { response, body, text } = sent;
    const detail = (body.detail ?? {}) as Reply;
    const { authentication } = (body.result ?? {}) as Reply;
    this.#keep({ ...detail, transaction: detail.transaction_id });
    switch (authentication) {
      case "ACCEPT":
        return { kind: "in", holder: this.#current };
      case "CHALLENGE":
        return String(detail.message).startsWith("Wait until")
          ? { kind: "confirm" }
          : { kind: "choose-pin" };
      case "REJECT":
        if (fields.transaction_id === undefined) this.#refused(response, text);
        return { kind: "refused" };
      default:
        return { kind: "odd", what: `check answered ${response.status} ${text.slice(0, 200)}` };
    }
  }

  /** Sends the fields, or what was sent first with this id. */
  async #send(path: string, fields: Fields, id?: string): Promise<Sent> {
    const before = id === undefined ? null : (this.#sent.get(id) ?? { fields, answer: null });
    if (id !== undefined && before !== null) this.#sent.set(id, before);
    const given = {
      ...(before?.fields ?? fields),
      ...(id && this.kind === "check" && { attempt_id: id }),
    };
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${this.#token}`,
      ...(id && this.kind === "api" && { "idempotency-key": id }),
    };
    const init = { method: "POST", headers, body: JSON.stringify(given) };
    const response = await this.#network.route().request(path, init, this.#address);
    if (response === null || response.status >= 500) return { told: { kind: "away" } };
    if (response.status === 429) {
      const seconds = Number(response.headers.get("retry-after") ?? 1);
      return { told: { kind: "too-many", seconds } };
    }
    const text = await response.text();
    if (before !== null) this.#compare(before, text);
    return { told: null, response, text, body: JSON.parse(text) as Reply };
  }

  #refused(response: Response, text: string): void {
    this.#network.onRefusal(this.kind, shapeOf(response, timeless(text), []));
  }

  #compare(before: SentBefore, text: string): void {
    const answer = timeless(text);
    before.answer ??= answer;
    if (before.answer !== answer) {
      this.#network.onOtherAnswer(this.kind, before.answer, answer);
    }
  }

  #keep(body: Reply): void {
    const kept = this.#of(this.#current);
    if (typeof body.device === "string" && this.#network.keepsDevices) kept.device = body.device;
    if (typeof body.flow === "string") kept.flow = body.flow;
    if (typeof body.transaction === "string") kept.transaction = body.transaction;
  }
}

/** The dates and numbers of privacyIDEA's envelope are those of the moment. */
function timeless(text: string): string {
  return text.replaceAll(/"(time|id|versionnumber)": ?[0-9.]+/gu, '"$1":0');
}
