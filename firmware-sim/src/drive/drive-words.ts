import type { BoardLinkEvent } from "@jeton/board";
import type { CodeOnGlass } from "./board-mirror.ts";

/** What `jeton-sim drive` tells. */
export type DriveNews = BoardLinkEvent | { readonly kind: "code"; readonly code: CodeOnGlass };

/** Prints news, one line each, for people. A board that stays away is told once for each reason. */
export function textSpeaker(
  print: (line: string) => void = console.log,
): (news: DriveNews) => void {
  let isUp = false;
  return withoutRepeats((news) => {
    switch (news.kind) {
      case "up":
        isUp = true;
        print(`Board   ${news.board.version}, ${news.board.model.columns} × ${news.board.rows}`);
        break;
      case "down":
        print(`${isUp ? "Lost   " : "Waiting"} ${news.error.message}`);
        isUp = false;
        break;
      case "code":
        print(codeWords(news.code));
        break;
      default:
        news satisfies never;
    }
  });
}

/** Prints news, one JSON object a line, for programs. */
export function jsonSpeaker(
  print: (line: string) => void = console.log,
): (news: DriveNews) => void {
  return withoutRepeats((news) => {
    switch (news.kind) {
      case "up":
        print(
          JSON.stringify({ kind: "up", version: news.board.version, model: news.board.model.name }),
        );
        break;
      case "down":
        print(JSON.stringify({ kind: "down", code: news.error.code, message: news.error.message }));
        break;
      case "code": {
        const { at, ...code } = news.code;
        print(JSON.stringify({ kind: "code", time: new Date(at).toISOString(), ...code }));
        break;
      }
      default:
        news satisfies never;
    }
  });
}

function codeWords({ at, code, latencyMilliseconds }: CodeOnGlass): string {
  const late =
    latencyMilliseconds === null ? "" : `, ${latencyMilliseconds} ms after its step began`;
  return `${new Date(at).toISOString()} ${code} on the glass${late}`;
}

function withoutRepeats(say: (news: DriveNews) => void): (news: DriveNews) => void {
  let lastProblem: string | null = null;
  return (news) => {
    const problem = news.kind === "down" ? news.error.message : null;
    if (problem === null || problem !== lastProblem) say(news);
    lastProblem = problem;
  };
}
