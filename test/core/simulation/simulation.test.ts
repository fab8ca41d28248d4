// The engine: the order of things at one moment, when a run is over, what it says of what cannot be done, and that
// stepping, running, saving and restoring all give the same trace.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import type { Simulation } from "../../../src/core/simulation/simulation.ts";
import { simulate, simulationOf } from "../../../src/core/snapshot/simulate.ts";
import { describeUnfinished } from "../../../src/core/trace/describeSnapshot.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { randomScenario } from "../../support/randomScenario.ts";
import { PAIR, RING, type Step, scenarioOf } from "../../support/smallScenarios.ts";

const bytesOf = (trace: Trace): string => [...writeLctrace(trace)].join("");

const finished = (simulation: Simulation): Trace => {
  simulation.run();
  return simulation.finish();
};

const SMALL: Scenario = scenarioOf(
  RING,
  [
    { send: 0, tokens: 1 },
    { snapshot: 0, by: 1 },
    { send: 1, tokens: 2 },
    { snapshot: 1, by: 0 },
    { send: 2, tokens: 4 },
  ],
  [0, 1, 1, 3, 3],
);

describe("at one moment", () => {
  /** P sends its only token to Q, which sends it on at a time. */
  const relay = (time: number): Trace =>
    simulate(
      scenarioOf(
        PAIR,
        [
          { send: 0, tokens: 1 },
          { send: 1, tokens: 1 },
        ],
        [0, time],
        { tokens: [1, 0], seed: "4" },
      ),
    );
  const arrival = 5;

  it("deliveries come before actions: what has just arrived can be sent on", () => {
    const trace = relay(arrival);
    assert.equal(trace.events.time[trace.messages.receive[0]], arrival);
    assert.deepEqual(trace.problems, []);
    assert.equal(trace.events.time[trace.messages.send[1]], arrival);
  });

  it("a moment earlier it cannot", () => {
    const { problems, messages } = relay(arrival - 1);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["not-enough-tokens"],
    );
    assert.equal(messages.send.length, 1);
  });

  it("actions are done in the order of the script", () => {
    const steps: Step[] = [
      { send: 0, tokens: 1 },
      { snapshot: 0, by: 0 },
      { send: 0, tokens: 2 },
    ];
    const trace = simulate(scenarioOf(PAIR, steps, [3, 3, 3]));
    assert.deepEqual([...trace.snapshots[0].frontier], [1, 1]);
  });
});

describe("the run", () => {
  it("goes on after the script until every snapshot has ended", () => {
    const trace = simulate(scenarioOf(RING, [{ snapshot: 0, by: 0 }], [7]));
    assert.ok(trace.endTime > 7);
    assert.equal(trace.snapshots[0].unfinished, undefined);
    assert.equal(trace.events.time.length, 3 + 3 + 3);
  });

  it("ends with the script where no snapshot is under way, with messages still in flight", () => {
    const trace = simulate(scenarioOf(PAIR, [{ send: 0, tokens: 1 }], [7]));
    assert.equal(trace.endTime, 7);
    assert.equal(trace.messages.receive[0], -1);
  });

  it("ends where a snapshot can never end, and says whom no marker reaches", () => {
    const trace = simulate(
      scenarioOf(
        [
          [0, 1],
          [2, 0],
        ],
        [{ snapshot: 0, by: 0 }],
      ),
    );
    const [{ unfinished, recordEvents }] = trace.snapshots;
    assert.deepEqual(unfinished, { kind: "unreachable", processes: [2] });
    assert.deepEqual([recordEvents[0] >= 0, recordEvents[1] >= 0, recordEvents[2]], [true, true, -1]);
    const words =
      "it can never end, for no path of channels leads from an initiator to R: no marker gets there";
    assert.equal(describeUnfinished(trace, unfinished!), words);
  });

  it("ends a snapshot that a second initiator completes where one alone could not", () => {
    const trace = simulate(
      scenarioOf(
        [
          [0, 1],
          [2, 0],
        ],
        [
          { snapshot: 0, by: 0 },
          { snapshot: 0, by: 2 },
        ],
      ),
    );
    assert.equal(trace.snapshots[0].unfinished, undefined);
    assert.deepEqual(trace.snapshots[0].initiators, [0, 2]);
  });

  it("counts an initiator that starts its snapshot twice once", () => {
    const [{ initiators, frontier }] = simulate(
      scenarioOf(PAIR, [
        { snapshot: 0, by: 0 },
        { send: 0, tokens: 1 },
        { snapshot: 0, by: 0 },
      ]),
    ).snapshots;
    assert.deepEqual([initiators, frontier[0]], [[0], 0]);
  });

  it("ends the snapshot of a single process at once", () => {
    const trace = simulate(scenarioOf([], [{ snapshot: 0, by: 0 }], [0], { names: ["P"], tokens: [3] }));
    assert.equal(trace.snapshots[0].unfinished, undefined);
    assert.deepEqual([...trace.snapshots[0].frontier], [0]);
  });

  it("of an empty script has no events", () => {
    const trace = simulate(scenarioOf(PAIR, []));
    assert.deepEqual([trace.events.time.length, trace.snapshots.length, trace.endTime], [0, 0, 0]);
  });
});

