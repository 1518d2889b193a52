/** What a package's sources may import. A name that ends in "*" stands for all that begin so. */
export type Layer = {
  /** The package's folder, from the root. */
  readonly folder: string;
  readonly may: readonly string[];
  /** Files, or folders that end in "/", that may import more. */
  readonly parts: readonly { readonly path: string; readonly may: readonly string[] }[];
  /** What its tests may import besides. */
  readonly tests: readonly string[];
};

const core = ["@jeton/core", "@jeton/core/units"];
const testTools = ["vitest", "fast-check", "node:*"];
const web = ["@jeton/http", "@hono/*", "hono", "hono/*", "zod"];

/** Who may import whom (docs/design/architecture.md). Every package of the workspace has a row. */
export const layerTable: readonly Layer[] = [
  { folder: "packages/core", may: ["@noble/*"], parts: [], tests: testTools },
  {
    folder: "packages/cli",
    may: ["@jeton/core/units", "commander", "node:*"],
    parts: [],
    tests: testTools,
  },
  {
    folder: "packages/http",
    may: ["@hono/node-server", "hono", "hono/*", "node:*"],
    parts: [],
    tests: testTools,
  },
  {
    folder: "packages/keyfiles",
    may: [...core, "@noble/*", "csv-parse", "csv-parse/*", "saxes", "@bufbuild/protobuf/wire"],
    parts: [
      ...["write-otpauth.ts", "measured-faults.test.ts"].map((name) => ({
        path: `packages/keyfiles/src/otpauth/${name}`,
        may: ["@jeton/core/otpauth"],
      })),
    ],
    tests: testTools,
  },
  {
    folder: "packages/store",
    may: [...core, "better-sqlite3", "pg", "pg-connection-string", "node:*"],
    // Suites for whoever writes a store.
    parts: [{ path: "packages/store/src/contracts/", may: ["vitest", "fast-check"] }],
    tests: testTools,
  },
  {
    folder: "packages/validator",
    may: [...core, "node:*"],
    // Only what opens an installation knows which stores there are.
    parts: [
      ...["opening/", "open-validator.ts"].map((path) => ({
        path: `packages/validator/src/${path}`,
        may: ["@jeton/store"],
      })),
      { path: "packages/validator/src/opening/pkcs11.ts", may: ["pkcs11js"] },
    ],
    tests: [...testTools, "@jeton/store"],
  },
  {
    folder: "packages/service",
    may: [
      ...[...core, "@jeton/cli", "@jeton/keyfiles", "@jeton/validator", "@jeton/validator/parts"],
      ...["commander", "intl-messageformat", ...web, "node:*"],
    ],
    parts: [
      { path: "packages/service/src/commands/store.ts", may: ["@jeton/store"] },
      // Only what people look at: nothing that decides a log-in knows the directory.
      { path: "packages/service/src/holders/", may: ["@jeton/store/directory"] },
      ...["read-ldap.ts", "ldap-problem.ts"].map((name) => ({
        path: `packages/service/src/commands/${name}`,
        may: ["ldapts"],
      })),
      { path: "packages/service/src/mail/mailer.ts", may: ["nodemailer"] },
      { path: "packages/service/src/desk/parts/qr-code.tsx", may: ["qr"] },
      { path: "packages/service/src/web/log.ts", may: ["pino"] },
      { path: "packages/service/src/web/metrics.ts", may: ["prom-client"] },
    ],
    tests: [...testTools, "@jeton/store", "ajv", "ajv/*", "ajv-formats", "smtp-server"],
  },
  {
    folder: "firmware-sim/key",
    // The key computes codes by its own route: never by core's. It runs in a page, so nothing of Node's.
    may: ["@jeton/core/units", "@noble/hashes/*"],
    parts: [
      ...["test-key.ts", "test-counter-key.ts", "test-key-options.ts"].map((name) => ({
        path: `firmware-sim/key/src/fixtures/${name}`,
        may: ["@jeton/core/otpauth"],
      })),
      { path: "firmware-sim/key/src/fixtures/vitest.ts", may: ["vitest"] },
      { path: "firmware-sim/key/src/fixtures/vitest-time.ts", may: ["vitest"] },
      {
        path: "firmware-sim/key/src/fixtures/playwright.ts",
        may: ["@playwright/test", "node:fs/promises"],
      },
    ],
    tests: testTools,
  },
  {
    folder: "firmware-sim",
    may: ["@jeton/key", "@jeton/core/units", "@noble/hashes/*", "node:*"],
    parts: [
      { path: "firmware-sim/src/fleet/belief-policy.ts", may: ["@jeton/core"] },
      { path: "firmware-sim/src/health/", may: ["@jeton/core"] },
      { path: "firmware-sim/src/fleet/fleet-charts.ts", may: ["echarts"] },
      { path: "firmware-sim/src/pictures/gif.ts", may: ["gifenc"] },
      {
        path: "firmware-sim/src/pictures/png.ts",
        may: ["@resvg/resvg-wasm", "@resvg/resvg-wasm/*", "dejavu-fonts-ttf/*"],
      },
      { path: "firmware-sim/src/drive/", may: ["@jeton/board", "@jeton/board/web", "@jeton/cli"] },
      { path: "firmware-sim/public/", may: ["@jeton/board/web"] },
      {
        path: "firmware-sim/src/commands/",
        may: ["@jeton/board/port-name", "@jeton/cli", "@jeton/http", "commander"],
      },
      { path: "firmware-sim/src/commands/temperature-csv.ts", may: ["csv-parse/sync"] },
      { path: "firmware-sim/src/serve/", may: ["@jeton/keyfiles", ...web] },
      { path: "firmware-sim/src/cli.ts", may: ["@jeton/cli", "commander"] },
    ],
    tests: testTools,
  },
  {
    folder: "packages/demo",
    may: ["@jeton/*", "commander", ...web, "node:*"],
    parts: [],
    tests: testTools,
  },
  {
    folder: "packages/playground",
    // A composition root, as the demo is: a page that joins the key, the core and the board's driver.
    may: ["@jeton/core", "@jeton/key", "@jeton/board/web", "@jeton/sim/mirror"],
    parts: [{ path: "packages/playground/src/build/", may: ["esbuild", "node:*"] }],
    tests: testTools,
  },
  {
    folder: "hw/driver",
    may: ["node:*"],
    parts: [{ path: "hw/driver/src/serial-transport.ts", may: ["serialport"] }],
    tests: testTools,
  },
  {
    folder: "hw/emulator",
    may: ["@jeton/board", "avr8js", "node:*"],
    parts: [
      { path: "hw/emulator/src/command/", may: ["@jeton/cli", "commander"] },
      { path: "hw/emulator/src/pty/", may: ["@lydell/node-pty"] },
    ],
    tests: testTools,
  },
  // It reads pixels and runs in a page, so nothing of Node's.
  { folder: "hw/glass", may: ["@jeton/key"], parts: [], tests: testTools },
  {
    folder: "hw/bench",
    may: ["@jeton/core", "@jeton/board", "@jeton/board/port-name", "@jeton/glass", "node:*"],
    parts: [
      { path: "hw/bench/src/camera/", may: ["@jeton/cli"] },
      { path: "hw/bench/src/camera/picture-file.ts", may: ["jpeg-js", "pngjs"] },
      { path: "hw/bench/src/camera/simulated-frames.ts", may: ["@jeton/key", "@jeton/sim/png"] },
      { path: "hw/bench/src/cli.ts", may: ["@jeton/board-emulator", "@jeton/cli", "commander"] },
      { path: "hw/bench/src/bridge/", may: ["@jeton/board/web", "ws"] },
      { path: "hw/bench/src/commands/", may: ["@jeton/cli", "commander"] },
      { path: "hw/bench/src/commands/bridge.ts", may: ["@jeton/board-emulator"] },
      { path: "hw/bench/src/live/", may: ["@jeton/cli"] },
      { path: "hw/bench/src/plan/", may: ["zod"] },
      { path: "hw/bench/src/plan/read-plan.ts", may: ["@jeton/cli", "tsx/*", "yaml"] },
      { path: "hw/bench/src/report/charts.ts", may: ["echarts"] },
      { path: "hw/bench/src/report/glass-svg.ts", may: ["oled-font-5x7"] },
      { path: "hw/bench/src/station/emulated-station.ts", may: ["@jeton/board-emulator"] },
    ],
    tests: [...testTools, "@jeton/board-emulator", "yaml", "@jeton/key", "@jeton/sim/png"],
  },
  {
    folder: "examples",
    may: ["@jeton/validator", "@jeton/core", "hono", "hono/*", "fastify", "@hono/node-server"],
    parts: [{ path: "examples/recipes/", may: ["@jeton/key/playwright", "@playwright/test"] }],
    tests: [],
  },
  { folder: "test", may: ["*"], parts: [], tests: [] },
];

