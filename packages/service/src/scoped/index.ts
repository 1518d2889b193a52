// What somebody asks the store within their scope.
export { type Asker, mayBeAssignedTo, type Scoped, scopedTo } from "./scoped-to.ts";
