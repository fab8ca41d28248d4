// Entry of dist/opening.cjs, which the host loads with the first trace: reading files of our own formats, running and
// judging what they hold, and writing them. All that needs the engine; starting the extension does not.

import { type OpenContext, openFormats } from "../../core/analysis/opened.ts";
import { type OpenedWith, openWith, type Wishes } from "../../core/analysis/openedWith.ts";
import { cos418 } from "../../core/formats/cos418.ts";
import type { Format, Source } from "../../core/formats/format.ts";
import { lctrace } from "../../core/formats/lctrace.ts";
import type { Trace } from "../../core/trace/trace.ts";

/** What the host reads itself: files that are typed, and ours. The reader thread knows all formats. */
const OWN_FORMATS: readonly Format[] = [cos418, lctrace];

/** Opens files of our own formats and does what is wished. */
export async function openHere(
  sources: readonly Source[],
  wishes: Wishes,
  context: OpenContext,
): Promise<OpenedWith> {
  return openWith(await openFormats(sources, OWN_FORMATS, context), wishes, context);
}

/** The text of a trace in our own format, piece by piece. */
export function ownText(trace: Trace): Iterable<string> {
  return lctrace.write?.(trace) ?? [];
}
