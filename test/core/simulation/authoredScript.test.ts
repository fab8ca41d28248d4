// Authored scenarios in the engine: the order of each process, given times, channels that differ, faults, local steps
// and workloads; and that running twice, and saving and restoring after every step, give one trace.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { initialTokens, tokenDifference } from "../../../src/core/analysis/conservation.ts";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { ActionBuilder } from "../../../src/core/scenario/actionBuilder.ts";
import { withSnapshot } from "../../../src/core/scenario/addSnapshot.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import type { SendStep, Step } from "../../../src/core/scenario/step.ts";
import type { Transport } from "../../../src/core/scenario/transport.ts";
import { simulate, simulationOf } from "../../../src/core/snapshot/simulate.ts";
import { stateAt } from "../../../src/core/trace/checkpoints.ts";
import { fullCut } from "../../../src/core/trace/cut.ts";
import { globalStateAt } from "../../../src/core/trace/globalState.ts";
import { asChannel, asProcess, NONE } from "../../../src/core/trace/ids.ts";
import { plainTokens } from "../../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../../src/core/trace/trace.ts";

const PLAIN: Transport = { fifo: true, latency: { least: 1, most: 1 }, loss: 0, duplication: 0 };

/** P and Q with a channel each way and ten tokens each, T reached from Q. */
function scenarioOf(steps: readonly Step[], transport: Partial<Transport> = {}, seed = "1"): Scenario {
  const ends = [
    [0, 1],
    [1, 0],
    [1, 2],
    [2, 1],
  ];
  return {
    name: "authored",
    timeUnit: "tick",
    files: ["authored"],
    processes: ["P", "Q", "T"].map((name) => ({ name, initial: plainTokens(10) })),
    channels: ends.map(([from, to]) => ({
      from: asProcess(from),
      to: asProcess(to),
      transport: { ...PLAIN, ...transport },
    })),
    payloads: [1, 2, 3].map((count) => ({ label: "", ...plainTokens(count) })),
    actions: new ActionBuilder().build(),
    steps,
    endTime: 0,
    delivery: { kind: "channels", seed },
  };
}

let line = 0;
const FROM = [0, 1, 1, 2];
const send = (channel: number, rest: Partial<SendStep> = {}): SendStep => ({
  kind: "send",
  lane: FROM[channel],
  process: asProcess(FROM[channel]),
  channel: asChannel(channel),
  payload: 0,
  file: 0,
  line: ++line,
  ...rest,
});
const at = { file: 0, line: 1 };

const timesOf = (trace: Trace): (readonly [number, number])[] => {
  const { send: sends, receive, kind } = trace.messages;
  const time = (event: number): number => (event === NONE ? Number.NaN : trace.events.time[event]);
  return Array.from(sends, (sent, m) => [time(sent), time(receive[m])] as const).filter(
    (_, m) => kind[m] === MessageKind.application,
  );
};
const bytesOf = (trace: Trace): string => [...writeLctrace(trace)].join("");