describe("a send of more tokens than are held", () => {
  const trace = simulate(
    scenarioOf(
      PAIR,
      [
        { send: 0, tokens: 2 },
        { send: 0, tokens: 4 },
        { send: 0, tokens: 1 },
      ],
      [0, 0, 2],
      { tokens: [5, 0] },
    ),
  );

  it("is a problem at its line, with what is held", () => {
    assert.deepEqual(trace.problems, [
      {
        position: { file: "small", line: 2, column: 1 },
        severity: "error",
        code: "not-enough-tokens",
        message: "P cannot send 4 tokens to Q at 0: it holds 3; this send is left out",
        args: { process: "P", needs: 4, held: 3, token: "token", time: 0 },
      },
    ]);
  });

  it("is left out, and the others are done", () => {
    assert.deepEqual(
      [...trace.messages.send].map((event) => trace.events.line[event]),
      [1, 3],
    );
  });
});

describe("a run stopped before a snapshot is started", () => {
  it("does not say that the snapshot can never end", () => {
    const simulation = simulationOf(
      scenarioOf(
        PAIR,
        [
          { send: 0, tokens: 1 },
          { snapshot: 0, by: 0 },
        ],
        [0, 5],
      ),
    );
    simulation.run(1);
    assert.equal(simulation.finish().snapshots[0].unfinished?.kind, "trace-ended");
  });
});

describe("stepping", () => {
  it("gives the trace that running gives", () => {
    const simulation = simulationOf(SMALL);
    while (simulation.step());
    assert.deepEqual(simulation.finish(), simulate(SMALL));
  });

  it("does one action or one delivery a step", () => {
    const simulation = simulationOf(
      scenarioOf(
        PAIR,
        [
          { send: 0, tokens: 1 },
          { send: 1, tokens: 1 },
        ],
        [0, 20],
      ),
    );
    const steps: number[] = [];
    for (let i = 0; i < 4; i++) steps.push(Number(simulation.step()));
    assert.deepEqual(steps, [1, 1, 1, 0]);
    assert.equal(simulation.done, true);
  });

  it("runs at most as many steps as asked for, and says whether the run is over", () => {
    const simulation = simulationOf(SMALL);
    let slices = 1;
    while (!simulation.run(3)) slices++;
    const whole = simulationOf(SMALL);
    let steps = 0;
    while (whole.step()) steps++;
    assert.ok(steps > 6);
    assert.equal(slices, Math.floor(steps / 3) + 1);
  });
});

describe("a saved simulation", () => {
  const expected = simulate(SMALL);

  it("goes on to the same trace from every step, in the same and in a fresh simulation", () => {
    const first = simulationOf(SMALL);
    let steps = 0;
    do {
      const saved = first.save();
      const fresh = simulationOf(SMALL);
      fresh.restore(saved);
      assert.deepEqual(finished(fresh), expected, `fresh, after ${steps} steps`);
      const same = simulationOf(SMALL);
      same.run(steps);
      const own = same.save();
      same.run(5);
      same.restore(own);
      assert.deepEqual(finished(same), expected, `the same, after ${steps} steps`);
      steps++;
    } while (first.step());
    assert.equal(steps, 15);
  });

  it("keeps what was there when it was saved, whatever the simulation does after that", () => {
    const simulation = simulationOf(SMALL);
    simulation.run(8);
    const saved = simulation.save();
    const copy = structuredClone(saved);
    simulation.run();
    assert.deepEqual(saved, copy);
  });

  it("survives structured cloning, as going to a worker needs", () => {
    const simulation = simulationOf(SMALL);
    simulation.run(7);
    const saved = structuredClone(simulation.save());
    const fresh = simulationOf(SMALL);
    fresh.restore(saved);
    assert.deepEqual(finished(fresh), expected);
  });

  it("of a random scenario goes on to the same trace from a random step", () => {
    fc.assert(
      fc.property(
        randomScenario(),
        fc.nat({ max: 200 }),
        fc.nat({ max: 50 }),
        ({ scenario }, at, further) => {
          const simulation = simulationOf(scenario);
          simulation.run(at);
          const saved = simulation.save();
          simulation.run(further);
          simulation.restore(saved);
          const fresh = simulationOf(scenario);
          fresh.restore(saved);
          const whole = simulate(scenario);
          assert.deepEqual(finished(simulation), whole);
          assert.deepEqual(finished(fresh), whole);
        },
      ),
      { seed: 20261123, numRuns: 150 },
    );
  });
});

describe("determinism", () => {
  it("two runs of a scenario agree in every column and every byte", () => {
    fc.assert(
      fc.property(randomScenario(), ({ scenario }) => {
        const first = simulate(scenario);
        const second = simulate(scenario);
        assert.deepEqual(first, second);
        assert.equal(bytesOf(first), bytesOf(second));
      }),
      { seed: 20261124, numRuns: 100 },
    );
  });

  it("another seed gives another run", () => {
    const other = { ...SMALL, delivery: { kind: "course", seed: "2" } } as const;
    assert.notEqual(bytesOf(simulate(SMALL)), bytesOf(simulate(other)));
  });
});
