// The files of Princeton's COS 418, assignment 2, as one format: a topology (.top), a script (.events) over it, and
// recorded snapshots (.snap). Together they are a scenario and the snapshots that somebody says it records.

import { ActionBuilder } from "../scenario/actionBuilder.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ClaimedSnapshot } from "./claimedSnapshot.ts";
import { COURSE_SEED, readEvents } from "./course/eventsFile.ts";
import { readSnap } from "./course/snapFile.ts";
import { readTopology, type Topology } from "./course/topologyFile.ts";
import {
  baseName,
  type Detection,
  type Format,
  type ReadContext,
  type Reading,
  type Source,
  wholeText,
} from "./format.ts";

type Part = "topology" | "events" | "snap";

export const cos418: Format = {
  id: "cos418",
  name: "COS 418 assignment 2",
  extensions: [".top", ".events", ".snap"],
  detect,
  read,
};

/** The part that a file is by its content; an empty one, or one that could be several, by its ending. */
function partOf(head: string, fileName: string): Part | undefined {
  const ending = /\.(top|events|snap)$/i.exec(fileName)?.[1].toLowerCase();
  const lines = head.split(/\r?\n/).map((line) => line.trim());
  const first = lines.find((line) => line !== "" && !line.startsWith("#"));
  if (ending === "top") return "topology";
  if (ending === "events") return "events";
  if (ending === "snap") return "snap";
  if (first === undefined) return undefined;
  if (/^(send \S+ \S+ \d+|snapshot \S+|tick( \d+)?)$/.test(first)) return "events";
  if (!/^\d+$/.test(first)) return undefined;
  const content = lines.filter((line) => line !== "" && !line.startsWith("#")).slice(1);
  if (!/^\S+ \d+$/.test(content[0] ?? "")) return undefined;
  if (content.some((line) => /^\S+ \S+ token\(\d+\)$/.test(line))) return "snap";
  return content.some((line) => /^\S+ [^\d\s]\S*$/.test(line)) ? "topology" : "snap";
}

function detect(head: string, fileName: string): Detection {
  if (partOf(head, fileName) === undefined) return "no";
  return /\.(top|events|snap)$/i.test(fileName) ? "yes" : "maybe";
}

async function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const texts = await Promise.all(
    sources.map(async (source) => ({ source, text: await wholeText(source, context.progress) })),
  );
  const parts = texts.map((entry) => ({
    ...entry,
    part: partOf(entry.text.slice(0, 4096), baseName(entry.source.name)),
  }));
  const claims = parts
    .filter(({ part }) => part === "snap")
    .flatMap(({ source, text }) => readSnap(text, source.name, context.report));
  const topologies = parts.filter(({ part }) => part === "topology");
  const scripts = parts.filter(({ part }) => part === "events");
  if (topologies.length === 0) return withoutTopology(scripts[0]?.source.name, claims, context);
  for (const extra of [...topologies.slice(1), ...scripts.slice(1)]) {
    const message = "a scenario has one topology and one script; this further file is left out";
    context.report({ position: start(extra.source.name), severity: "error", code: "further-file", message });
  }
  const [{ source, text }] = topologies;
  const topology = readTopology(text, source.name, context.report);
  const scenario =
    scripts.length === 0
      ? quietScenario(topology, source.name)
      : readEvents(scripts[0].text, scripts[0].source.name, topology, source.name, context.report);
  return { scenario, claims };
}

function withoutTopology(
  script: string | undefined,
  claims: readonly ClaimedSnapshot[],
  context: ReadContext,
): Reading | undefined {
  if (script === undefined) return { claims };
  const message = "a script needs its topology: give the .top file too";
  context.report({ position: start(script), severity: "error", code: "topology-missing", message });
  return undefined;
}

/** A topology without a script: the system at rest. */
function quietScenario(topology: Topology, file: string): Scenario {
  return {
    name: file,
    timeUnit: "tick",
    files: [file],
    processes: topology.processes,
    channels: topology.channels,
    payloads: [],
    actions: new ActionBuilder().build(),
    endTime: 0,
    delivery: { kind: "course", seed: COURSE_SEED },
  };
}

function start(file: string) {
  return { file, line: 0, column: 0 };
}
