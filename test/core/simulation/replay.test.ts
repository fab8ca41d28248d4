// Chandy–Lamport on recorded traces: over FIFO channels every replayed snapshot is right, whoever starts it and when;
// over others it is wrong only where an overtaking is reported. The recorded events themselves stay as they are.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fifoViolations } from "../../../src/core/analysis/channelOrder.ts";
import { snapshotCut } from "../../../src/core/analysis/shownCut.ts";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import type { MarkerLatency } from "../../../src/core/simulation/markerLatency.ts";
import { chandyLamport } from "../../../src/core/snapshot/algorithms/chandyLamport.ts";
import { replayOf } from "../../../src/core/snapshot/replaySnapshot.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { asProcess, type ProcessId } from "../../../src/core/trace/ids.ts";
import { MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { randomScenario } from "../../support/randomScenario.ts";
import { randomTrace } from "../../support/randomTrace.ts";

function replayed(trace: Trace, initiators: readonly ProcessId[], at: number, latency: MarkerLatency): Trace {
  const replay = replayOf(trace, { initiators, at, latency }, chandyLamport);
  assert.ok(replay !== undefined);
  while (!replay.run(7)) assert.ok(replay.progress < 1);
  return replay.finish();
}

/** What is said of each event, without those that the replay put in. */
function recordedEvents(trace: Trace): string[] {
  const { process, time, sent, received, line } = trace.events;
  const added = new Set<number>();
  trace.messages.flags.forEach((flags, m) => {
    if ((flags & MessageFlag.replayed) === 0) return;
    added.add(trace.messages.send[m]).add(trace.messages.receive[m]);
  });
  for (const event of trace.snapshots.at(-1)?.recordEvents ?? []) added.add(event);
  return [...process.keys()]
    .filter((event) => !added.has(event))
    .map((event) => [process[event], time[event], sent[event], received[event], line[event]].join(" "));
}

const LATENCIES: readonly MarkerLatency[] = [
  { kind: "fixed", value: 0 },
  { kind: "fixed", value: 3 },
  { kind: "channel" },
];

describe("replay over FIFO channels", () => {
  const runs = { numRuns: 150, seed: 20261123 };

  it("gives a right snapshot for every initiator and start", () => {
    let ended = 0;
    const property = fc.property(randomScenario({ processes: 5, ring: true }), ({ scenario }) => {
      const recorded = simulate(scenario);
      for (let p = 0; p < recorded.processes.length; p++) {
        for (let at = -1; at <= recorded.endTime; at += 3) {
          const trace = replayed(recorded, [asProcess(p)], at, LATENCIES[(p + at + 1) % 3]);
          const snapshot = trace.snapshots[trace.snapshots.length - 1];
          const verdict = verifySnapshot(trace, snapshot);
          assert.notEqual(verdict.kind, "inconsistent");
          assert.deepEqual(verdict.wronglyRecorded, []);
          assert.deepEqual(trace.problems, recorded.problems);
          assert.deepEqual(fifoViolations(trace), []);
          if (snapshot.unfinished !== undefined) continue;
          ended++;
          assert.equal(verdict.kind, "consistent");
          assert.deepEqual([...snapshot.channelMessages].sort(), [...verdict.cut.inTransit].sort());
        }
      }
    });
    fc.assert(property, runs);
    assert.ok(ended > 1000, `${ended} snapshots ended`);
  });

  it("leaves the recorded events, their snapshots and those snapshots' verdicts as they are", () => {
    const property = fc.property(randomScenario({ processes: 4, ring: true }), ({ scenario }) => {
      const recorded = simulate(scenario);
      const trace = replayed(recorded, [asProcess(0), asProcess(1)], 2, { kind: "channel" });
      const without = { ...recorded, snapshots: [] };
      assert.deepEqual(recordedEvents(trace), recordedEvents(without));
      assert.equal(trace.snapshots.length, recorded.snapshots.length + 1);
      recorded.snapshots.forEach((snapshot, i) => {
        const [before, after] = [
          verifySnapshot(recorded, snapshot),
          verifySnapshot(trace, trace.snapshots[i]),
        ];
        assert.deepEqual(after, before);
      });
    });
    fc.assert(property, runs);
  });
});

describe("replay over channels that are not FIFO, with clocks that are wrong", () => {
  it("reports the overtaking wherever the snapshot is wrong", () => {
    let wrong = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const recorded = randomTrace({ seed, processes: 3, events: 80, delay: 10, skew: seed % 4 });
      const trace = replayed(recorded, [asProcess(seed % 3)], seed % 20, LATENCIES[seed % 3]);
      const snapshot = trace.snapshots[0];
      const verdict = verifySnapshot(trace, snapshot);
      if (verdict.kind !== "inconsistent") continue;
      wrong++;
      const codes = trace.problems.map(({ code }) => code);
      assert.ok(codes.includes("snapshot-not-fifo"), `seed ${seed}`);
      const { words } = snapshotCut(trace, 0, verdict);
      assert.match(words, /; \d channels? not FIFO$/, `seed ${seed}`);
      const told = trace.problems.filter(({ code }) => code === "snapshot-not-fifo");
      for (const { message } of told) assert.match(message, / overtook .* from .*, so the snapshot lacks /);
    }
    assert.ok(wrong > 5, `${wrong} wrong snapshots`);
  });
});

describe("replay of a trace without times", () => {
  it("starts after so many events of the run", () => {
    const timed = randomTrace({ seed: 3, processes: 3, events: 60, delay: 0 });
    const recorded: Trace = {
      ...timed,
      timeUnit: "none",
      events: { ...timed.events, time: timed.events.time.map(() => Number.NaN) },
    };
    const trace = replayed(recorded, [asProcess(0)], 20, { kind: "fixed", value: 1 });
    const [snapshot] = trace.snapshots;
    assert.ok(snapshot.frontier[0] > 0 && snapshot.frontier[0] < recorded.firstEvent[1]);
    assert.ok(snapshot.recordEvents.every((event) => event >= 0));
    assert.ok(trace.events.time.every((time) => Number.isNaN(time)));
  });
});
