// What is selected stays selected while the text is edited: each event of the run before is found in the run after, for a
// statement put in, taken out or changed anywhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NONE } from "../../../src/core/trace/ids.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { sameEvent, sameMessage } from "../../../webview/state/sameEvent.ts";
import { openText } from "../../language/lightcone/support.ts";

const SYSTEM = "process A, B, C\nchannel mesh latency 1..3 not fifo\n";

async function run(lines: readonly string[]): Promise<Trace> {
  const { trace } = await openText(SYSTEM + lines.join("\n"));
  assert.ok(trace !== undefined);
  return trace;
}

/** What an event is, whatever run it is of: its process, its label, what it sends and receives. */
function actOf(trace: Trace, event: number): string {
  const words = (message: number): string =>
    message === NONE ? "" : (trace.payloads[trace.messages.payload[message]]?.label ?? "");
  const { process, label, sent, received } = trace.events;
  const parts = [trace.processes[process[event]].name, trace.strings[label[event]]];
  return [...parts, words(sent[event]), words(received[event])].join("|");
}

const statement = (name: number, kind: number): string => {
  const from = "ABC"[kind % 3];
  return kind < 6
    ? `${from} -> ${"ABC"[(kind + 1 + (kind >> 2)) % 3]} : "t${name}"`
    : `${from} does "t${name}"`;
};

test("every event is found again, whatever statement is put in or taken out", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(8), { minLength: 1, maxLength: 8 }),
      fc.nat(8),
      fc.nat(8),
      async (kinds, at, kind) => {
        const lines = kinds.map((each, i) => statement(i, each));
        const longer = lines.toSpliced(at, 0, statement(99, kind));
        const [few, more] = [await run(lines), await run(longer)];
        for (let event = 0; event < few.events.time.length; event++) {
          const now = sameEvent(few, more, event);
          assert.equal(actOf(more, now), actOf(few, event));
          assert.equal(sameEvent(more, few, now), event, "and back, where the statement goes again");
          found++;
        }
        for (let message = 0; message < few.messages.send.length; message++) {
          const now = sameMessage(few, more, message);
          assert.equal(actOf(more, more.messages.send[now]), actOf(few, few.messages.send[message]));
        }
        const own = more.events.time.findIndex((_, event) => actOf(more, event).includes("t99"));
        assert.equal(sameEvent(more, few, own), NONE, "what is gone is not taken for its neighbour");
      },
    ),
    { numRuns: 150, seed: 4 },
  );
  assert.ok(found > 800, String(found));
});

test("of several that do the same, the place counts; a changed text keeps its line", async () => {
  const same = await run(['A -> B : "x"', 'A -> B : "x"', 'A -> B : "x"', 'A does "y"']);
  const more = await run(['A -> B : "x"', 'A -> B : "x"', 'A -> B : "x"', "A -> C", 'A does "y"']);
  assert.deepEqual(
    [0, 1, 2, 3].map((event) => sameEvent(same, more, event)),
    [0, 1, 2, 4],
  );
  const other = await run(['A -> B : "x"', 'A -> B : "z"', 'A -> B : "x"', 'A does "y"']);
  assert.deepEqual(
    [0, 1, 2, 3].map((event) => sameEvent(same, other, event)),
    [0, 1, 2, 3],
  );
  const gone = await openText("process B, C\nchannel mesh\nB -> C");
  assert.equal(gone.trace && sameEvent(same, gone.trace, 0), NONE);
  assert.equal(sameEvent(same, more, NONE), NONE);
});
