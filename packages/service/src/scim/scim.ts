import { limitBody, problem, requireJsonOf } from "@jeton/http";
import type { Ports } from "@jeton/validator/parts";
import { Hono } from "hono";
import { createProvisioning } from "../holders/provision.ts";
import { removedPercentMax } from "../holders/removed-share.ts";
import { type AccessEnv, type AccessOptions, createAccess } from "../web/access.ts";
import { listOf, schemas, serviceProviderConfig, userType } from "./discovery.ts";
import type { SchoolAttribute } from "./school-attribute.ts";
import { scimJson, scimMediaType } from "./scim-problem.ts";
import { addUserRoutes } from "./user-routes.ts";

/** How identity systems bring the directory up to date. */
export type ScimSettings = {
  /** Which attribute says of which school or service somebody is. Default: "department". */
  readonly school?: SchoolAttribute;
  /** The share of the holders that may be deactivated within a day, in percent. Default: that of an import. */
  readonly mayRemovePercent?: number;
  /** Called when more are; `isNew` for the first time until it is released. */
  readonly onHeld?: (isNew: boolean) => void;
};

/**
 * Returns SCIM 2.0 (RFC 7643, RFC 7644) for one kind of resource: the people of the directory. Behind
 * `problemsAsScimErrors` every error has SCIM's form.
 */
export function createScim(
  ports: Ports,
  {
    school = "department",
    mayRemovePercent = removedPercentMax,
    ...options
  }: ScimSettings & AccessOptions = {},
): Hono<AccessEnv> {
  const { onHeld } = options;
  const scim = new Hono<AccessEnv>();
  scim.use("/scim/*", async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  scim.use("/scim/*", createAccess(ports, options)("holders:write"));
  scim.on(
    ["POST", "PUT", "PATCH"],
    "/scim/*",
    limitBody,
    requireJsonOf([scimMediaType, "application/json"]),
  );
  addDiscoveryRoutes(scim, school);
  const provisioning = createProvisioning(ports, {
    mayLeavePercent: mayRemovePercent,
    ...(onHeld !== undefined && { onHeld }),
  });
  addUserRoutes(scim, { provisioning, school, mayRemovePercent });
  scim.all("/scim/*", (c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  return scim;
}

function addDiscoveryRoutes(scim: Hono<AccessEnv>, school: SchoolAttribute): void {
  const whole = (found: readonly object[]) =>
    listOf(found, { totalResults: found.length, startIndex: 1 });
  const described = schemas(school);
  scim.get("/scim/v2/ServiceProviderConfig", (c) => scimJson(c, 200, serviceProviderConfig));
  scim.get("/scim/v2/ResourceTypes", (c) => scimJson(c, 200, whole([userType])));
  scim.get("/scim/v2/ResourceTypes/User", (c) => scimJson(c, 200, userType));
  scim.get("/scim/v2/Schemas", (c) => scimJson(c, 200, whole(described)));
  scim.get("/scim/v2/Schemas/:id", (c) => {
    const found = described.find(({ id }) => id === c.req.param("id"));
    return found === undefined
      ? problem(c, 404, "Cannot find this schema")
      : scimJson(c, 200, found);
  });
}
