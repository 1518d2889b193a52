import type { Chance } from "./parts/chance.ts";
import type {
  ActorPlan,
  HolderPlan,
  MixName,
  StaffPlan,
  StrangerPlan,
  WorldPlan,
} from "./world-plan.ts";

/** What the worlds of a mix are made of. */
type Draw = (chance: Chance) => Pick<WorldPlan, "days" | "nodes" | "store" | "actors">;

const names = ["camille", "jules", "lea", "hugo", "zoe"] as const;

const quietHolder = { kind: "holder", slips: 0, jumpEveryDays: null, stockYears: 0 } as const;

function holders(count: number, draw: (index: number) => Partial<HolderPlan>): HolderPlan[] {
  return names.slice(0, count).map((name, index) => ({
    ...quietHolder,
    name,
    everyDays: 1,
    door: "portal",
    ...draw(index),
  }));
}

function anyDoor(chance: Chance): HolderPlan["door"] {
  return chance.pick(["portal", "portal", "portal", "api", "check"] as const);
}

function stranger(kind: StrangerPlan["kind"], target: string, amount: number): StrangerPlan {
  return { kind, name: `${kind}-of-${target}`, target, amount };
}

const quiet: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(1, 3),
  store: "memory",
  actors: holders(3, (index) => ({ everyDays: [1, 2, 7][index] ?? 1, door: anyDoor(chance) })),
});

const gaps: Draw = (chance) => ({
  days: 800,
  nodes: 2,
  store: "memory",
  actors: holders(4, (index) => ({
    everyDays: [14, 30, 120, 365][index] ?? 30,
    door: anyDoor(chance),
  })),
});

const stock: Draw = (chance) => ({
  days: 30,
  nodes: 1,
  store: "memory",
  actors: holders(4, () => ({
    everyDays: 3,
    stockYears: chance.pick([0, 0.5, 1, 2, 4, 8]),
    door: anyDoor(chance),
  })),
});

const jumps: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: "memory",
  actors: holders(3, () => ({ jumpEveryDays: 6, everyDays: 1, door: anyDoor(chance) })),
});

const strangers: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(1, 2),
  store: "memory",
  actors: [
    ...holders(3, (index) => ({ everyDays: [1, 2, 4][index] ?? 1, door: anyDoor(chance) })),
    stranger("guesser", "camille", chance.pick([1, 3, 10])),
    stranger("shadow", "jules", chance.pick([1, 2, 5, 12])),
    stranger("guesser", "lea", chance.pick([0.3, 3])),
    stranger("spray", "lea", 0.5),
  ],
});

const byPassword = (name: string, role: StaffPlan["role"]): StaffPlan => ({
  ...{ kind: "staff", name, role, holder: null },
});
const byKey = (name: string, holder: string): StaffPlan => ({
  ...{ kind: "staff", name, role: "desk", holder },
});

/** What one identifier can meet in earnest: up to 10,000 guesses a day. */
const flood: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: "memory",
  actors: [
    ...holders(2, () => ({ everyDays: 1, door: anyDoor(chance) })),
    stranger("guesser", "camille", chance.pick([100, 1000, 10_000])),
    stranger("flood", "jules", 400),
  ],
});

const hands: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: "memory",
  actors: [
    ...holders(4, (index) => ({ everyDays: [1, 1, 2, 2][index] ?? 1, slips: 0.05 })),
    stranger("shoulder-first", "camille", 0.2),
    stranger("shoulder-after", "jules", 0.5),
    stranger("thief", "lea", chance.pick([1, 2, 6])),
    stranger("phisher", "hugo", 2),
  ],
});

const clocks: Draw = (chance) => {
  const nodes = chance.whole(1, 3);
  return {
    days: 30,
    nodes,
    store: "memory",
    actors: [
      ...holders(3, (index) => ({ everyDays: [1, 1, 3][index] ?? 1, door: anyDoor(chance) })),
      ...clocksOf(nodes, 8),
    ],
  };
};

const faults: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(2, 3),
  store: chance.happens(0.4) ? "sqlite" : "memory",
  actors: [
    ...holders(3, () => ({ everyDays: 1, slips: 0.05, door: anyDoor(chance) })),
    stranger("guesser", "camille", 2),
    { kind: "faults", name: "faults", share: 0.05 },
  ],
});

const desk: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: "memory",
  actors: [
    ...holders(3, () => ({ everyDays: 1, slips: 0.03, door: anyDoor(chance) })),
    { kind: "desk", name: "desk", everyDays: 2 },
    byPassword("marie", "officer"),
  ],
});

/** The staff's own door: what strangers do there, and how sessions at the desk end. */
const staff: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(1, 2),
  store: chance.happens(0.2) ? "sqlite" : "memory",
  actors: [
    ...holders(3, () => ({ everyDays: 2, slips: 0.03, door: anyDoor(chance) })),
    { kind: "desk", name: "desk", everyDays: 2 },
    ...[byPassword("marie", "officer"), byPassword("paul", "desk"), byKey("luc", "camille")],
    { ...stranger("guesser", "marie", chance.pick([1, 5])), door: "desk" },
    { ...stranger("guesser", "luc", chance.pick([0.3, 3])), door: "desk" },
    { ...stranger("phisher", "paul", chance.pick([0.5, 2])), door: "desk" },
    { ...stranger("spray", "staff", 0.5), door: "desk" },
    { kind: "faults", name: "faults", share: 0.02 },
  ],
});

