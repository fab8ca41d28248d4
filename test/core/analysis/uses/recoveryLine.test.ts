// The recovery line is the largest consistent cut that is made of checkpoints: on random small runs as found among all
// combinations; what makes whom roll back is true of the trace; checkpoints of a coordinated snapshot never fall.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifyCut } from "../../../../src/core/analysis/consistency.ts";
import {
  recoveryLine,
  recoveryLines,
  rollbackDependencies,
} from "../../../../src/core/analysis/uses/recoveryLine.ts";
import { simulate } from "../../../../src/core/snapshot/simulate.ts";
import { isCheckpointLabel } from "../../../../src/core/trace/checkpointLabel.ts";
import { type Cut, fullCut } from "../../../../src/core/trace/cut.ts";
import { asProcess, NONE } from "../../../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../../../src/core/trace/localState.ts";
import { MessageKind, type Trace } from "../../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../../src/core/trace/traceBuilder.ts";
import { scenarioOf } from "../../../language/lightcone/support.ts";
import { randomScenario } from "../../../support/randomScenario.ts";

/** What one process does next: saves its state, sends to another, or receives what comes first from somebody. */
interface Move {
  readonly process: number;
  readonly kind: "checkpoint" | "send" | "receive";
  readonly other: number;
}

/** The run of these moves; a receive of nothing is left out. */
function runOf(processes: number, moves: readonly Move[]): Trace {
  const builder = new TraceBuilder("random", "none");
  for (let p = 0; p < processes; p++) builder.addProcess(`N${p}`, EMPTY_STATE);
  const queues = new Map<string, number[]>();
  for (const { process, kind, other } of moves) {
    const p = asProcess(process % processes);
    const q = asProcess(other % processes);
    const event = (label: string) => builder.addEvent(p, Number.NaN, builder.string(label), 0, 0);
    if (kind === "checkpoint") event("checkpoint");
    else if (kind === "send" && p !== q) {
      const message = builder.addMessage(MessageKind.application, builder.channel(p, q), NONE);
      builder.setSend(message, event(""));
      queues.set(`${p} ${q}`, [...(queues.get(`${p} ${q}`) ?? []), message]);
    } else if (kind === "receive") {
      const message = queues.get(`${q} ${p}`)?.shift();
      if (message !== undefined) builder.setReceive(message as never, event(""));
    }
  }
  return builder.build();
}

/** All cuts made of one checkpoint a process. */
function* combinations(frontiers: readonly (readonly number[])[]): Iterable<Cut> {
  const [first, ...rest] = frontiers;
  if (first === undefined) {
    yield new Uint32Array(0);
    return;
  }
  for (const frontier of first)
    for (const others of combinations(rest)) yield Uint32Array.from([frontier, ...others]);
}

function bruteForce(trace: Trace, frontiers: readonly (readonly number[])[]): Cut {
  const best = new Uint32Array(frontiers.length);
  for (const cut of combinations(frontiers)) {
    if (verifyCut(trace, cut).kind !== "consistent") continue;
    cut.forEach((frontier, p) => {
      best[p] = Math.max(best[p], frontier);
    });
  }
  return best;
}

const move: fc.Arbitrary<Move> = fc.record({
  process: fc.nat({ max: 3 }),
  kind: fc.constantFrom("checkpoint", "send", "receive", "receive"),
  other: fc.nat({ max: 3 }),
});

