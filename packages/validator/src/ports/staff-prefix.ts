/** Before the serials of the keys by which staff log in (`staff/staff-key.ts`). */
export const staffPrefix = "staff-";
