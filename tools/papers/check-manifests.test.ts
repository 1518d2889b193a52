import { describe, expect, test } from "vitest";
import { checkManifests, type Published } from "./check-manifests.ts";

const address = "https://a.example/b";
const common = {
  license: "MIT",
  bugs: `${address}/issues`,
  engines: { node: ">=20" },
  keywords: ["otp"],
};
const root: Published = {
  folder: "",
  licence: "MIT License",
  fields: {
    ...common,
    private: true,
    repository: { type: "git", url: `git+${address}.git` },
    homepage: `${address}#readme`,
  },
};
const core: Published = {
  folder: "packages/core",
  licence: "MIT License",
  fields: {
    ...common,
    repository: { type: "git", url: `git+${address}.git`, directory: "packages/core" },
    homepage: `${address}/tree/main/packages/core#readme`,
    files: ["dist", "LICENSE"],
    scripts: {
      prepack: "node ../../tools/packed-manifest.mjs strip",
      postpack: "node ../../tools/packed-manifest.mjs restore",
    },
  },
};

function problems(
  changes: Partial<Published["fields"]>,
  licence = core.licence,
): readonly string[] {
  const fields = { ...core.fields, ...changes };
  return checkManifests([root, { ...core, fields, licence }]).map(({ problem }) => problem);
}

describe("checkManifests()", () => {
  test("finds nothing where all say the same", () => {
    expect(problems({})).toEqual([]);
  });

  test.each([
    ["repository", { type: "git", url: `git+${address}.git` }],
    ["homepage", address],
    ["bugs", undefined],
    ["license", "ISC"],
    ["engines", { node: ">=18" }],
    ["files", ["dist"]],
    ["files", undefined],
    ["keywords", []],
    ["scripts", undefined],
    ["scripts", { ...(core.fields.scripts as object), prepack: "node own.mjs" }],
  ])("finds another %s", (name, value) => {
    expect(problems({ [name]: value })).toEqual([expect.stringContaining(`"${name}"`)]);
  });

  test("lets a package do more before it is packed", () => {
    const { prepack, postpack } = core.fields.scripts as { prepack: string; postpack: string };
    expect(problems({ scripts: { prepack: `node own.mjs && ${prepack}`, postpack } })).toEqual([]);
  });

  test.each([null, "Another License"])("finds the LICENSE %s", (licence) => {
    expect(problems({}, licence)).toEqual([expect.stringContaining("LICENSE")]);
  });

  test("wants neither files nor a LICENSE of a private package", () => {
    expect(problems({ private: true, files: undefined }, null)).toEqual([]);
  });
});
