import { wholeNumberWithin } from "@jeton/cli";
import { Option } from "commander";
import { defaultFleetSettings } from "../fleet/settings.ts";

/** Returns the option `--battery-years`. */
export function batteryYearsOption(): Option {
  return new Option("--battery-years <number>", "how long the battery of a key lasts, 1 to 50")
    .default(defaultFleetSettings.batteryYears)
    .argParser(wholeNumberWithin("--battery-years", 1, 50));
}
