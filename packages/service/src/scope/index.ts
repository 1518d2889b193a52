export {
  coversScope,
  isInScope,
  type SchoolScope,
  scopeEntriesMax,
  scopeEntry,
} from "./school-scope.ts";
