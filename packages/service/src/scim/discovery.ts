import { operationsMax, pageMax } from "./read-requests.ts";
import type { SchoolAttribute } from "./school-attribute.ts";
import { coreUser, enterpriseUser } from "./user-draft.ts";

const listResponse = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const not = { supported: false };

/** What we can do (RFC 7643 §5). */
export const serviceProviderConfig: object = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { ...not, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: pageMax },
  ...{ changePassword: not, sort: not, etag: { supported: true } },
  authenticationSchemes: [
    {
      ...{ type: "oauthbearertoken", name: "API token", primary: true },
      description: `A token with the scope holders:write; a PATCH has ${operationsMax} operations at most`,
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: "/scim/v2/ServiceProviderConfig" },
};

/** The one kind of resource (RFC 7643 §6). */
export const userType: object = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
  ...{ id: "User", name: "User", endpoint: "/Users", schema: coreUser },
  description: "A holder of a key, or somebody who may become one",
  schemaExtensions: [{ schema: enterpriseUser, required: false }],
  meta: { resourceType: "ResourceType", location: "/scim/v2/ResourceTypes/User" },
};

type Attribute = { readonly name: string; readonly [field: string]: unknown };

function attribute(name: string, type: string, change: object = {}): Attribute {
  const shape = { name, type, multiValued: false, description: name, required: false };
  const use = { mutability: "readWrite", returned: "default", uniqueness: "none" };
  return { ...shape, caseExact: false, ...use, ...change };
}

const valueParts = [
  attribute("value", "string"),
  attribute("type", "string"),
  attribute("primary", "boolean"),
];

/** Returns the attributes that are kept, as schemas (RFC 7643 §7). */
export function schemas(school: SchoolAttribute): readonly { readonly id: string }[] {
  const described = (id: string, name: string, attributes: readonly Attribute[]) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    ...{ id, name, description: name, attributes },
    meta: { resourceType: "Schema", location: `/scim/v2/Schemas/${id}` },
  });
  return [
    described(coreUser, "User", [
      attribute("userName", "string", {
        ...{ required: true, mutability: "immutable", uniqueness: "server" },
      }),
      attribute("externalId", "string", { caseExact: true }),
      attribute("name", "complex", {
        subAttributes: [attribute("familyName", "string"), attribute("givenName", "string")],
      }),
      attribute("active", "boolean"),
      attribute("emails", "complex", { multiValued: true, subAttributes: valueParts }),
      attribute("phoneNumbers", "complex", { multiValued: true, subAttributes: valueParts }),
      attribute("preferredLanguage", "string"),
    ]),
    described(enterpriseUser, "EnterpriseUser", [attribute(school, "string")]),
  ];
}

/** Returns a page of resources (RFC 7644 §3.4.2). */
export function listOf(
  resources: readonly object[],
  { totalResults, startIndex }: { readonly totalResults: number; readonly startIndex: number },
): object {
  const counts = { totalResults, startIndex, itemsPerPage: resources.length };
  return { schemas: [listResponse], ...counts, Resources: resources };
}
