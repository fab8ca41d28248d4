// Over an unreliable network the transport protocol delivers every message once, intact and in order, and snapshots keep
// their promise: sampled over random faults, delays and partitions. Saving and restoring after any step changes nothing.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { tokenDifference } from "../../../../src/core/analysis/conservation.ts";
import { verifySnapshot } from "../../../../src/core/analysis/snapshotCheck.ts";
import { writeLctrace } from "../../../../src/core/formats/lctrace/writer.ts";
import type { Latency, Partition } from "../../../../src/core/scenario/transport.ts";
import { simulate, simulationOf } from "../../../../src/core/snapshot/simulate.ts";
import { fullCut } from "../../../../src/core/trace/cut.ts";
import { globalStateAt } from "../../../../src/core/trace/globalState.ts";
import { asProcess } from "../../../../src/core/trace/ids.ts";
import { PacketFlag, PacketKind } from "../../../../src/core/trace/packets.ts";
import { deliveryFaults } from "../../../support/deliveryFaults.ts";
import { type Act, type NetworkOptions, networkScenario } from "../../../support/networkScenario.ts";
import { openSources } from "../../../support/openSources.ts";
import { textSource } from "../../../support/textSource.ts";

const share = fc.constantFrom(0, 0.1, 0.3, 0.7);
const side = fc.constantFrom<0 | 1>(0, 1);
const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ send: side }) },
    { weight: 1, arbitrary: fc.record({ snapshot: fc.constantFrom<(0 | 1)[]>([0], [1], [0, 1]) }) },
  ),
  { minLength: 1, maxLength: 12 },
);
const latency: fc.Arbitrary<Latency> = fc.constantFrom<Latency>(
  { least: 1, most: 1 },
  { least: 1, most: 6 },
  { least: 0.5, most: 2.5 },
  { law: "exponential", mean: 2 },
  { law: "normal", mean: 3, spread: 2 },
  { law: "pareto", least: 1, shape: 2 },
);
const partition: fc.Arbitrary<Partition> = fc
  .record({
    start: fc.nat({ max: 20 }),
    length: fc.nat({ max: 60 }),
    back: fc.boolean(),
    bothWays: fc.boolean(),
  })
  .map(({ start, length, back, bothWays }) => ({
    from: [asProcess(back ? 1 : 0)],
    to: [asProcess(back ? 0 : 1)],
    bothWays,
    start,
    end: start + length,
  }));
const options: fc.Arbitrary<NetworkOptions> = fc.record({
  transport: fc.record({
    fifo: fc.boolean(),
    latency,
    loss: share,
    duplication: share,
    corruption: share,
    reordering: share,
  }),
  reliable: fc.record({ timeout: fc.constantFrom(0.5, 3, 20), window: fc.constantFrom(1, 2, 32) }),
  partitions: fc.array(partition, { maxLength: 2 }),
  seed: fc.nat().map(String),
});

describe("over random faults with loss below 1 and finite partitions", () => {
  it("every message arrives once, intact and in order, and Chandy–Lamport keeps its promise", () => {
    let packets = 0;
    let snapshots = 0;
    fc.assert(
      fc.property(acts, options, (list, network) => {
        const trace = simulate(networkScenario(list as Act[], network));
        assert.deepEqual(deliveryFaults(trace), []);
        for (const snapshot of trace.snapshots) {
          // Its cut, its channels and its tokens.
          assert.equal(snapshot.unfinished, undefined);
          assert.equal(verifySnapshot(trace, snapshot).kind, "consistent");
          snapshots++;
        }
        const end = globalStateAt(trace, fullCut(trace));
        assert.deepEqual(tokenDifference(trace, end), { missing: [], surplus: [] });
        packets += trace.packets?.sent.length ?? 0;
      }),
      { seed: 20, numRuns: 600 },
    );
    console.log(`  ${packets} packets, ${snapshots} snapshots`);
    assert.ok(snapshots > 300);
  });

  it("a simulation that is restored after any step goes on to the same trace", () => {
    let restored = 0;
    fc.assert(
      fc.property(acts, options, (list, network) => {
        const scenario = networkScenario(list as Act[], network);
        const expected = simulate(scenario);
        for (let at = 0; ; at++) {
          const first = simulationOf(scenario);
          const isOver = first.run(at);
          const fresh = simulationOf(scenario);
          fresh.restore(structuredClone(first.save()));
          fresh.run();
          assert.deepEqual(fresh.finish(), expected);
          restored++;
          if (isOver) break;
        }
      }),
      { seed: 21, numRuns: 25 },
    );
    assert.ok(restored > 300);
  });

  it("a trace with packets is written and read again the same", async () => {
    const network = { transport: { loss: 0.3, duplication: 0.3, corruption: 0.3 } };
    const trace = simulate(
      networkScenario([{ send: 0 }, { snapshot: [1] }, { send: 1 }, { send: 0 }], network),
    );
    const flags = trace.packets?.flags.reduce((all, each) => all | each, 0) ?? 0;
    const all = PacketFlag.lost | PacketFlag.spoilt | PacketFlag.again | PacketFlag.dropped;
    assert.equal(flags & all, all);
    assert.ok(trace.packets?.kind.includes(PacketKind.acknowledgement));
    const text = [...writeLctrace(trace)].join("");
    const { trace: again, problems } = await openSources([textSource("run.lctrace", text)]);
    assert.deepEqual(problems, []);
    assert.ok(again !== undefined);
    assert.deepEqual([...writeLctrace(again)].join(""), text);
    assert.deepEqual(again.packets?.arrives, trace.packets?.arrives);
  });
});
