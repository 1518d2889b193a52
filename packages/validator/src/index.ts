export { openInstallation } from "./opening/open-installation.ts";
