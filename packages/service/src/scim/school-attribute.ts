/** Attributes of the enterprise extension (RFC 7643 §4.3) that may say of which school or service somebody is. */
export const schoolAttributes = ["department", "organization", "division", "costCenter"] as const;
export type SchoolAttribute = (typeof schoolAttributes)[number];
