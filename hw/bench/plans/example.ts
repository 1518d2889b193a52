// A plan in TypeScript: worth it when boards or steps are computed. `definePlan` of @jeton/bench
// around the object lets an editor know what may stand in one.
export default {
  name: "Three crystals",
  boards: [-20, 0, 20].map((ppm) => ({ name: `${ppm} ppm`, emulated: { "error-ppm": ppm } })),
  steps: [
    { show: ["Three crystals", "for six hours"] },
    { expect: ["Three crystals", "for six hours"] },
    { "own-key": { for: "6 h", "ppm-within": 25, "codes-accepted": true } },
  ],
};
