// A process of its own for `npm run bench`, so that its memory is that of the keys: lets a thousand
// keys live for so many days and prints what it came to as JSON.
import { liveTogether, type ManyKeys } from "./measures/thousand-keys.ts";

const days = Number(process.argv[2]);
const clocks: ManyKeys["clocks"] = process.argv[3] === "office" ? "office" : "straight";
console.log(JSON.stringify(liveTogether({ keys: 1000, days, everyHours: 1, clocks })));
