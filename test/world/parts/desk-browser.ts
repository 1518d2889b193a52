import { CookieJar } from "../../support/cookie-jar.ts";
import type { Network } from "./browser.ts";
import { type Answer, type Door, shapeOf } from "./door.ts";

type Fields = Readonly<Record<string, string>>;
type Loaded = { readonly response: Response; readonly body: string };

/** A form of the desk as it stands in an open page: where it goes, with its token. */
export type OpenForm = { readonly path: string; readonly csrf: string };

/** What came of asking for the form of an act, or of sending it. */
export type DeskAnswer =
  | { readonly kind: "form"; readonly form: OpenForm }
  | { readonly kind: "done" }
  /** To be done after a log-in, or after both factors were given again. */
  | { readonly kind: "log-in" | "factors" }
  /** The form is none of this session, or its role may not do this. */
  | { readonly kind: "turned-down" }
  /** The act cannot be done to this key now, or a field is to be mended. */
  | { readonly kind: "impossible" }
  | { readonly kind: "away" }
  | { readonly kind: "odd"; readonly what: string };

const digits = 6;

/** A browser at the help desk: its cookies, the log-in of the staff, the pages of keys and acts. */
export class DeskBrowser implements Door {
  readonly name: string;
  readonly kind = "desk";
  readonly takesPasswords = false;
  readonly known = new Set<string>();
  refusals = 0;
  /** The secret for an application on a phone that the enrolment page showed last, Base32. */
  secret: string | null = null;
  readonly #network: Network;
  readonly #address: string;
  readonly #jar: CookieJar;
  #csrf: string | null = null;
  #chosen = "";

  constructor(name: string, address: string, network: Network, jar = new CookieJar(network.now)) {
    this.name = name;
    this.#address = address;
    this.#network = network;
    this.#jar = jar;
  }