describe("the recovery line", () => {
  it("is the largest consistent cut made of checkpoints, whoever crashes", () => {
    let fallen = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.array(move, { maxLength: 40, size: "max" }),
        fc.nat({ max: 15 }),
        (processes, moves, who) => {
          const trace = runOf(processes, moves);
          const crashed =
            who === 0 ? undefined : trace.processes.flatMap((_, p) => ((who >> p) & 1 ? [asProcess(p)] : []));
          const line = recoveryLine(trace, crashed === undefined ? {} : { crashed });
          const frontiers = line.checkpoints.map((list) => list.map(({ frontier }) => frontier));
          const best = bruteForce(trace, frontiers);
          assert.deepEqual(line.cut, best);
          assert.equal(verifyCut(trace, line.cut).kind, "consistent");
          line.cut.forEach((frontier, p) => {
            assert.equal(line.checkpoints[p][line.chosen[p]].frontier, frontier);
          });
          // Each rollback is forced: its message is received in what is undone, and sent in what was undone before.
          for (const { process, message, to } of line.rollbacks) {
            if (message === NONE) continue;
            const receive = trace.messages.receive[message];
            assert.equal(trace.events.process[receive], process);
            assert.ok(receive - trace.firstEvent[process] >= line.checkpoints[process][to].frontier);
            const send = trace.messages.send[message];
            const sender = trace.events.process[send];
            assert.ok(send - trace.firstEvent[sender] >= line.cut[sender]);
          }
          if (line.domino.length > 0) fallen++;
          assert.equal(
            recoveryLines(trace, line).filter((words) => words.startsWith("domino")).length,
            Number(line.domino.length > 0),
          );
        },
      ),
      { numRuns: 1500, seed: 31 },
    );
    assert.ok(fallen > 100, `${fallen} domino effects`);
  });

  it("is a snapshot of Chandy and Lamport where there is no other checkpoint: nobody falls", () => {
    fc.assert(
      fc.property(randomScenario({ ring: true, snapshots: 1, steps: 30 }), ({ scenario }) => {
        const trace = simulate(scenario);
        const [snapshot] = trace.snapshots;
        if (snapshot === undefined || snapshot.unfinished !== undefined) return;
        const line = recoveryLine(trace);
        assert.deepEqual([line.cut, line.domino], [snapshot.frontier, []]);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  const DOMINO = `process P
process Q
channel P <-> Q
P -> Q : "a" at 2..3
Q does "checkpoint q1" at 4
Q -> P : "b" at 5..6
P does "checkpoint p1" at 7
P -> Q : "c" at 8..9`;

  it("falls back message by message, and tells each", async () => {
    const trace = simulate(await scenarioOf(DOMINO));
    const line = recoveryLine(trace);
    assert.deepEqual([line.cut, line.domino], [Uint32Array.from([0, 0]), [0, 1].map(asProcess)]);
    assert.deepEqual(recoveryLines(trace, line), [
      "domino effect: P, Q fall back to the beginning",
      "  P: its initial state, 0 events; 1 later checkpoint cannot be used",
      "  Q: its initial state, 0 events; 1 later checkpoint cannot be used",
      "  P goes back to checkpoint p1: it has crashed",
      "  Q goes back to checkpoint q1: it has crashed",
      "  P goes back to its initial state, from checkpoint p1: it has received b from Q to P, which is unsent",
      "  Q goes back to its initial state, from checkpoint q1: it has received a from P to Q, which is unsent",
    ]);
    const edges = rollbackDependencies(trace, line).map(
      ({ from, to }) => `${from.process}${from.interval}>${to.process}${to.interval}`,
    );
    assert.deepEqual(edges, ["00>10", "01>11", "11>00"]);
  });

  it("before the fatal message it is where the checkpoints are", async () => {
    const trace = simulate(await scenarioOf(DOMINO));
    const line = recoveryLine(trace, { until: Uint32Array.from([1, 2]) });
    assert.deepEqual([line.cut, line.domino], [Uint32Array.from([0, 0]), [asProcess(1)]]);
    assert.deepEqual(recoveryLine(trace, { crashed: [asProcess(0)], until: fullCut(trace) }).chosen, [0, 0]);
  });

  it("knows a checkpoint by its label", () => {
    for (const label of [
      "checkpoint",
      "Checkpoint 3",
      "takes a checkpoint",
      "saves its checkpoint",
      "checkpoint-3",
    ])
      assert.ok(isCheckpointLabel(label), label);
    for (const label of [
      "checkpoint.triggered",
      "checkpoints",
      "uncheckpoint",
      "after the checkpoint",
      "",
      "c",
    ])
      assert.ok(!isCheckpointLabel(label), label);
  });
});
