import type { PlainKey } from "../i18n/messages.ts";
import type { KeyDrawing } from "../web/assets.ts";

/** The troubles that have a self-help page; each is the last part of its address. */
export type TopicName =
  | "refused"
  | "locked"
  | "out-of-step"
  | "identifier"
  | "pin"
  | "password"
  | "new"
  | "display"
  | "lost"
  | "application"
  | "fraud";

/** What a self-help page shows. */
export type Topic = {
  readonly title: PlainKey;
  /** The title as it stands in the list of all pages. */
  readonly short: PlainKey;
  readonly means: PlainKey;
  readonly steps: readonly PlainKey[];
  readonly drawings: readonly KeyDrawing[];
  /** Where the trouble can be ended at once. */
  readonly go: { readonly page: "new-key" | "out-of-step"; readonly text: PlainKey } | null;
};

/** The pages, in the groups and the order in which they are listed. */
export const topicGroups: readonly {
  readonly title: PlainKey;
  readonly topics: readonly TopicName[];
}[] = [
  {
    title: "help.group-login",
    topics: ["refused", "pin", "identifier", "password", "locked", "out-of-step"],
  },
  { title: "help.group-key", topics: ["new", "display", "lost"] },
  { title: "help.group-other", topics: ["application", "fraud"] },
];

export const topics: Readonly<Record<TopicName, Topic>> = {
  refused: {
    title: "help.refused.title",
    short: "help.refused.short",
    means: "help.refused.means",
    steps: ["help.refused.1", "help.refused.2", "help.refused.3", "help.refused.4"],
    drawings: ["code", "bars"],
    go: null,
  },
  locked: {
    title: "help.locked.title",
    short: "help.locked.short",
    means: "help.locked.means",
    steps: ["help.locked.1", "help.locked.2", "help.locked.3"],
    drawings: [],
    go: null,
  },
  "out-of-step": {
    title: "help.out-of-step.title",
    short: "help.out-of-step.short",
    means: "help.out-of-step.means",
    steps: ["help.out-of-step.1", "help.out-of-step.2", "help.out-of-step.3"],
    drawings: ["bars"],
    go: { page: "out-of-step", text: "help.out-of-step.go" },
  },
  identifier: {
    title: "help.identifier.title",
    short: "help.identifier.short",
    means: "help.identifier.means",
    steps: ["help.identifier.1", "help.identifier.2", "help.identifier.3"],
    drawings: [],
    go: null,
  },
  pin: {
    title: "help.pin.title",
    short: "help.pin.short",
    means: "help.pin.means",
    steps: ["help.pin.1", "help.pin.2", "help.pin.3"],
    drawings: [],
    go: null,
  },
  password: {
    title: "help.password.title",
    short: "help.password.short",
    means: "help.password.means",
    steps: ["help.password.1", "help.password.2", "help.password.3"],
    drawings: [],
    go: null,
  },
  new: {
    title: "help.new.title",
    short: "help.new.short",
    means: "help.new.means",
    steps: ["help.new.1", "help.new.2", "help.new.3", "help.new.4"],
    drawings: ["code"],
    go: { page: "new-key", text: "help.new.go" },
  },
  display: {
    title: "help.display.title",
    short: "help.display.short",
    means: "help.display.means",
    steps: ["help.display.1", "help.display.2", "help.display.3", "help.display.4"],
    drawings: ["battery", "blank"],
    go: null,
  },
  lost: {
    title: "help.lost.title",
    short: "help.lost.short",
    means: "help.lost.means",
    steps: ["help.lost.1", "help.lost.2", "help.lost.3", "help.lost.4"],
    drawings: [],
    go: null,
  },
  application: {
    title: "help.application.title",
    short: "help.application.short",
    means: "help.application.means",
    steps: ["help.application.1", "help.application.2", "help.application.3"],
    drawings: [],
    go: null,
  },
  fraud: {
    title: "help.fraud.title",
    short: "help.fraud.short",
    means: "help.fraud.means",
    steps: ["help.fraud.1", "help.fraud.2", "help.fraud.3"],
    drawings: [],
    go: null,
  },
};

/** Returns the name as one of a topic, or null. */
export function asTopicName(text: string): TopicName | null {
  return Object.hasOwn(topics, text) ? (text as TopicName) : null;
}
