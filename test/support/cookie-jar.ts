type Cookie = { readonly value: string; readonly endsAt: number | null };

/** The cookies that a browser keeps for one site. */
export class CookieJar {
  readonly #now: () => number;
  readonly #cookies = new Map<string, Cookie>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns the header that goes with a request. */
  header(): string {
    return [...this].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Goes through the names and values that are kept. */
  *[Symbol.iterator](): IterableIterator<[string, string]> {
    const now = this.#now();
    for (const [name, { value, endsAt }] of this.#cookies) {
      if (endsAt !== null && endsAt <= now) this.#cookies.delete(name);
      else yield [name, value];
    }
  }

  get(name: string): string | undefined {
    return new Map(this).get(name);
  }

  /** Keeps a cookie until the browser is closed, as somebody who plants or copies one. */
  set(name: string, value: string): void {
    this.#cookies.set(name, { value, endsAt: null });
  }

  /** Forgets all of them. */
  clear(): void {
    this.#cookies.clear();
  }

  /** Keeps what a response sets, but for cookies whose name `isKept` turns down. */
  keepFrom(response: Response, isKept: (name: string) => boolean = () => true): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const [name = "", ...value] = pair.split("=");
      const lasting = attributes.find((each) => /^max-age/iu.test(each)) ?? "";
      const age = /^max-age=(-?\d+)$/iu.exec(lasting);
      const endsAt = age === null ? null : this.#now() + Number(age[1]) * 1000;
      if (isKept(name)) this.#cookies.set(name, { value: value.join("="), endsAt });
    }
  }

  /** Forgets what is kept until the browser is closed. */
  endSession(): void {
    for (const [name, { endsAt }] of this.#cookies) {
      if (endsAt === null) this.#cookies.delete(name);
    }
  }

  /** Returns another jar with the same cookies in it: whoever copied them has what their owner has. */
  copy(): CookieJar {
    const copied = new CookieJar(this.#now);
    for (const [name, cookie] of this.#cookies) copied.#cookies.set(name, cookie);
    return copied;
  }
}