/** Keys that are left at home. */
const away: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(1, 3),
  store: chance.happens(0.3) ? "sqlite" : "memory",
  actors: [
    ...holders(3, () => ({ everyDays: 1, slips: 0.03, door: anyDoor(chance) })),
    stranger("guesser", "camille", chance.pick([1, 4])),
    { kind: "away", name: "away", everyDays: 1.2 },
    { kind: "desk", name: "desk", everyDays: 5 },
    { kind: "faults", name: "faults", share: 0.02 },
  ],
});

const pins: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: "memory",
  actors: [
    ...holders(3, () => ({ changesPinEveryDays: 4, door: anyDoor(chance) })),
    stranger("guesser", "camille", chance.pick([1, 5])),
    { kind: "desk", name: "desk", everyDays: 5 },
    { kind: "faults", name: "faults", share: 0.02 },
  ],
});

/** Holders of counter keys, whose buttons are pressed in pockets, beside one of a key with a clock. */
const buttons: Draw = (chance) => ({
  days: 30,
  nodes: chance.whole(1, 2),
  store: chance.happens(0.2) ? "sqlite" : "memory",
  actors: [
    ...holders(4, (index) => ({
      everyDays: [1, 1, 3, 2][index] ?? 1,
      slips: 0.03,
      door: anyDoor(chance),
      ...(index < 3 && { pressedEveryDays: [1, 4, 2][index] ?? 2 }),
    })),
    stranger("guesser", "camille", chance.pick([1, 4])),
    stranger(chance.pick(["thief", "shoulder-after", "phisher"] as const), "jules", 1),
    { kind: "desk", name: "desk", everyDays: 6 },
    { kind: "faults", name: "faults", share: 0.02 },
  ],
});

/** Holders of keys with a keypad, who mistype responses, beside one whose key shows codes by itself. */
const keypads: Draw = (chance) => {
  const anyKeypadDoor = () => chance.pick(["portal", "portal", "api"] as const);
  return {
    days: 30,
    nodes: chance.whole(1, 2),
    store: chance.happens(0.2) ? "sqlite" : "memory",
    actors: [
      ...holders(4, (index) => ({
        everyDays: [1, 1, 3, 2][index] ?? 1,
        slips: 0.12,
        door: anyKeypadDoor(),
        ...(index < 3 && { hasKeypad: true }),
      })),
      {
        ...stranger("guesser", "camille", chance.pick([1, 2])),
        ...{ door: anyKeypadDoor(), hasKeypad: true },
      },
      { ...stranger("spray", "jules", 0.2), door: "portal", hasKeypad: true },
      { kind: "desk", name: "desk", everyDays: 8 },
      { kind: "faults", name: "faults", share: 0.02 },
    ],
  };
};

const passwords: Draw = (chance) => ({
  days: 30,
  nodes: 2,
  store: chance.happens(0.2) ? "sqlite" : "memory",
  actors: [
    ...holders(2, () => ({ everyDays: 1, slips: 0.1 })),
    { kind: "guest", name: "invite", everyDays: 0.5, slips: 0.1 },
    { kind: "guest", name: "visiteur", everyDays: 1, slips: 0.1 },
    stranger("guesser", "invite", chance.pick([1, 5])),
    stranger("spray", "visiteur", 0.5),
    { kind: "desk", name: "desk", everyDays: 6 },
    { kind: "faults", name: "faults", share: 0.02 },
  ],
});

const all: Draw = (chance) => {
  const nodes = chance.whole(1, 3);
  const targets = chance.pick([["camille"], ["camille", "jules"]] as const);
  return {
    days: 30,
    nodes,
    store: chance.happens(0.2) ? "sqlite" : "memory",
    actors: [
      ...holders(4, (index) => ({
        everyDays: [1, 2, 7, 10][index] ?? 1,
        slips: 0.04,
        jumpEveryDays: chance.happens(0.3) ? 12 : null,
        stockYears: chance.pick([0, 0, 1, 4]),
        door: anyDoor(chance),
        ...(chance.happens(0.4) && { pressedEveryDays: chance.pick([1, 2, 4]) }),
      })),
      ...targets.map((target) =>
        stranger(chance.pick(["guesser", "shadow"] as const), target, chance.pick([1, 4])),
      ),
      stranger(
        chance.pick(["shoulder-first", "shoulder-after", "thief", "phisher"] as const),
        "jules",
        chance.pick([0.2, 0.5]),
      ),
      stranger("spray", "hugo", 0.3),
      { kind: "guest", name: "invite", everyDays: 2, slips: 0.1 },
      ...clocksOf(nodes, 20),
      { kind: "desk", name: "desk", everyDays: 6 },
      byKey("luc", "jules"),
      byPassword("marie", "officer"),
      { ...stranger("guesser", "marie", 1), door: "desk" },
      { kind: "faults", name: "faults", share: 0.01 },
    ],
  };
};

function clocksOf(nodes: number, everyDays: number): ActorPlan[] {
  return Array.from({ length: nodes }, (_, node) => ({
    ...{ kind: "clock", name: `clock-${node}`, node, everyDays: everyDays * nodes },
  }));
}

export const mixes: Readonly<Record<MixName, Draw>> = {
  ...{ quiet, gaps, stock, jumps, strangers, flood, hands, clocks, faults, desk },
  ...{ pins, passwords, buttons, keypads, staff, away, all },
};
