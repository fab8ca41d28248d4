// Opens files of any format that the core has. A host that knows more formats, or fewer, calls openFormats itself.
// What is made of the files is said in opened.ts.

import type { Source } from "../formats/format.ts";
import { FORMATS } from "../formats/registry.ts";
import { type OpenContext, type Opened, openFormats } from "./opened.ts";

/** Opens files that belong to one trace. */
export function openSources(sources: readonly Source[], context: OpenContext = {}): Promise<Opened> {
  return openFormats(sources, FORMATS, context);
}
