// A trace without its snapshots is the run that nobody had taken them in: compared with that very run, where latencies are
// fixed, so that markers change no message's way.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { openScenario } from "../../../src/core/analysis/opened.ts";
import { verifySnapshot } from "../../../src/core/analysis/snapshotCheck.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { stateAt } from "../../../src/core/trace/checkpoints.ts";
import { eventCountOf, MessageKind, type Trace } from "../../../src/core/trace/trace.ts";
import { withoutSnapshots } from "../../../src/core/trace/withoutSnapshots.ts";
import { openText } from "../../language/lightcone/support.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../samples/lecture");
const SYSTEM = "process P { G, Y, a = 1 }\nprocess Q { R, 3 B }\nprocess T\nchannel mesh latency 3\n";

/** Everything that a reader of a trace sees of its computation. */
function told(trace: Trace) {
  const { events, messages } = trace;
  const place = (event: number): string =>
    event < 0 ? "-" : `${events.process[event]}.${event - trace.firstEvent[events.process[event]]}`;
  const sent = Array.from(messages.kind, (_, m) => [
    place(messages.send[m]),
    place(messages.receive[m]),
    messages.kind[m],
    messages.flags[m],
    messages.channel[m],
    messages.payload[m] < 0 ? "" : JSON.stringify(trace.payloads[messages.payload[m]]),
  ]);
  return {
    processes: trace.processes.map(({ name }, p) => ({
      name,
      states: Array.from({ length: eventCountOf(trace, p) + 1 }, (_, f) => stateAt(trace, p, f)),
    })),
    events: Array.from(events.time, (time, e) => [time, trace.strings[events.label[e]], events.line[e]]),
    messages: sent.sort((a, b) => String(a).localeCompare(String(b))),
    snapshots: trace.snapshots.length,
  };
}

/** The scenario with its starts of snapshots taken out; what waits names its send by its place. */
function calm(scenario: Scenario): Scenario {
  const steps = scenario.steps ?? [];
  const kept = steps.filter(({ kind }) => kind !== "snapshot");
  const place = (old: number): number => kept.indexOf(steps[old]);
  return {
    ...scenario,
    steps: kept.map((step) => (step.kind === "receive" ? { ...step, send: place(step.send) } : step)),
    cuts: [],
    expectations: [],
  };
}

async function compare(scenario: Scenario): Promise<number> {
  const { trace } = await openScenario(scenario);
  const { trace: plain } = await openScenario(calm(scenario));
  assert.ok(trace && plain);
  // On a network that draws, a marker changes what is drawn for the messages behind it.
  if (trace.packets !== undefined) return 0;
  const { trace: stripped } = withoutSnapshots(trace, () => false);
  assert.deepEqual(told(stripped), told(plain));
  return trace.snapshots.length;
}

describe("a trace without its snapshots", () => {
  it("is the run without them, for every sample of the lecture", async () => {
    const names = readdirSync(FOLDER).filter((name) => /^(0\d|10|1[7-9]|20)-.*\.lightcone$/.test(name));
    let snapshots = 0;
    for (const name of names) {
      const { reading, scenario } = await openText(readFileSync(path.join(FOLDER, name), "utf8"));
      for (const each of reading.scenarios ?? [scenario]) {
        assert.ok(each);
        // A step without a time comes after the one before it, be that a snapshot's start: with times it stays where it is.
        if ((each.steps ?? []).some(({ at, kind }) => at === undefined && kind !== "receive")) continue;
        snapshots += await compare(each);
      }
    }
    assert.ok(snapshots >= 6, `${snapshots} snapshots`);
  });

  it("is the run without them, where several are under way at once", async () => {
    const sends = [1, 2, 4, 6, 7, 9].map(
      (at, i) => `${["P -> Q", "Q -> T", "T -> P"][i % 3]} : "m${i}" at ${at}`,
    );
    const text = `${SYSTEM}${sends.join("\n")}\nQ -> P : B at 3\nP does "works" { a += 2, - Y } at 5\nsnapshot by P at 2\nsnapshot by Q, T at 4\nsnapshot independently at 6\n`;
    const { scenario } = await openText(text);
    assert.ok(scenario);
    assert.equal(await compare(scenario), 3);
  });

  it("keeps those that are wanted, with their verdicts", async () => {
    const text = `${SYSTEM}P -> Q : Y at 1\nQ -> P : R at 2\nsnapshot by P at 2\nsnapshot by Q at 3\nsnapshot independently at 4\n`;
    const { trace, verdicts } = await openText(text);
    assert.ok(trace);
    for (const [i, snapshot] of trace.snapshots.entries()) {
      const { trace: only, cutOf } = withoutSnapshots(trace, (index) => index === i);
      assert.deepEqual(cutOf(snapshot.frontier), only.snapshots[0].frontier);
      assert.deepEqual(
        only.snapshots.map(({ id }) => id),
        [snapshot.id],
      );
      const verdict = verifySnapshot(only, only.snapshots[0]);
      assert.equal(verdict.kind, verdicts[i].kind);
      assert.equal(verdict.cut.inTransit.length, verdicts[i].cut.inTransit.length);
      const markers = only.messages.kind.filter((kind) => kind === MessageKind.marker).length;
      assert.equal(markers, i === 2 ? 0 : 6);
      only.messages.payload.forEach((payload, m) => {
        if (only.messages.kind[m] === MessageKind.marker) assert.equal(payload, 0);
      });
    }
    assert.equal(withoutSnapshots(trace, () => true).trace, trace);
  });
});
