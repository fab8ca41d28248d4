// Restart from a snapshot: whatever was recorded goes on as if nothing had happened. On every small script and on random ones
// each message of the run is delivered once, before the cut or after it, and nothing is lost or doubled; from a snapshot that
// is wrong something is, and the restart says so.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verifySnapshot } from "../../../../src/core/analysis/snapshotCheck.ts";
import { compareOutcomes, isSound, outcomeLines } from "../../../../src/core/analysis/uses/outcome.ts";
import {
  type Restart,
  type RestartResult,
  restartAfterCrash,
  restartFrom,
} from "../../../../src/core/analysis/uses/restart.ts";
import type { Scenario } from "../../../../src/core/scenario/scenario.ts";
import { simulate } from "../../../../src/core/snapshot/simulate.ts";
import { emptyCut, fullCut } from "../../../../src/core/trace/cut.ts";
import { globalStateAt, recordedState } from "../../../../src/core/trace/globalState.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";
import { MessageFlag, MessageKind, type Trace } from "../../../../src/core/trace/trace.ts";
import { printScenario } from "../../../../src/language/lightcone/printing/printScenario.ts";
import { scenarioOf as authored, openText, placelessBytes } from "../../../language/lightcone/support.ts";
import { randomScenario } from "../../../support/randomScenario.ts";
import {
  type Ends,
  PAIR,
  RING,
  scenarioOf,
  sendScripts,
  withStarts,
} from "../../../support/smallScenarios.ts";

function restarted(result: RestartResult): Restart {
  assert.equal(result.kind, "restart", JSON.stringify(result));
  return (result as Extract<RestartResult, { kind: "restart" }>).restart;
}

/** What messages of a trace carry that are received, from whom to whom, sorted: each delivery once. */
function deliveries(trace: Trace, from = emptyCut(trace), to = fullCut(trace)): string[] {
  const { kind, payload, receive, channel } = trace.messages;
  const all: string[] = [];
  for (let m = 0; m < kind.length; m++) {
    const event = receive[m];
    if (kind[m] !== MessageKind.application || event === NONE) continue;
    const p = trace.events.process[event];
    const place = event - trace.firstEvent[p];
    if (place < from[p] || place >= to[p]) continue;
    const ends = `${trace.channels.from[channel[m]]}>${trace.channels.to[channel[m]]}`;
    all.push(`${ends} ${JSON.stringify(trace.payloads[payload[m]])}`);
  }
  return all.sort();
}

/** The global state of a trace as text, with what each channel holds in order. */
function stateText(trace: Trace, state: ReturnType<typeof globalStateAt>): string {
  const channels = state.channels.map(({ from, to, messages }) => [
    from,
    to,
    messages.map((message) => trace.payloads[trace.messages.payload[message]]),
  ]);
  return JSON.stringify([state.processes, channels]);
}

/** Checks a restart against the run that it comes from. Gives how many messages were put back. */
function check(scenario: Scenario, id: number, seed: string, isDeterministic: boolean): number {
  const { scenario: rest, trace, snapshot, underWay } = restarted(restartFrom(scenario, id, { seed }));
  const after = simulate(rest);
  // It begins in the very state that was recorded.
  assert.equal(
    stateText(after, globalStateAt(after, emptyCut(after))),
    stateText(trace, recordedState(trace, snapshot)),
  );
  assert.ok(isSound(compareOutcomes(trace, after)), outcomeLines(compareOutcomes(trace, after)).join("; "));
  for (const each of after.snapshots)
    if (each.unfinished === undefined) assert.equal(verifySnapshot(after, each).cut.kind, "consistent");
  if (!isDeterministic) return underWay;
  // Nothing is left to chance but the times: each message of the run is delivered once, before the cut or after it.
  const all = [...deliveries(trace, emptyCut(trace), snapshot.frontier), ...deliveries(after)].sort();
  assert.deepEqual(all, deliveries(whole(scenario)));
  assert.deepEqual(compareOutcomes(whole(scenario), after).differ, []);
  return underWay;
}