describe("an authored scenario", () => {
  it("does a process's steps one unit apart, each process by itself", () => {
    const trace = simulate(scenarioOf([send(0), send(1), send(0), send(0, { at: 7 }), send(0)]));
    assert.deepEqual(timesOf(trace), [
      [1, 2],
      [1, 2],
      [2, 3],
      [7, 8],
      [8, 9],
    ]);
  });

  it("lets a process wait for a message before it goes on", () => {
    const steps: Step[] = [
      send(0, { at: 2, receiveAt: 5 }),
      { kind: "receive", lane: 1, process: asProcess(1), send: 0, ...at },
      send(2),
    ];
    assert.deepEqual(timesOf(simulate(scenarioOf(steps))), [
      [2, 5],
      [6, 7],
    ]);
  });

  it("keeps given times, and lets what was sent before on a FIFO channel arrive by then", () => {
    const trace = simulate(
      scenarioOf([send(0, { at: 1 }), send(0, { at: 2, receiveAt: 4 })], { latency: { least: 9, most: 9 } }),
    );
    assert.deepEqual(timesOf(trace), [
      [1, 4],
      [2, 4],
    ]);
    assert.deepEqual(trace.problems, []);
  });

  it("says which given times a FIFO channel cannot keep, and does the next best", () => {
    const steps = [send(0, { at: 1, receiveAt: 8 }), send(0, { at: 2, receiveAt: 4 })];
    const trace = simulate(scenarioOf(steps));
    assert.deepEqual(timesOf(trace), [
      [1, 8],
      [2, 8],
    ]);
    assert.deepEqual(
      trace.problems.map(({ code, args }) => [code, args]),
      [["receive-delayed", { wanted: 4, arrival: 8 }]],
    );
    const free = simulate(scenarioOf(steps, { fifo: false }));
    assert.deepEqual(timesOf(free), [
      [1, 8],
      [2, 4],
    ]);
    assert.deepEqual(free.problems, []);
  });

  it("says when a time comes too early for the order, and when a message is never received", () => {
    const steps: Step[] = [
      send(0, { fate: { lost: true } }),
      { kind: "receive", lane: 1, process: asProcess(1), send: 0, ...at },
      send(1),
      send(3),
      send(3),
      send(3, { at: 1 }),
    ];
    const trace = simulate(scenarioOf(steps));
    assert.deepEqual(
      trace.problems.map(({ code }) => code),
      ["time-too-early", "never-received"],
    );
    assert.equal(trace.messages.flags[0] & MessageFlag.lost, MessageFlag.lost);
    assert.equal(timesOf(trace).length, 4);
  });

  it("loses and doubles messages by name", () => {
    const trace = simulate(
      scenarioOf([send(0, { fate: { lost: true } }), send(0, { fate: { twice: true } })]),
    );
    assert.equal(trace.messages.send.length, 3);
    assert.equal(stateAt(trace, 0, 2).tokens[0].count, 8);
    assert.equal(stateAt(trace, 1, 2).tokens[0].count, 12);
  });

  it("changes states in local steps: tokens, numbers and words", () => {
    const local = (changes: Extract<Step, { kind: "local" }>["changes"]): Step => ({
      kind: "local",
      lane: 0,
      process: asProcess(0),
      label: "work",
      changes,
      ...at,
    });
    const trace = simulate(
      scenarioOf([
        local([
          { kind: "add", field: "balance", amount: 5 },
          { kind: "token", token: "token", count: -4 },
        ]),
        local([
          { kind: "add", field: "balance", amount: -2 },
          { kind: "set", field: "holds", value: "lock 1" },
        ]),
        local([{ kind: "set", field: "balance", value: "closed" }]),
        local([{ kind: "token", token: "token", count: -7 }]),
      ]),
    );
    assert.deepEqual(stateAt(trace, 0, 2), {
      tokens: [{ token: "token", count: 6 }],
      fields: [
        { name: "balance", value: 3 },
        { name: "holds", value: "lock 1" },
      ],
    });
    assert.deepEqual(stateAt(trace, 0, 3).fields, [
      { name: "balance", value: "closed" },
      { name: "holds", value: "lock 1" },
    ]);
    assert.deepEqual(
      trace.problems.map(({ code }) => code),
      ["not-enough-tokens"],
    );
  });

  it("stops where it is told to, whatever is under way", () => {
    const scenario = { ...scenarioOf([send(0, { at: 1, receiveAt: 9 }), send(0, { at: 6 })]), stopTime: 5 };
    const trace = simulate(scenario);
    assert.deepEqual(timesOf(trace), [[1, Number.NaN]]);
    assert.equal(trace.endTime, 5);
  });

  it("takes one snapshot more where it is asked for", () => {
    const scenario = withSnapshot(scenarioOf([send(0, { at: 2 })]), [asProcess(0), asProcess(2)], 1);
    const trace = simulate(scenario);
    assert.deepEqual([trace.snapshots.length, [...trace.snapshots[0].initiators]], [1, [0, 2]]);
    assert.equal(verifySnapshot(trace, trace.snapshots[0]).kind, "consistent");
  });

  it("lets each snapshot have its own algorithm", () => {
    const start = (process: number, id: number, time: number): Step => ({
      kind: "snapshot",
      lane: 10 + process + id,
      process: asProcess(process),
      id,
      at: time,
      ...at,
    });
    const steps = [send(0, { at: 1, receiveAt: 6 }), start(0, 1, 3), ...[0, 1, 2].map((p) => start(p, 2, 3))];
    const trace = simulate({ ...scenarioOf(steps), algorithms: [{ snapshot: 2, algorithm: "independent" }] });
    assert.deepEqual(
      trace.snapshots.map((snapshot) => [snapshot.algorithm, verifySnapshot(trace, snapshot).kind]),
      [
        ["chandy-lamport", "consistent"],
        ["independent", "inconsistent"],
      ],
    );
    assert.deepEqual(verifySnapshot(trace, trace.snapshots[1]).tokens, {
      missing: [{ token: "token", count: 1 }],
      surplus: [],
    });
  });
});

