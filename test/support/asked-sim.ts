import { unixMilliseconds } from "@jeton/core";
import { createSimApp, KeyHouse, type Operation } from "@jeton/sim/serve";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";

/** When its virtual time begins. */
export const simBegin = unixMilliseconds(1_767_225_600_000);

/** RFC 4226's seed. */
export const simSeedHex = "3132333435363738393031323334353637383930";

/** A control server in virtual time that is asked without a network; random bytes are all 7. */
export class AskedSim {
  readonly house: KeyHouse = new KeyHouse({ kind: "virtual", startsAt: simBegin });
  /** What was done, in order. */
  readonly done: Operation[] = [];
  readonly app: ReturnType<typeof createSimApp>;

  constructor(token: string | null = null) {
    this.app = createSimApp({
      house: this.house,
      apply: (operation) => {
        const result = this.house.apply(operation);
        this.done.push(operation);
        return result;
      },
      random: (bytes) => new Uint8Array(bytes).fill(7),
      host: "127.0.0.1",
      token,
      onError: (error) => {
        throw error;
      },
    });
  }

  /** Asks under /api/v1 and holds a JSON answer against the OpenAPI document. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly said: Said }> {
    const answer = await this.app.request(`http://127.0.0.1/api/v1${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    const said = isJson ? JSON.parse(text) : text;
    if (isJson) await requireDocumented(method, path, answer.status, said);
    return { status: answer.status, said };
  }

  create(fields: object = {}): ReturnType<AskedSim["ask"]> {
    return this.ask("POST", "/keys", { from: "seed", seedHex: simSeedHex, ...fields });
  }

  /** Every key's whole state as text. */
  states(): string {
    return JSON.stringify(this.house.keys().map((key) => key.state()));
  }
}

// What an answer says is looked into field by field.
// biome-ignore lint/suspicious/noExplicitAny: tests check what they read.
type Said = any;

type Documented = { readonly content?: Record<string, { readonly schema: object }> };
type OpenApi = {
  readonly components: object;
  readonly paths: Record<
    string,
    Record<string, { readonly responses: Record<number, Documented> }>
  >;
};

async function requireDocumented(method: string, path: string, status: number, said: unknown) {
  const open = new AskedSim();
  const answer = await open.app.request("http://127.0.0.1/api/v1/openapi.json");
  const document = (await answer.json()) as OpenApi;
  const route = Object.keys(document.paths).find((known) =>
    new RegExp(`^${known.replace(/\{\w+\}/g, "[^/]+")}$`).test(`/api/v1${path}`),
  );
  const answers = document.paths[route ?? ""]?.[method.toLowerCase()]?.responses;
  if (answers === undefined || status === 403) return;
  const content = Object.values(answers[status]?.content ?? {})[0];
  expect(content, `${method} ${path} answers ${status}`).toBeDefined();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...content?.schema, components: document.components });
  expect(validate(said) ? [] : validate.errors).toEqual([]);
}
