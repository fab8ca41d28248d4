// Property: a simulated run with right snapshots, written as events of a format and read back, has those snapshots, and
// each is right; broken in one thing, it has that problem on that line.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Opened } from "../../../../src/core/analysis/opened.ts";
import { chandyLamport } from "../../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { simulationOf } from "../../../../src/core/snapshot/simulate.ts";
import { neverRecorded, type Trace } from "../../../../src/core/trace/trace.ts";
import { openSources } from "../../../support/openSources.ts";
import { randomScenario } from "../../../support/randomScenario.ts";
import {
  asJsonLines,
  asLabels,
  asLog,
  asOtlp,
  type Happening,
  happeningsOf,
} from "../../../support/snapshotEventFiles.ts";
import { textSource } from "../../../support/textSource.ts";

interface Way {
  readonly name: string;
  readonly file: string;
  readonly write: (happenings: readonly Happening[]) => string;
  /** The line of the first happening, where each takes one line and may be left out or moved. */
  readonly firstLine?: number;
  /** Whether the format names messages, so that channels' contents can be compared. */
  readonly namesMessages: boolean;
}

const WAYS: readonly Way[] = [
  {
    name: "JSON Lines by mapping",
    file: "run.ndjson",
    write: asJsonLines,
    firstLine: 2,
    namesMessages: true,
  },
  { name: "OTLP", file: "run.jsonl", write: asOtlp, firstLine: 1, namesMessages: true },
  { name: "a GoVector log", file: "run.log", write: asLog, namesMessages: false },
  { name: "labels of a .lctrace", file: "run.lctrace", write: asLabels, namesMessages: true },
];

const RUNS = randomScenario({ processes: 4, steps: 14, snapshots: 2, ring: true });
const SETTINGS = { seed: 1985, numRuns: 120 };

function simulated(scenario: Parameters<typeof simulationOf>[0]): Trace {
  const simulation = simulationOf(scenario, chandyLamport);
  simulation.run();
  return simulation.finish();
}

function open(way: Way, happenings: readonly Happening[]): Promise<Opened> {
  return openSources([textSource(way.file, way.write(happenings))]);
}

describe("a run with snapshots", () => {
  for (const way of WAYS) {
    it(`is found again in ${way.name}, and its snapshots are right`, async () => {
      let snapshots = 0;
      await fc.assert(
        fc.asyncProperty(RUNS, async ({ scenario }) => {
          const trace = simulated(scenario);
          if (trace.snapshots.length === 0 || trace.snapshots.some(({ unfinished }) => unfinished)) return;
          const happenings = happeningsOf(trace).filter(
            ({ kind, messages }) => way.namesMessages || kind !== "channel" || messages === undefined,
          );
          // A label names one message, so a channel is told as often as it has messages.
          const told = way.write === asLabels ? happenings.flatMap(oneByOne) : happenings;
          const opened = await open(way, told);
          assert.deepEqual(
            opened.problems.filter(({ severity }) => severity !== "info"),
            [],
          );
          assert.deepEqual(
            opened.findings.map(({ code, message }) => `${code} ${message}`),
            [],
          );
          assert.deepEqual(
            opened.trace?.snapshots.map(({ id }) => id),
            trace.snapshots.map(({ id }) => id).sort((a, b) => a - b),
          );
          for (const [i, snapshot] of (opened.trace?.snapshots ?? []).entries()) {
            assert.equal(opened.verdicts[i].kind, "consistent");
            assert.deepEqual(neverRecorded(snapshot), []);
            if (way.namesMessages) assert.equal(snapshot.toldChannels, undefined);
            snapshots++;
          }
        }),
        SETTINGS,
      );
      assert.ok(snapshots > 50, `${snapshots} snapshots`);
    });
  }
});

function oneByOne(happening: Happening): Happening[] {
  const { messages } = happening;
  return messages === undefined || messages.length === 0
    ? [happening]
    : messages.map((message) => ({ ...happening, messages: [message] }));
}

/** A fault that is put into a run: what remains, and the code and happening at whose line it must be told. */
interface Fault {
  readonly happenings: readonly Happening[];
  readonly code: string;
  readonly at: Happening;
}

const isOfComputation = ({ kind }: Happening): boolean => kind === "send" || kind === "receive";
const sameMarker = (a: Happening, b: Happening): boolean =>
  a.snapshot === b.snapshot && a.process === b.peer && a.peer === b.process;

/** The list with the happening at `from` put behind the one at `behind`. */
function moved(list: readonly Happening[], from: number, behind: number): Happening[] {
  const rest = list.filter((_, i) => i !== from);
  rest.splice(behind, 0, list[from]);
  return rest;
}

/** A process records only after its next event of the computation, while another marker is still to come. */
function* lateRecordings(list: readonly Happening[]): Iterable<Fault> {
  for (const [i, record] of list.entries()) {
    if (record.kind !== "record") continue;
    const own = (each: Happening): boolean => each.process === record.process;
    const ofSnapshot = (each: Happening): boolean => own(each) && each.snapshot === record.snapshot;
    const marker = list.findIndex((each) => ofSnapshot(each) && each.kind === "marker-receive");
    const next = list.findIndex((each, at) => at > i && own(each) && isOfComputation(each));
    const later = list.findIndex(
      (each, at) => at > next && ofSnapshot(each) && each.kind === "marker-receive",
    );
    if (marker < 0 || marker > i || next < 0 || later < 0) continue;
    yield { happenings: moved(list, i, next), code: "marker-not-obeyed", at: list[marker] };
  }
}