/** The run until everything has arrived: a timed script ends with its last action. */
function whole(scenario: Scenario): Trace {
  return simulate({ ...scenario, endTime: scenario.endTime + 1000 });
}

describe("a restart from a Chandy–Lamport snapshot", () => {
  const systems: readonly (readonly [string, Ends, number, number])[] = [
    ["two processes, three sends", PAIR, 3, 1],
    ["a ring of three, two sends", RING, 2, 1],
  ];
  for (const [name, channels, sends] of systems) {
    it(`${name}: every script with a snapshot started anywhere`, () => {
      let runs = 0;
      let underWay = 0;
      const processes = 1 + Math.max(...channels.flat());
      for (const script of sendScripts(channels, sends)) {
        for (let by = 0; by < processes; by++) {
          for (const steps of withStarts(script, [{ snapshot: 1, by }])) {
            underWay += check(scenarioOf(channels, steps), 1, "7", true);
            runs++;
          }
        }
      }
      assert.deepEqual([runs, underWay > 0], [channels.length ** sends * processes * (sends + 1), true]);
    });
  }

  it("random systems and scripts, other seeds, several snapshots under way", () => {
    let underWay = 0;
    let restarts = 0;
    fc.assert(
      fc.property(randomScenario({ ring: true, steps: 30 }), fc.nat(), ({ scenario }, seed) => {
        for (const { id, unfinished } of simulate(scenario).snapshots) {
          if (unfinished !== undefined) continue;
          underWay += check(scenario, id, String(seed), false);
          restarts++;
        }
      }),
      { numRuns: 60, seed: 23 },
    );
    assert.ok(restarts > 60 && underWay > 60, `${restarts} restarts, ${underWay} messages`);
  });

  it("a workload goes on with the sends that are left of it", async () => {
    const scenario = await authored(`process P { 9 G }
process Q, R
channel mesh latency 3
random 20 sends seed 3 at 2
snapshot by P at 1
snapshot by Q at 9
snapshot by R at 40`);
    const trace = simulate(scenario);
    const sends = (of: Trace): number =>
      of.messages.kind.filter((kind) => kind === MessageKind.application).length;
    for (const { id, frontier } of trace.snapshots) {
      check(scenario, id, "5", false);
      const { scenario: rest, underWay } = restarted(restartFrom(scenario, id));
      const inside = trace.messages.send.filter((event, m) => {
        const p = trace.events.process[event];
        return (
          trace.messages.kind[m] === MessageKind.application && event - trace.firstEvent[p] < frontier[p]
        );
      }).length;
      assert.equal(inside + sends(simulate(rest)) - underWay, 20);
    }
  });

  it("goes on with waiting, local steps and lost messages", async () => {
    const { scenario } = await openText(`process P { 3 G, Y, x = 1 }
process Q { R, B }
process S
channel P <-> Q latency 4, Q <-> S latency 2
P -> Q : Y as y
P -> Q : G as lostOne
lose lostOne
Q receives y
Q does "works" { x += 1, - R, + Z }
Q -> S : Y as on
S receives on
S does { seen = yes }
S receives lateOne
P receives never
Q -> P : "never" as never at 8
lose never
P does "never comes about"
Q -> S : B as lateOne at 30
S does { x += 5 } at 35
snapshot by P at 3
snapshot by S at 9
snapshot by Q at 40`);
    assert.ok(scenario);
    const trace = simulate(scenario);
    assert.deepEqual(
      trace.problems.map(({ message }) => message),
      ["P waits for a message that never arrives; what stands after it does not happen"],
    );
    for (const { id } of trace.snapshots) check(scenario, id, "5", false);
    const { scenario: rest, done, left } = restarted(restartFrom(scenario, 1));
    assert.ok(done > 0 && left > 0);
    const after = simulate(rest);
    const [old, now] = [trace, after].map((each) => globalStateAt(each, fullCut(each)));
    // Fields come from the script alone, whatever the workload sends.
    assert.deepEqual(
      now.processes.map(({ fields }) => fields),
      old.processes.map(({ fields }) => fields),
    );
  });

  it("what goes on can be written as a scenario of its own, and read again", async () => {
    const scenario = await authored(`process P { 2 G, Y }
process Q { R }
channel P <-> Q latency 5
P -> Q : Y as y
Q -> P : R at 2
P -> Q : "last" { G, n = 1 } at 4
Q receives y
Q does { got = yes }
snapshot by Q at 3
expect end { P { G, R }  Q { Y, G, got = yes } }`);
    const { scenario: rest } = restarted(restartFrom(scenario, 1));
    const text = printScenario(rest);
    assert.match(text, /^underway P -> Q : Y as m1$/m);
    const again = await openText(text);
    assert.deepEqual(again.problems, []);
    assert.deepEqual(
      again.expectations.map(({ kind }) => kind),
      ["holds"],
    );
    assert.ok(again.scenario);
    assert.equal(placelessBytes(again.scenario), placelessBytes(rest));
  });
});

