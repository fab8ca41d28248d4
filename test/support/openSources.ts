// Opens files of any format that the core has, as most tests want them. Hosts name the formats that they know; see
// openFormats in src/core/analysis/opened.ts.

import { type OpenContext, type Opened, openFormats } from "../../src/core/analysis/opened.ts";
import type { Source } from "../../src/core/formats/format.ts";
import { FORMATS } from "../../src/core/formats/registry.ts";

/** Opens files that belong to one trace. */
export function openSources(sources: readonly Source[], context: OpenContext = {}): Promise<Opened> {
  return openFormats(sources, FORMATS, context);
}
