// Notes what the labels of a finished trace say of snapshots, for formats whose events have nothing but a label: logs
// with vector clocks, and our own traces.

import type { Trace } from "../../trace/trace.ts";
import type { SnapshotWatch } from "./snapshotWatch.ts";

/** Notes events by their own ids. Each distinct label is judged once, and events are looked at only where one fits. */
export function noteLabels(trace: Trace, watch: SnapshotWatch): void {
  const { strings } = trace;
  let fits = false;
  for (let text = 1; text < strings.length; text++) if (watch.watches(text, strings)) fits = true;
  if (!fits) return;
  const { label } = trace.events;
  for (let event = 0; event < label.length; event++) {
    if (watch.watches(label[event], strings)) watch.note(event, label[event], nothing);
  }
}

function nothing(): undefined {
  return undefined;
}
