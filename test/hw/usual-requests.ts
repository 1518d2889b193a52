import { BoardError, type Conversation, type WireFaults } from "@jeton/board";

/** What came of a request, and within how many ms. */
export type Outcome = { readonly what: string; readonly took: number };

/** The faults of a wire under which every request must end. */
export const wireFaults: readonly (readonly [name: string, faults: WireFaults])[] = [
  ["a good line", {}],
  ["lost bytes", { drop: 0.01 }],
  ["flipped bits", { flip: 0.01 }],
  ["doubled bytes", { duplicate: 0.01 }],
  ["late bytes", { delay: 0.02, delayMilliseconds: 300 }],
  ["all of it", { drop: 0.01, flip: 0.01, duplicate: 0.01, delay: 0.01, delayMilliseconds: 40 }],
  ["almost nothing comes through", { drop: 0.3, flip: 0.3 }],
];

const requests: readonly (readonly [command: number, data: Uint8Array])[] = [
  [1, new Uint8Array(0)],
  [31, Uint8Array.of(0, 0, ...Buffer.from("492039"))],
  [10, Uint8Array.of(0x80)],
  [54, new Uint8Array(0)],
  [62, new Uint8Array(0)],
];

/** What the usual requests come to on a good line: the last is one that no board knows. */
export const goodOutcomes: readonly string[] = [...Array(4).fill("answered"), "REFUSED"];

/** Makes the usual requests one after the other; `time` is that in which the conversation runs. */
export async function usualRequests(
  conversation: Conversation,
  time: {
    readonly now: () => number;
    readonly until: (work: Promise<string>) => Promise<string>;
  },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [command, data] of requests) {
    const began = time.now();
    const what = await time.until(
      conversation.request(command, data).then(
        () => "answered",
        (error: unknown) => {
          if (error instanceof BoardError) return error.code;
          throw error;
        },
      ),
    );
    outcomes.push({ what, took: time.now() - began });
  }
  return outcomes;
}
