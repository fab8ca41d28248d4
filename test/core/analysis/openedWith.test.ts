// What was read, with the reader's wishes: offsets move clocks before snapshots are replayed, each snapshot is known by its
// place among the wishes, and one that nobody can start is left out.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openWith, type Wishes } from "../../../src/core/analysis/openedWith.ts";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const RECORDED = [
  '{"lctrace":1,"name":"two","timeUnit":"ms","processes":["P","Q"]}',
  '{"p":"P","t":1,"send":{"id":"a","to":"Q"}}',
  '{"p":"P","t":2,"label":"work"}',
  '{"p":"Q","t":3,"receive":"a"}',
  '{"p":"Q","t":4,"send":{"id":"b","to":"P"}}',
  '{"p":"P","t":5,"receive":"b"}',
].join("\n");

const open = (wishes: Partial<Wishes>) =>
  openSources([textSource("two.lctrace", RECORDED)]).then((base) =>
    openWith(base, { further: [], clockOffsets: {}, ...wishes }),
  );

describe("wishes for a recorded trace", () => {
  it("replay each snapshot whose initiators there are", async () => {
    const opened = await open({
      further: [
        { initiators: ["P"], time: 1 },
        { initiators: ["Nobody"], time: 1 },
        { initiators: ["Nobody", "Q"], time: 4 },
      ],
    });
    assert.deepEqual(opened.applied, [0, 2]);
    assert.deepEqual(
      opened.verdicts.map(({ kind }) => kind),
      ["consistent", "consistent"],
    );
    assert.deepEqual([...(opened.trace?.snapshots[0].channelMessages ?? [])], []);
    assert.deepEqual([...(opened.trace?.snapshots[0].frontier ?? [])], [1, 1]);
  });

  it("take it with the algorithm that is named, and leave out what is not there or cannot be replayed", async () => {
    const opened = await open({
      further: [
        { initiators: ["P"], time: 1, algorithm: "lai-yang" },
        { initiators: ["P"], time: 1, algorithm: "stop-the-world" },
        { initiators: ["P"], time: 1, algorithm: "nobody-knows" },
      ],
    });
    assert.deepEqual(opened.applied, [0]);
    assert.deepEqual(
      opened.trace?.snapshots.map(({ algorithm, cost }) => [algorithm, cost?.controlMessages]),
      [["lai-yang", 2]],
    );
    assert.equal(opened.verdicts[0].kind, "consistent");
  });

  it("start a snapshot right after an event, in whatever has been replayed before", async () => {
    const after = { process: "P", events: 2 };
    const opened = await open({
      further: [
        { initiators: ["P"], time: 0, after: { process: "P", events: 1 } },
        { initiators: ["P"], time: 0, after },
      ],
    });
    const { trace } = opened;
    assert.ok(trace !== undefined);
    const [first, second] = trace.snapshots;
    const lines = (frontier: number) =>
      Array.from({ length: frontier }, (_, i) => trace.events.line[trace.firstEvent[0] + i]).filter(
        (line) => line > 0,
      );
    assert.deepEqual(lines(first.frontier[0]), [2]);
    assert.deepEqual(lines(second.frontier[0]), [2, 3]);
  });

  it("let a marker take the time that is asked for", async () => {
    const with100 = await open({
      further: [{ initiators: ["P"], time: 1, latency: { kind: "fixed", value: 100 } }],
    });
    const { trace } = with100;
    assert.ok(trace !== undefined);
    // The marker is overtaken by nothing, but message b is sent before it arrives, so it is in the channel's state.
    assert.deepEqual([...trace.snapshots[0].frontier], [1, 2]);
    assert.equal(trace.snapshots[0].channelMessages.length, 1);
  });

  it("move clocks first, and say so", async () => {
    const opened = await open({ clockOffsets: { Q: 10 }, further: [{ initiators: ["Q"], time: 13 }] });
    assert.deepEqual(
      opened.trace?.processes.map(({ clockOffset }) => clockOffset),
      [undefined, 10],
    );
    assert.deepEqual([...(opened.trace?.snapshots[0].frontier ?? [])].at(1), 1);
  });
});
