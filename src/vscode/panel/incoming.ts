// Checks what a panel says before anything is done with it: a webview is a page, and a page's word is not a type.
// What does not fit the protocol is refused and logged.

import * as v from "valibot";
import type { PanelToHost } from "../../protocol/diagram.ts";

const index = v.pipe(v.number(), v.integer(), v.minValue(-1));

const time = v.pipe(v.number(), v.finite());

const edit = v.variant("kind", [
  v.object({ kind: v.literal("receive"), message: index, time }),
  v.object({ kind: v.literal("time"), event: index, time }),
  v.object({ kind: v.literal("remove"), event: index }),
  v.object({ kind: v.literal("add"), process: index, time }),
]);

const message = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({ type: v.literal("eventSelected"), event: index, isQuiet: v.optional(v.boolean()) }),
  v.object({ type: v.literal("revealEvent"), event: index, focus: v.boolean() }),
  v.object({ type: v.literal("cutSelected"), cut: v.string() }),
  v.object({ type: v.literal("cutAt"), event: index, by: v.picklist(["past", "time"]) }),
  v.object({ type: v.literal("nearestCut"), cut: v.string(), side: v.picklist(["below", "above"]) }),
  v.object({
    type: v.literal("setCut"),
    cut: v.string(),
    frontier: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.object({ type: v.literal("hidden"), processes: v.array(v.string()) }),
  v.object({
    type: v.literal("command"),
    command: v.picklist(["runSnapshot", "runSnapshotHere", "addNote", "verifyCut", "exportDiagram"]),
  }),
  v.object({ type: v.literal("tryEdit"), request: index, edit }),
  v.object({ type: v.literal("edit"), request: index, edit }),
  v.object({ type: v.literal("chooseExecution"), name: v.string() }),
  v.object({ type: v.literal("showWrong") }),
  v.object({ type: v.literal("image"), request: index, data: v.string() }),
  v.object({ type: v.literal("error"), request: index, words: v.string() }),
]);

/** The message, or undefined where it is none of the protocol's. */
export function panelMessage(value: unknown): PanelToHost | undefined {
  const result = v.safeParse(message, value);
  return result.success ? result.output : undefined;
}