  /** Returns a browser elsewhere into which this one's cookies were copied. */
  copy(name: string): DeskBrowser {
    return new DeskBrowser(name, this.#address, this.#network, this.#jar.copy());
  }

  /** Logs in by what is given in one text: the password before the code, or a PASSCODE where that is wanted. */
  async present(name: string, text: string): Promise<Answer> {
    if (this.#csrf === null) {
      const page = await this.#get("/desk/login");
      if (page === null) return { kind: "away" };
      if (page.response.status === 429) return tooMany(page.response);
      this.#csrf = csrfIn(page.body);
      if (this.#csrf === null) return { kind: "expired" };
    }
    const fields = { name, to: "/desk", ...factorsIn(text) };
    const sent = await this.#post({ path: "/desk/login", csrf: this.#csrf }, fields);
    if (sent === null) return { kind: "away" };
    const { response, body } = sent;
    if (response.status === 429) return tooMany(response);
    if (response.status === 303) {
      this.#csrf = null;
      const to = response.headers.get("location") ?? "";
      return to === "/desk/enrol" ? { kind: "choose-pin" } : { kind: "in", holder: name };
    }
    if (response.status !== 403) return { kind: "odd", what: `log-in answered ${response.status}` };
    if (!body.includes('id="refused"')) {
      this.leave();
      return { kind: "expired" };
    }
    this.#network.onRefusal(this.kind, shapeOf(response, body, [name]));
    return { kind: "refused" };
  }

  /** Opens the page of the enrolment, where the secret stands; the password is sent with the first code. */
  async choosePin(password: string): Promise<Answer> {
    const page = await this.#get("/desk/enrol");
    if (page === null) return { kind: "away" };
    this.#csrf = csrfIn(page.body);
    this.secret = /class="secret-text">([A-Z2-7 ]+)</u.exec(page.body)?.[1] ?? null;
    if (this.#csrf === null || this.secret === null) return { kind: "expired" };
    this.#chosen = password;
    return { kind: "confirm" };
  }

  /** Completes the enrolment by the first code of the application. */
  async confirm(text: string): Promise<Answer> {
    const code = text.slice(-digits);
    const fields = { password: this.#chosen, passwordAgain: this.#chosen, code };
    const sent = await this.#post({ path: "/desk/enrol", csrf: this.#csrf ?? "" }, fields);
    if (sent === null) return { kind: "away" };
    const { response } = sent;
    const to = response.headers.get("location") ?? "";
    if (response.status === 303) {
      this.#csrf = null;
      return to.endsWith("after=enrolled") ? { kind: "in", holder: "" } : { kind: "expired" };
    }
    if (response.status === 422) return { kind: "refused" };
    return { kind: "odd", what: `enrolment answered ${response.status}` };
  }

  /** Gives both factors again, for the acts that ask for them; "in" when the acts are open. */
  async confirmFactors(text: string): Promise<Answer> {
    const page = await this.#get("/desk/confirm");
    if (page === null) return { kind: "away" };
    if (page.response.status === 303) {
      return page.response.headers.get("location")?.startsWith("/desk/login") === true
        ? { kind: "expired" }
        : { kind: "confirm" };
    }
    const form = { path: "/desk/confirm", csrf: csrfIn(page.body) ?? "" };
    const sent = await this.#post(form, { to: "/desk", ...factorsIn(text) });
    if (sent === null) return { kind: "away" };
    const { status } = sent.response;
    if (status === 429) return tooMany(sent.response);
    if (status === 303) {
      // To a node whose clock is far from that of the other one the session is over.
      const isOver = sent.response.headers.get("location")?.startsWith("/desk/login") === true;
      return isOver ? { kind: "expired" } : { kind: "in", holder: "" };
    }
    if (status === 403 && sent.body.includes('id="refused"')) return { kind: "refused" };
    return status === 403 ? { kind: "expired" } : { kind: "odd", what: `confirm: ${status}` };
  }

  /** Opens the page of a key. Returns whether it is shown; null when nothing was answered. */
  async openKey(serial: string): Promise<boolean | null> {
    const page = await this.#get(`/desk/key?serial=${encodeURIComponent(serial)}`);
    return page === null ? null : page.response.status === 200;
  }

  /** Opens the page that asks for an act. */
  async openAct(act: string, serial: string): Promise<DeskAnswer> {
    const path = `/desk/key/${act}`;
    const page = await this.#get(`${path}?serial=${encodeURIComponent(serial)}`);
    if (page === null) return { kind: "away" };
    const csrf = csrfIn(page.body);
    if (page.response.status === 200 && csrf !== null)
      return { kind: "form", form: { path, csrf } };
    return told(page, path);
  }

  /** Sends the form of an act. */
  async sendAct(form: OpenForm, serial: string, fields: Fields): Promise<DeskAnswer> {
    const sent = await this.#post(form, { key: serial, ...fields });
    if (sent === null) return { kind: "away" };
    return sent.response.status === 200 ? { kind: "done" } : told(sent, form.path);
  }

  /** Returns a form with another session's token in it, as a page of somebody else's could hold. */
  async foreignForm(form: OpenForm): Promise<OpenForm> {
    const stranger = new DeskBrowser("elsewhere", this.#address, this.#network);
    const page = await stranger.#get("/desk/login");
    return { ...form, csrf: csrfIn(page?.body ?? "") ?? "" };
  }

  /** Signs out by the form of the desk's first page. Returns whether that was taken. */
  async signOut(): Promise<boolean> {
    const page = await this.#get("/desk");
    const csrf = csrfIn(page?.body ?? "") ?? "";
    const sent = page === null ? null : await this.#post({ path: "/desk/logout", csrf }, {});
    this.leave();
    return sent?.response.status === 303;
  }

  leave(): void {
    this.#csrf = null;
    this.#jar.endSession();
  }

  #get(path: string): Promise<Loaded | null> {
    return this.#request(path, { method: "GET", headers: {} });
  }

  /** Sends a form, and opens the page by which it is answered. */
  async #post({ path, csrf }: OpenForm, fields: Fields): Promise<Loaded | null> {
    const body = new URLSearchParams({ csrf, ...fields }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await this.#request(path, { method: "POST", headers, body });
    const to = answer?.response.headers.get("location") ?? "";
    return /[?&]shown=/u.test(to) ? this.#get(to) : answer;
  }

  /** Returns null where nothing was answered, or that the service cannot answer now. */
  async #request(
    path: string,
    init: RequestInit & { readonly headers: Record<string, string> },
  ): Promise<Loaded | null> {
    const headers = {
      ...init.headers,
      cookie: this.#jar.header(),
      "sec-fetch-site": "same-origin",
      "accept-language": "en",
    };
    const response = await this.#network.route().request(path, { ...init, headers }, this.#address);
    if (response === null || response.status >= 500) return null;
    const { keepsDevices } = this.#network;
    this.#jar.keepFrom(response, (name) => keepsDevices || !name.includes("device"));
    return { response, body: await response.text() };
  }
}

/** Returns both factors of a text: what ends in six digits has a code, after four digits it is a PASSCODE. */
function factorsIn(text: string): Fields {
  const before = text.slice(0, -digits);
  if (!/^\d+$/u.test(text.slice(-digits))) return { password: text, code: "" };
  const isPasscode = /^\d{4}$/u.test(before);
  return isPasscode
    ? { password: "", code: text }
    : { password: before, code: text.slice(-digits) };
}

function csrfIn(body: string): string | null {
  return /name="csrf" value="([^"]+)"/u.exec(body)?.[1] ?? null;
}

/** Says where the desk led, or why it did nothing. */
function told({ response }: Loaded, path: string): DeskAnswer {
  const { status } = response;
  const to = response.headers.get("location") ?? "";
  if (status === 303 && to.startsWith("/desk/login")) return { kind: "log-in" };
  if (status === 303 && to.startsWith("/desk/confirm")) return { kind: "factors" };
  if (status === 303 && to.includes("&done=")) return { kind: "done" };
  if (status === 403) return { kind: "turned-down" };
  if (status === 409 || status === 422) return { kind: "impossible" };
  return { kind: "odd", what: `${path} answered ${status}` };
}

function tooMany(response: Response): Answer {
  return { kind: "too-many", seconds: Number(response.headers.get("retry-after") ?? 1) };
}
