import { describe, expect, test } from "vitest";
import { etcdName, etcdPlace, isEtcdUrl } from "./place.ts";

describe("etcdPlace()", () => {
  test("reads members and prefix", () => {
    expect(etcdPlace("etcd://a.example:2379,10.0.0.2:2379/jeton/")).toEqual({
      members: ["http://a.example:2379", "http://10.0.0.2:2379"],
      prefix: "jeton",
      name: "etcd://a.example:2379,10.0.0.2:2379/jeton",
    });
    expect(etcdName("ETCD://a.example:2379/x")).toBe("etcd://a.example:2379/x");
  });

  test.each([
    "etcd://a.example/jeton",
    "etcd://a.example:2379",
    "etcd://a.example:2379/",
    "etcd://a.example:2379/a/b",
    "etcd://user:secret@a.example:2379/jeton",
    "etcd://a.example:2379/jeton?x",
  ])("refuses %s without repeating it", (url) => {
    expect(isEtcdUrl(url)).toBe(true);
    expect(() => etcdPlace(url)).toThrow(/^Cannot use the store's URL: [^@]*$/);
    expect(() => etcdPlace(url)).toThrow(expect.objectContaining({ code: "STORE_UNUSABLE" }));
  });
});
