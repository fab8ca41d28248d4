// A large course scenario: reading, running and laying it out as a trace, verifying its cuts, drawing it, and our own
// format, which it is written to and read from.

import { verifyCut } from "../../src/core/analysis/consistency.ts";
import { buildScene } from "../../src/core/diagram/buildScene.ts";
import { layoutTrace } from "../../src/core/diagram/layout.ts";
import { indexMessages } from "../../src/core/diagram/messageIndex.ts";
import { overlayOf } from "../../src/core/diagram/overlay.ts";
import { fitted } from "../../src/core/diagram/viewport.ts";
import { readEvents } from "../../src/core/formats/course/eventsFile.ts";
import { readTopology } from "../../src/core/formats/course/topologyFile.ts";
import type { Source } from "../../src/core/formats/format.ts";
import { writeLctrace } from "../../src/core/formats/lctrace/writer.ts";
import { simulationOf } from "../../src/core/snapshot/simulate.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import { openSources } from "../support/openSources.ts";
import { generatedScenario, LARGE } from "./generatedScenario.ts";
import {
  columnBytes,
  eventsOf,
  heading,
  measured,
  median,
  megabytes,
  ROUNDS,
  row,
  seconds,
} from "./measure.ts";

export async function scenarioFigures(): Promise<void> {
  const texts = generatedScenario(LARGE, 1);
  heading(
    `Scenario: ${LARGE.servers} servers with ${LARGE.links} links each, ${LARGE.sends} sends over ${LARGE.ticks} ticks, ` +
      `${LARGE.ticks / LARGE.snapshotEvery} snapshots; ${megabytes(texts.events.length)} of script`,
  );
  const trace = simulator(texts);
  memory(trace);
  verification(trace);
  diagram(trace);
  await ownFormat(trace);
}

/** Reading, running and building the trace: first cold, as a user meets it, then the median. */
function simulator({ topology, events }: { topology: string; events: string }): Trace {
  const times: number[][] = [];
  let trace: Trace | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const system = readTopology(topology, "large.top", failOn);
    const scenario = readEvents(events, "large.events", system, "large.top", failOn);
    const read = performance.now();
    const simulation = simulationOf(scenario);
    simulation.run();
    const ran = performance.now();
    trace = simulation.finish();
    const built = performance.now();
    times.push([read - start, ran - read, built - ran, built - start]);
  }
  if (trace === undefined) throw new Error("no round was run");
  const [read, ran, built, whole] = [0, 1, 2, 3].map((i) => median(times.map((row) => row[i])));
  const delivered = trace.messages.receive.filter((event) => event >= 0).length;
  heading("Simulator, whole trace built");
  row("whole run, first time", seconds(times[0][3]));
  row(
    "whole run, median",
    `${seconds(whole)} (read ${seconds(read)}, run ${seconds(ran)}, build ${seconds(built)})`,
  );
  row("messages delivered", `${delivered}, ${Math.round(delivered / whole)}000 a second`);
  row("events", String(eventsOf(trace)));
  return trace;
}

function memory(trace: Trace): void {
  const columns = columnBytes(trace);
  heading("Memory");
  const each = (columns / eventsOf(trace)).toFixed(1);
  row("columns of the trace", `${megabytes(columns)}, ${each} bytes an event`);
}

function verification(trace: Trace): void {
  const cuts = trace.snapshots.map(({ frontier }) => frontier);
  const all = measured(() => {
    for (const cut of cuts) verifyCut(trace, cut);
  });
  const messages = cuts.length * trace.messages.send.length;
  heading("Verification of a cut");
  row("a million messages", `${((all / messages) * 1e6).toFixed(2)} ms`);
}

function diagram(trace: Trace): void {
  const layout = layoutTrace(trace, "time");
  const index = indexMessages(trace, layout);
  const view = fitted(layout, trace.processes.length, {
    width: 1280,
    height: 800,
    orientation: "right",
    labelRoom: 60,
  });
  const overlay = overlayOf(trace, {});
  heading("Diagram");
  row("layout of the trace", `${measured(() => layoutTrace(trace, "time")).toFixed(1)} ms`);
  row("index of its messages", `${measured(() => indexMessages(trace, layout)).toFixed(1)} ms`);
  row(
    "scene, all of it in view",
    `${measured(() => buildScene(trace, layout, index, view, overlay)).toFixed(1)} ms`,
  );
}

async function ownFormat(trace: Trace): Promise<void> {
  const text = [...writeLctrace(trace)].join("");
  const source: Source = {
    name: "large.lctrace",
    size: text.length,
    async *text() {
      for (let at = 0; at < text.length; at += 1 << 20) yield text.slice(at, at + (1 << 20));
    },
  };
  const floor = measured(() => {
    for (const line of text.split("\n")) if (line !== "") JSON.parse(line);
  });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await openSources([source]);
    times.push(performance.now() - start);
  }
  const read = median(times);
  heading("Our own format (.lctrace)");
  row("write", `${measured(() => [...writeLctrace(trace)]).toFixed(0)} ms, ${megabytes(text.length)}`);
  row(
    "open",
    `${read.toFixed(0)} ms, ${(read / floor).toFixed(2)} times splitting and JSON.parse of its lines`,
  );
}

/** The trace of a generated scenario. */
export function simulated({ topology, events }: { topology: string; events: string }): Trace {
  const system = readTopology(topology, "large.top", failOn);
  const simulation = simulationOf(readEvents(events, "large.events", system, "large.top", failOn));
  simulation.run();
  return simulation.finish();
}

function failOn(problem: unknown): void {
  throw new Error(`the generated scenario has a problem: ${JSON.stringify(problem)}`);
}
