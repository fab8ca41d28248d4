// `npm run bench`: the figures that the README states, measured anew. One process, each measurement several times, the
// median printed; times are of this machine and noisy, so compare them only within one run.

import { cpus } from "node:os";
import { verifyCut } from "../../src/core/analysis/consistency.ts";
import { openSources } from "../../src/core/analysis/opened.ts";
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
import { generatedScenario, LARGE } from "./generatedScenario.ts";
import { spanFigures } from "./spanFiles.ts";

const ROUNDS = 7;

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}`);
  const texts = generatedScenario(LARGE, 1);
  console.log(
    `Scenario: ${LARGE.servers} servers with ${LARGE.links} links each, ${LARGE.sends} sends over ${LARGE.ticks} ticks, ` +
      `${LARGE.ticks / LARGE.snapshotEvery} snapshots; ${megabytes(texts.events.length)} of script\n`,
  );
  const trace = simulator(texts);
  memory(trace);
  verification(trace);
  diagram(trace);
  await files(trace);
  await spans();
}

async function spans(): Promise<void> {
  console.log("\nFiles of 200,000 spans");
  for (const { name, megabytes: size, events, open, floor } of await spanFigures()) {
    const ratio = (open / floor).toFixed(2);
    row(
      name,
      `${open.toFixed(0)} ms for ${size.toFixed(0)} MB and ${events} events, ${ratio} times reading and JSON.parse`,
    );
  }
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
  console.log("Simulator, whole trace built");
  row("whole run, first time", seconds(times[0][3]));
  row(
    "whole run, median",
    `${seconds(whole)} (read ${seconds(read)}, run ${seconds(ran)}, build ${seconds(built)})`,
  );
  row("messages delivered", `${delivered}, ${Math.round(delivered / whole)}000 a second`);
  row("events", String(trace.events.time.length));
  return trace;
}

function memory(trace: Trace): void {
  const events = trace.events.time.length;
  const columns = columnBytes(trace);
  console.log("\nMemory");
  row("columns of the trace", `${megabytes(columns)}, ${(columns / events).toFixed(1)} bytes an event`);
  row("process, at its peak", megabytes(process.resourceUsage().maxRSS * 1024));
}

/** Bytes in all typed arrays of a trace, wherever they stand. */
function columnBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + columnBytes(part), 0);
}

function verification(trace: Trace): void {
  const cuts = trace.snapshots.map(({ frontier }) => frontier);
  const all = measured(() => {
    for (const cut of cuts) verifyCut(trace, cut);
  });
  const messages = cuts.length * trace.messages.send.length;
  console.log("\nVerification of a cut");
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
  console.log("\nDiagram");
  row("layout of the trace", `${measured(() => layoutTrace(trace, "time")).toFixed(1)} ms`);
  row("index of its messages", `${measured(() => indexMessages(trace, layout)).toFixed(1)} ms`);
  row(
    "scene, all of it in view",
    `${measured(() => buildScene(trace, layout, index, view, overlay)).toFixed(1)} ms`,
  );
}

async function files(trace: Trace): Promise<void> {
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
  console.log("\nOur own format (.lctrace)");
  row("write", `${measured(() => [...writeLctrace(trace)]).toFixed(0)} ms, ${megabytes(text.length)}`);
  row(
    "open",
    `${read.toFixed(0)} ms, ${(read / floor).toFixed(2)} times splitting and JSON.parse of its lines`,
  );
}

function measured(work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

function failOn(problem: unknown): void {
  throw new Error(`the generated scenario has a problem: ${JSON.stringify(problem)}`);
}

function row(name: string, value: string): void {
  console.log(`  ${name.padEnd(26)}${value}`);
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

await main();