describe("a crash", () => {
  const text = `process P { 9 G }
process Q
channel P <-> Q latency 3
P -> Q : 2 G at 1
snapshot first by P at 2
P -> Q : 3 G at 4
snapshot second by Q at 10
P -> Q : G at 20`;

  it("goes back to the last snapshot that had ended", async () => {
    const scenario = await authored(text);
    const at = (time: number) => restartAfterCrash(scenario, time);
    assert.equal(at(3).kind, "fault");
    assert.equal(restarted(at(9)).snapshot.name, "first");
    assert.equal(restarted(at(12)).snapshot.name, "first", "the second is under way then");
    assert.equal(restarted(at(30)).snapshot.name, "second");
  });
});

describe("a restart from a snapshot that is wrong", () => {
  it("is refused, and with force loses what was under way", async () => {
    const scenario = await authored(`process P { G, Y }
process Q
channel P -> Q latency 5
P -> Q : Y
snapshot independently at 3`);
    const refused = restartFrom(scenario, 1);
    assert.deepEqual(refused, {
      kind: "fault",
      words: "snapshot 1 is nothing to restart from: wrong: 1 message in transit not recorded",
    });
    const { trace, scenario: rest } = restarted(restartFrom(scenario, 1, { force: true }));
    const outcome = compareOutcomes(trace, simulate(rest));
    assert.equal(isSound(outcome), false);
    assert.deepEqual(outcomeLines(outcome), [
      "not the same tokens: missing: Y",
      "Q ends with none, and with Y without the crash",
    ]);
  });

  it("doubles what was received before it was sent", async () => {
    const scenario = await authored(`process P { Y }
process Q
channel P -> Q latency 1
clock P skew 4
P -> Q : Y at 3
snapshot by clocks at 6`);
    const { trace, scenario: rest } = restarted(restartFrom(scenario, 1, { force: true }));
    assert.match(
      outcomeLines(compareOutcomes(trace, simulate(rest)))[0],
      /^not the same tokens: too many: Y/,
    );
  });

  it("there must be one", async () => {
    const scenario = await authored("process P, Q\nchannel P -> Q\nP -> Q");
    assert.deepEqual(restartFrom(scenario, 4), { kind: "fault", words: "there is no snapshot 4" });
  });
});

describe("a message that is under way from the start", () => {
  it("is inside every cut, in transit until it is received, and no cut is in doubt for it", async () => {
    const { trace, problems } = await openText(
      "process P\nprocess Q\nchannel P -> Q latency 2\nunderway P -> Q : Y as y\ncut c { Q after 1 }\nexpect cut c consistent\nexpect tokens conserved",
    );
    assert.deepEqual(problems, []);
    assert.ok(trace);
    assert.equal(trace.messages.flags[0], MessageFlag.underWay);
    assert.equal(trace.messages.send[0], NONE);
    assert.equal(globalStateAt(trace, emptyCut(trace)).channels.length, 1);
    assert.equal(globalStateAt(trace, fullCut(trace)).channels.length, 0);
  });

  it("has no time of sending", async () => {
    const { problems } = await openText("process P, Q\nchannel P -> Q\nunderway P -> Q at 3");
    assert.deepEqual(
      problems.map(({ code, position }) => [code, position.line]),
      [["underway-time", 3]],
    );
  });
});
