/** What an installation says of its keys. */
export type FleetSettings = {
  /** How long a battery lasts, from the day on which its key was first seen, years. */
  readonly batteryYears: number;
};

/** What makers of keys with a display promise at least. */
export const defaultFleetSettings: FleetSettings = { batteryYears: 5 };