/** Scenarios over the three processes, drawn: sends with and without times, waits, faults, a workload and snapshots. */
const arbitrary = fc
  .record({
    sends: fc.array(
      fc.record({
        channel: fc.integer({ min: 0, max: 3 }),
        payload: fc.integer({ min: 0, max: 2 }),
        wait: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    random: fc.integer({ min: 0, max: 12 }),
    starts: fc.array(
      fc.record({ process: fc.integer({ min: 0, max: 2 }), time: fc.integer({ min: 0, max: 9 }) }),
      {
        maxLength: 2,
      },
    ),
    most: fc.constantFrom(1, 3, 7.5),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ sends, random, starts, most, seed }) => {
    const steps: Step[] = [];
    for (const { channel, payload, wait } of sends) {
      steps.push(send(channel, { payload }));
      const to = [1, 0, 2, 1][channel];
      if (wait)
        steps.push({ kind: "receive", lane: to, process: asProcess(to), send: steps.length - 1, ...at });
    }
    steps.push({ kind: "workload", lane: 5, sends: random, seed: String(seed), ...at });
    starts.forEach(({ process, time }, id) => {
      steps.push({ kind: "snapshot", lane: 6 + id, process: asProcess(process), id, at: time, ...at });
    });
    return { steps, most, seed: String(seed) };
  });

describe("over scenarios drawn at random", () => {
  it("FIFO channels keep their order, tokens are conserved, every snapshot is right", () => {
    let messages = 0;
    fc.assert(
      fc.property(arbitrary, ({ steps, most, seed }) => {
        const trace = simulate(scenarioOf(steps, { latency: { least: 1, most } }, seed));
        messages += trace.messages.send.length;
        const last = new Map<number, number>();
        const { channel, receive } = trace.messages;
        // Ids of messages ascend in the order of sending.
        for (let m = 0; m < channel.length; m++) {
          assert.ok(receive[m] > (last.get(channel[m]) ?? NONE), "a message overtook another");
          last.set(channel[m], receive[m]);
        }
        const difference = tokenDifference(trace, globalStateAt(trace, fullCut(trace)));
        assert.deepEqual(difference, { missing: [], surplus: [] });
        assert.equal(initialTokens(trace)[0].count, 30);
        for (const snapshot of trace.snapshots) {
          assert.equal(verifySnapshot(trace, snapshot).kind, "consistent");
        }
      }),
      { numRuns: 400, seed: 7 },
    );
    console.log(`  ${messages} messages`);
  });

  it("one seed gives one trace, and so does saving and restoring after every step", () => {
    fc.assert(
      fc.property(arbitrary, fc.double({ min: 0, max: 0.5, noNaN: true }), ({ steps, most, seed }, share) => {
        const transport = { latency: { least: 1, most }, fifo: most !== 3, loss: share, duplication: share };
        const scenario = scenarioOf(steps, transport, seed);
        const expected = bytesOf(simulate(scenario));
        const stepped = simulationOf(scenario);
        for (let saved = stepped.save(); ; saved = stepped.save()) {
          const fresh = simulationOf(scenario);
          fresh.restore(structuredClone(saved));
          fresh.run();
          assert.equal(bytesOf(fresh.finish()), expected);
          if (!stepped.step()) break;
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("another seed gives other latencies", () => {
    const steps = Array.from({ length: 9 }, () => send(0));
    const traces = ["1", "2"].map((seed) =>
      bytesOf(simulate(scenarioOf(steps, { latency: { least: 1, most: 9 } }, seed))),
    );
    assert.notEqual(traces[0], traces[1]);
  });
});
