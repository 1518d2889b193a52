import { createApi } from "@jeton/service";
import { logIn } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, openStage, type Stage } from "../support/stage.ts";
import { causes, malformed } from "./causes.ts";

/** An answer as it goes over the wire, but for what differs with the moment and is random. */
type Wire = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

const wanted: Wire = {
  status: 200,
  headers: [
    ["cache-control", "no-store"],
    ["content-type", "application/json"],
  ],
  body: '{"result":"refused","flow":"16 random bytes"}',
};

// Goal: who reads the wire learns nothing of a refusal's cause (law 6).
// Method: meet every reason to be refused in its state, through the API, and compare whole answers.
// The portal's pages are compared by its own tests.
describe("POST /api/v1/authenticate", () => {
  test.each(causes)("answers the one refusal: $name", async ({ prepare }) => {
    const stage = await openStage();
    expect(await posted(stage, await prepare(stage))).toEqual(wanted);
  });

  test.each(malformed.filter((passcode) => passcode !== "").map((passcode) => ({ passcode })))(
    "answers the one refusal to what is no PASSCODE: $passcode",
    async ({ passcode }) => {
      for (const identifier of [holder, "nobody", "a b"]) {
        const stage = await openStage();
        await stage.commission();
        expect(await posted(stage, { identifier, passcode })).toEqual(wanted);
      }
    },
  );
});

describe("logIn()", () => {
  test.each(causes)("answers nothing but the refusal: $name", async ({ prepare }) => {
    const stage = await openStage();
    expect(await logIn(stage.ports, await prepare(stage))).toEqual(refusal);
  });
});

async function posted({ ports }: Stage, body: object): Promise<Wire> {
  const answer = await createApi(ports, { listensOnLoopback: true }).request(
    "/api/v1/authenticate",
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== "date"),
    body: (await answer.text()).replace(/(?<="flow":")[\w-]{22}(?="\}$)/u, "16 random bytes"),
  };
}
