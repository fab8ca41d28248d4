// Snapshots in random runs under the course's network: random topologies, not always strongly connected, several
// snapshots under way at once, several initiators. What ended must pass every check; what did not must be what cannot.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import { COURSE_SEED } from "../../../src/core/formats/course/eventsFile.ts";
import { writeSnap } from "../../../src/core/formats/course/snapFile.ts";
import { ActionKind, type Scenario } from "../../../src/core/scenario/scenario.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { plainTokenCount } from "../../../src/core/trace/localState.ts";
import type { Snapshot } from "../../../src/core/trace/trace.ts";
import { randomExtension } from "../../support/arbitraryTrace.ts";
import { normalised } from "../../support/courseFiles.ts";
import { openSources } from "../../support/openSources.ts";
import { plainSnapshots } from "../../support/plainCourseSimulator.ts";
import { randomScenario } from "../../support/randomScenario.ts";
import { faultsOf } from "../../support/snapshotFaults.ts";
import { textSource } from "../../support/textSource.ts";

/** Processes that no initiator reaches, by walking the channels until nothing new comes. */
function unreached(scenario: Scenario, initiators: readonly number[]): number[] {
  const found = new Set(initiators);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { from, to } of scenario.channels) if (found.has(from)) found.add(to);
  }
  return [...scenario.processes.keys()].filter((p) => !found.has(p));
}

/** A draw that only depends on its seed, for orders of events. */
function chooser(seed: number): (options: number) => number {
  let state = seed >>> 0;
  return (options) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * options);
  };
}

const didNotEnd = (fault: string): boolean => fault.includes(": did not end: ");

describe("in 300 random runs", () => {
  const seen: Snapshot[] = [];
  let together = 0;

  it("every snapshot that ends is right, in any order of the run's events", () => {
    fc.assert(
      fc.property(randomScenario(), fc.nat(), ({ scenario }, seed) => {
        const trace = simulate(scenario);
        seen.push(...trace.snapshots);
        if (trace.snapshots.length > 1) together++;
        assert.deepEqual(
          faultsOf(trace, scenario).filter((fault) => !didNotEnd(fault)),
          [],
        );
        const order = randomExtension(trace, chooser(seed));
        assert.deepEqual(
          faultsOf(trace, scenario, order).filter((fault) => !didNotEnd(fault)),
          [],
        );
      }),
      { seed: 1985, numRuns: 300 },
    );
  });

  it("a snapshot ends exactly where every process can be reached, and else names the others", () => {
    fc.assert(
      fc.property(randomScenario(), ({ scenario }) => {
        for (const snapshot of simulate(scenario).snapshots) {
          const processes = unreached(scenario, snapshot.initiators);
          const expected = processes.length === 0 ? undefined : { kind: "unreachable", processes };
          assert.deepEqual(snapshot.unfinished, expected);
        }
      }),
      { seed: 1986, numRuns: 300 },
    );
  });

  it("the verdict on a snapshot that cannot end is unknown, never right", () => {
    fc.assert(
      fc.property(randomScenario(), ({ scenario }) => {
        const trace = simulate(scenario);
        for (const snapshot of trace.snapshots) {
          if (snapshot.unfinished !== undefined)
            assert.equal(verifySnapshot(trace, snapshot).kind, "unknown");
        }
      }),
      { seed: 1987, numRuns: 100 },
    );
  });

  it("there was something to see: ended and not, channels with messages, several initiators, several at once", () => {
    const count = (holds: (snapshot: Snapshot) => boolean): number => seen.filter(holds).length;
    assert.ok(count(({ unfinished }) => unfinished === undefined) > 200);
    assert.ok(count(({ unfinished }) => unfinished !== undefined) > 200);
    assert.ok(count(({ channelMessages, unfinished }) => !unfinished && channelMessages.length > 0) > 100);
    assert.ok(count(({ initiators }) => initiators.length > 1) > 100);
    assert.ok(together > 150);
  });
});

/** The same system and script in the course's form, every server rich enough, each snapshot with an id of its own. */
function courseTexts({ processes, channels, actions, payloads }: Scenario) {
  const name = (p: number): string => processes[p].name;
  const topology = [
    processes.length,
    ...processes.map((process) => `${process.name} 1000`),
    ...channels.map(({ from, to }) => `${name(from)} ${name(to)}`),
  ];
  const script: string[] = [];
  let now = 0;
  for (let i = 0; i < actions.kind.length; i++) {
    if (actions.time[i] > now) script.push(`tick ${actions.time[i] - now}`);
    now = actions.time[i];
    if (actions.kind[i] === ActionKind.snapshot) script.push(`snapshot ${name(actions.process[i])}`);
    else {
      const { from, to } = channels[actions.channel[i]];
      script.push(`send ${name(from)} ${name(to)} ${plainTokenCount(payloads[actions.argument[i]])}`);
    }
  }
  return { topology: topology.join("\n"), script: script.join("\n") };
}

describe("the plainly written simulator", () => {
  it("records the same in random runs, read from the course's files", async () => {
    await fc.assert(
      fc.asyncProperty(randomScenario({ ring: true, processes: 12 }), async ({ scenario }) => {
        const { topology, script } = courseTexts(scenario);
        if (script === "") return;
        const { trace, problems } = await openSources([
          textSource("a.top", topology),
          textSource("a.events", script),
        ]);
        assert.deepEqual(problems, []);
        const actual = trace?.snapshots.map((snapshot) => normalised(writeSnap(trace, snapshot)));
        assert.deepEqual(actual, plainSnapshots(topology, script, BigInt(COURSE_SEED)).map(normalised));
      }),
      { seed: 418, numRuns: 200 },
    );
  });
});