/** A marker that reaches a process that has recorded already is neither sent nor received. */
function* droppedMarkers(list: readonly Happening[]): Iterable<Fault> {
  for (const [i, marker] of list.entries()) {
    if (marker.kind !== "marker-receive") continue;
    const of = (each: Happening, process: string): boolean =>
      each.kind === "record" && each.process === process && each.snapshot === marker.snapshot;
    const isFirst =
      list.findIndex((each) => each.kind === "marker-receive" && sameTarget(each, marker)) === i;
    const record = list.find((each) => of(each, marker.peer));
    const others = list.filter((each) => each.kind === "marker-send" && each.snapshot === marker.snapshot);
    const isLone = others.filter(({ process }) => process === marker.peer).length === 1;
    // A channel on which nothing else goes is one that nobody knows of.
    const isUsed = list.some(
      (each) => each.kind === "receive" && each.process === marker.process && each.peer === marker.peer,
    );
    if (isFirst || isLone || !isUsed || record === undefined) continue;
    const happenings = list.filter(
      (each) => each !== marker && !(each.kind === "marker-send" && sameMarker(each, marker)),
    );
    yield { happenings, code: "marker-missing", at: record };
  }
}

const sameTarget = (a: Happening, b: Happening): boolean =>
  a.process === b.process && a.snapshot === b.snapshot;

/** A message that was recorded as a channel's content is not told. */
function* droppedMessages(list: readonly Happening[]): Iterable<Fault> {
  for (const [i, channel] of list.entries()) {
    const [message, ...others] = channel.messages ?? [];
    if (message === undefined) continue;
    const happenings = list.with(i, { ...channel, messages: others });
    const send = list.find((each) => each.kind === "send" && each.message === message);
    assert.ok(send !== undefined);
    yield { happenings, code: "message-not-recorded", at: send };
  }
}

/** A message of the computation goes before the marker of its channel. */
function* overtakenMarkers(list: readonly Happening[]): Iterable<Fault> {
  for (const [i, marker] of list.entries()) {
    if (marker.kind !== "marker-send") continue;
    const arrival = list.findIndex((each) => each.kind === "marker-receive" && sameMarker(each, marker));
    const next = list.findIndex(
      (each, at) =>
        at > i &&
        at < arrival &&
        each.kind === "send" &&
        each.process === marker.process &&
        each.peer === marker.peer,
    );
    const isReceived = list.some(
      ({ kind, message }) => kind === "receive" && message === list[next]?.message,
    );
    if (next < 0 || !isReceived) continue;
    yield { happenings: moved(list, i, next), code: "message-before-marker", at: list[next] };
  }
}

/** A marker is sent and received twice. */
function* doubledMarkers(list: readonly Happening[]): Iterable<Fault> {
  for (const [i, marker] of list.entries()) {
    if (marker.kind !== "marker-send") continue;
    const arrival = list.findIndex((each) => each.kind === "marker-receive" && sameMarker(each, marker));
    const again = { ...marker };
    const happenings = list.toSpliced(arrival + 1, 0, { ...list[arrival] }).toSpliced(i + 1, 0, again);
    yield { happenings, code: "marker-twice", at: again };
  }
}

/** A process never records. */
function* droppedRecordings(list: readonly Happening[]): Iterable<Fault> {
  for (const record of list) {
    if (record.kind !== "record") continue;
    const happenings = list.filter((each) => each !== record);
    const first = happenings.find((each) => each.kind === "record" && each.snapshot === record.snapshot);
    if (first !== undefined) yield { happenings, code: "process-never-recorded", at: first };
  }
}

const FAULTS = {
  lateRecordings,
  droppedMarkers,
  droppedMessages,
  overtakenMarkers,
  doubledMarkers,
  droppedRecordings,
};

describe("a run whose snapshot is broken in one thing", () => {
  for (const way of WAYS.filter(({ firstLine }) => firstLine !== undefined)) {
    for (const [name, faults] of Object.entries(FAULTS)) {
      it(`tells ${name} on the line at fault in ${way.name}`, async () => {
        let tried = 0;
        await fc.assert(
          fc.asyncProperty(RUNS, async ({ scenario }) => {
            const trace = simulated(scenario);
            if (trace.snapshots.some(({ unfinished }) => unfinished)) return;
            for (const { happenings, code, at } of [...faults(happeningsOf(trace))].slice(0, 2)) {
              const { findings } = await open(way, happenings);
              const line = happenings.indexOf(at) + (way.firstLine ?? 0);
              const found = findings.map(({ code: of, position }) => `${of} ${position.line}`);
              assert.ok(found.includes(`${code} ${line}`), `${code} ${line} is not in ${found.join(", ")}`);
              tried++;
            }
          }),
          { seed: 1985, numRuns: 40 },
        );
        assert.ok(tried > 5, `${tried} tried`);
      });
    }
  }
});
