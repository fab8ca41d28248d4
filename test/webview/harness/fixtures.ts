// Runs in the harness's page beside the panel: builds traces there, since typed arrays do not travel through a test's
// remote calls, and posts them to the panel as the extension host would.

import { openFormats } from "../../../src/core/analysis/opened.ts";
import { askedCut, snapshotCut } from "../../../src/core/analysis/shownCut.ts";
import { sequenceChart, topologyChart } from "../../../src/core/diagram/mermaid.ts";
import type { Source } from "../../../src/core/formats/format.ts";
import { cutAtTime } from "../../../src/core/trace/cut.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { ALL_FORMATS } from "../../../src/language/formats.ts";
import type { DiagramCut, Executions, HostToPanel } from "../../../src/protocol/diagram.ts";
import { THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "../../core/diagram/picture.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";

/** A trace to show: a drawn one, a random one, or that of some files. */
export type FixtureName = "three" | "orphan" | "empty";

export interface ShowOptions {
  readonly selectCut?: string;
  /** Cuts at these times, beside the snapshots'. */
  readonly times?: readonly number[];
  /** What is shown is a scenario that can be edited. */
  readonly edit?: boolean;
  readonly executions?: Executions;
}

interface Fixtures {
  show(name: FixtureName, options?: ShowOptions): void;
  showRandom(options: Parameters<typeof randomTrace>[0], show?: ShowOptions): void;
  showFiles(files: Readonly<Record<string, string>>, options?: ShowOptions): Promise<void>;
  post(message: HostToPanel): void;
  charts(): readonly { readonly title: string; readonly source: string }[];
}

declare global {
  interface Window {
    fixtures: Fixtures;
  }
}

function drawn(name: FixtureName): Trace {
  switch (name) {
    case "three":
      return traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS).trace;
    case "orphan":
      return traceFromText("P ---a---B--*\nQ -----A--b--\nR --*----*---", { name: "Orphan" }).trace;
    case "empty":
      return traceFromText("P ---\nQ ---", { name: "Nothing happens" }).trace;
  }
}

function post(message: HostToPanel): void {
  window.postMessage(message, "*");
}

function show(trace: Trace, cuts: readonly DiagramCut[], options: ShowOptions = {}): void {
  const further = (options.times ?? []).map((time, i) => ({
    ...askedCut(trace, `Cut at ${time}`, cutAtTime(trace, time)),
    id: `cut:${i}`,
  }));
  post({
    type: "show",
    trace,
    cuts: [...cuts, ...further],
    selectCut: options.selectCut ?? "",
    abilities: { runSnapshot: true, reveal: true, edit: options.edit === true },
    ...(options.executions === undefined ? {} : { executions: options.executions }),
  });
}

/** Snapshots whose verdict is the cut's: what the tests of the panel need. */
function cutsOf(trace: Trace): DiagramCut[] {
  return trace.snapshots.map((snapshot) => ({
    ...askedCut(trace, `Snapshot ${snapshot.id}`, snapshot.frontier),
    id: `snapshot:${snapshot.id}`,
    snapshot: trace.snapshots.indexOf(snapshot),
  }));
}

window.fixtures = {
  post,
  show: (name, options) => {
    const trace = drawn(name);
    const orphan = { ...askedCut(trace, "Cut 1", Uint32Array.of(0, 1, 1)), id: "cut:orphan" };
    show(trace, name === "orphan" ? [orphan] : cutsOf(trace), options);
  },
  showRandom: (options, shown) => show(randomTrace(options), [], shown),
  showFiles: async (files, options) => {
    const sources: Source[] = Object.entries(files).map(([name, text]) => ({
      name,
      text: async function* () {
        yield text;
      },
    }));
    const { trace, verdicts } = await openFormats(sources, ALL_FORMATS, {});
    if (trace === undefined) throw new Error("The files give no trace.");
    const cuts = trace.snapshots.map((snapshot, index) => ({
      ...snapshotCut(trace, index, verdicts[index]),
      id: `snapshot:${snapshot.id}`,
    }));
    show(trace, cuts, options);
  },
  charts: () => {
    const trace = drawn("three");
    return [
      { title: "Topology", chart: topologyChart(trace) },
      { title: "Sequence", chart: sequenceChart(trace) },
    ].map(({ title, chart }) => ({ title, source: chart.kind === "chart" ? chart.source : "" }));
  },
};
