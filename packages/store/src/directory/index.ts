// Who the holders are. An entry of its own of this package: what decides log-ins may not import it.
export { type HolderDirectory, holderDirectory } from "./holder-directory.ts";