/** Folders outside their package that tests may reach by a relative path. */
export const sharedByTests: readonly string[] = [
  ...["test/arbitraries", "test/contracts", "test/support", "test/vectors"],
];

/** Lines that a file must stay below (docs/design/style.md); generated files are not read by people. */
export const linesMax = 300;

/** Lines that a function must stay below. */
export const functionLinesMax = 70;

const store = "packages/store/src";

/** Functions that are longer, as `path#name`. */
export const longFunctions: readonly string[] = [
  // A jump table on purpose, compared with another emulator instruction by instruction.
  "hw/emulator/src/chip/core.ts#run",
  // Each makes a port: what is long is the list of its short methods, which share what they close over.
  ...["faulty-transport.ts#faultyTransport", "serial-transport.ts#serialTransport"].map(
    (name) => `hw/driver/src/${name}`,
  ),
  `${store}/etcd/etcd-document-store.ts#createEtcdDocumentStore`,
  `${store}/etcd/etcd-key-store.ts#createEtcdKeyStore`,
  `${store}/etcd/etcd-trail.ts#etcdTrail`,
  `${store}/etcd/fill-etcd-store.ts#wholeEtcdStore`,
  `${store}/etcd/write-key.ts#writeKey`,
  `${store}/memory-store.ts#openMemoryStore`,
  `${store}/postgres/database.ts#openDatabase`,
  `${store}/postgres/postgres-key-store.ts#createPostgresKeyStore`,
  `${store}/sqlite/sqlite-key-store.ts#createSqliteKeyStore`,
  // SQL as data: the statements of a schema with triggers and of one without.
  `${store}/postgres/statements.ts#keyStatementsOf`,
];
