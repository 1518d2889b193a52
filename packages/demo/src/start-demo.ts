import { join } from "node:path";
import { type Listening, listen } from "@jeton/http";
import { realTime, type SimulatedKey, type TimeSource } from "@jeton/key";
import { printClockAlarm, printFloor } from "@jeton/service";
import { openInstallation, type Ports } from "@jeton/validator/parts";
import { createDemoApp } from "./demo-app.ts";
import { openDemoKey, saveDemoKey } from "./demo-key.ts";

export type DemoOptions = {
  readonly dataDirectory: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** True time for the service and the key alike. Default: this machine's clock. */
  readonly timeSource?: TimeSource;
};

/** A bench that runs. */
export type Demo = {
  readonly url: string;
  readonly key: SimulatedKey;
  readonly ports: Ports;
  readonly close: () => Promise<void>;
};

/**
 * Starts the bench: an installation in `dataDirectory` (made when there is none, found as it was
 * otherwise), its simulated key, and one server for both. Rejects with an error that names the cure.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { dataDirectory, timeSource = realTime } = options;
  const clock = () => timeSource.now();
  const said = { onClockAlarm: printClockAlarm, onFloor: printFloor };
  const ports = await openInstallation({ dataDirectory, clock, mayCreate: true, ...said });
  try {
    const keyPath = join(dataDirectory, "demo-key.json");
    const key = await openDemoKey(keyPath, ports, timeSource);
    const app = createDemoApp({
      ports,
      key,
      keyChanged: () => saveDemoKey(keyPath, key),
      host: options.host,
    });
    const server: Listening = await listen(app, options);
    const close = async () => {
      await server.close();
      await ports.store.close();
    };
    return { url: server.url, key, ports, close };
  } catch (error) {
    await ports.store.close();
    throw error;
  }
}
