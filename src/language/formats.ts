// All formats that a host can read: the core's, and the authored language, which the core may not know. Hosts hand
// this list to the core; the README's table is printed from it.

import type { Format } from "../core/formats/format.ts";
import { FORMATS } from "../core/formats/registry.ts";
import { lightcone } from "./lightcone/format.ts";

export const ALL_FORMATS: readonly Format[] = [lightcone, ...FORMATS];
