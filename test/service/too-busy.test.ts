import { createApp } from "@jeton/service";
import { TooBusyError } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { formOrigin, formType, sendForm } from "../support/send-form.ts";
import { openApiBench } from "./api.ts";

describe("while too many attempts wait", () => {
  test.each(["camille", "nobody"])(
    "every door answers 503 and when to ask again: %s",
    async (identifier) => {
      const { ports, bearer, stored } = await openApiBench();
      const failures: unknown[] = [];
      const app = createApp({
        ...ports,
        hashPin: () => Promise.reject(new TooBusyError(7)),
        ...{ secureCookies: false, frameAncestors: "none", applications: [] },
        ...{ startPath: "/portal", requestLimit: null, listensOnLoopback: true },
        onError: (error) => failures.push(error),
      });
      const authorization = await bearer("authenticate");
      const post = (path: string, type: string, body: string) => {
        const headers = { "content-type": type, ...authorization };
        return app.request(formOrigin + path, { method: "POST", headers, body });
      };
      const passcode = "4071123456";
      const login = { identifier, passcode };
      const staff = { name: identifier, password: "long enough", code: "123456", to: "/desk" };
      const before = await stored();
      const answers = [
        await post("/api/v1/authenticate", "application/json", JSON.stringify(login)),
        await post("/validate/check", formType, `user=${identifier}&pass=${passcode}`),
        await post("/validate/check", formType, `serial=${identifier}&pass=${passcode}`),
        await sendForm(app, "/portal", "/portal/login", login),
        await sendForm(app, "/desk/login", "/desk/login", staff),
      ];
      const told = answers.map((each) => [each.status, each.headers.get("retry-after")]);
      expect(told).toEqual(answers.map(() => [503, "7"]));
      // Nothing is wrong, and nothing was decided.
      expect(failures).toEqual([]);
      expect(await stored()).toBe(before);
    },
  );
});
