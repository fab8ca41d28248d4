// A trace is exported as it is shown: replayed snapshots with their markers, and clocks that were moved. Read again, it has the
// same snapshots, verdicts and cuts, and its replayed markers still order nothing.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openReading } from "../../../src/core/analysis/opened.ts";
import { type FurtherSnapshot, type OpenedWith, openWith } from "../../../src/core/analysis/openedWith.ts";
import { snapshotCut } from "../../../src/core/analysis/shownCut.ts";
import { lctrace } from "../../../src/core/formats/lctrace.ts";
import { recordedCut } from "../../../src/core/trace/insertedEvents.ts";
import { MessageFlag, type Trace } from "../../../src/core/trace/trace.ts";
import { openSources } from "../../support/openSources.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { fixtureText, textSource } from "../../support/textSource.ts";

function written(trace: Trace): string {
  assert.ok(lctrace.write);
  return [...lctrace.write(trace)].join("");
}

/** What is said of each snapshot; what a replay alone knows (what overtook what) left out. */
function told(
  { trace, verdicts }: Pick<OpenedWith, "trace" | "verdicts">,
  inserted: Trace["inserted"],
): unknown {
  assert.ok(trace);
  return trace.snapshots.map((snapshot, i) => {
    const { title, verdict, words, frontier, orphans, inTransit } = snapshotCut(trace, i, verdicts[i]);
    return {
      title,
      verdict,
      words: words.replace(/; \d+ channels? not FIFO$/, ""),
      // Of the events that a later replay put in, the format's cut may hold more: they are no part of the recording.
      frontier: [...recordedCut({ ...trace, inserted }, frontier)],
      orphans: orphans.length,
      inTransit: inTransit.length,
      id: snapshot.id,
      initiators: snapshot.initiators,
      recorded: snapshot.channelMessages.length,
    };
  });
}

async function exported(
  base: Trace,
  further: readonly FurtherSnapshot[],
  clockOffsets: Readonly<Record<string, number>> = {},
) {
  const opened = await openReading({ trace: base, claims: [] }, [], {});
  const shown = await openWith(opened, { further, clockOffsets });
  assert.equal(shown.applied.length, further.length);
  assert.ok(shown.trace);
  const text = written(shown.trace);
  const again = await openSources([textSource("again.lctrace", text)]);
  assert.ok(again.trace);
  return { shown, shownTrace: shown.trace, again, againTrace: again.trace, text };
}

describe("a trace with replayed snapshots is exported and", () => {
  it("has the same snapshots and verdicts when it is read again", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const base = randomTrace({ seed, processes: 4, events: 60 });
      const { shown, shownTrace, again, againTrace, text } = await exported(base, [
        { initiators: ["P0"], time: 4 },
        { initiators: ["P1", "P2"], time: 9, latency: { kind: "fixed", value: 2 } },
      ]);
      assert.deepEqual(told(again, shownTrace.inserted), told(shown, shownTrace.inserted), `seed ${seed}`);
      const replayed = (trace: Trace): number =>
        trace.messages.flags.filter((flags) => (flags & MessageFlag.replayed) !== 0).length;
      assert.ok(replayed(shownTrace) > 0);
      assert.equal(replayed(againTrace), replayed(shownTrace));
      assert.equal(written(againTrace), text, `seed ${seed}: writing twice`);
    }
  });

  it("so it does where a channel was not FIFO", async () => {
    const source = textSource("not-fifo.lctrace", fixtureText("core/not-fifo.lctrace"));
    const { trace } = await openSources([source]);
    assert.ok(trace);
    const first = trace.processes[0].name;
    for (const time of [0, 1, 2, 3]) {
      const { shown, shownTrace, again } = await exported(trace, [{ initiators: [first], time }]);
      assert.deepEqual(told(again, shownTrace.inserted), told(shown, shownTrace.inserted), `at ${time}`);
    }
  });

  it("tells by how much its clocks were moved", async () => {
    const base = randomTrace({ seed: 3, processes: 3, events: 30 });
    const { shownTrace, againTrace } = await exported(base, [], { P1: 2.5 });
    assert.equal(againTrace.processes[1].clockOffset, 2.5);
    assert.deepEqual(
      againTrace.processes.map(({ clockOffset = 0 }) => clockOffset),
      [0, 2.5, 0],
    );
    const times = (trace: Trace): number[] => [
      ...trace.events.time.subarray(trace.firstEvent[1], trace.firstEvent[2]),
    ];
    assert.deepEqual(times(againTrace), times(shownTrace));
  });

  it("a faulty word on either is a problem on its line", async () => {
    const header = '{"lctrace": 1, "processes": [{"name": "P", "clockOffset": "2"}]}';
    const event = '{"p": "P", "send": {"id": 1, "to": "Q", "replayed": 1}}';
    const { problems } = await openSources([textSource("a.lctrace", `${header}\n${event}\n`)]);
    assert.deepEqual(
      problems.map(({ position, code }) => `${position.line} ${code}`),
      ["1 number-expected", "2 boolean-expected"],
    );
  });
});
