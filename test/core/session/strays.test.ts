// What a session file says that its trace does not know is told on its line; what the trace knows is not.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readSession } from "../../../src/core/session/readSession.ts";
import { strayProblems } from "../../../src/core/session/strays.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const { trace } = traceFromText(`
  P  -a---b----
  Q  ---A---B--
`);

function strays(session: object): string[] {
  const text = JSON.stringify({ lightcone: 1, ...session }, undefined, 1);
  const reading = readSession(text, "s");
  assert.deepEqual(reading.problems, []);
  return strayProblems(reading, trace).map(({ position, severity, code, message }) => {
    assert.deepEqual([severity, code, position.file], ["warning", "session-stray", "s"]);
    return `${text.split("\n")[position.line - 1].trim()} ← ${message}`;
  });
}

describe("what a session file says of a trace", () => {
  it("is not told where the trace knows it all", () => {
    assert.deepEqual(
      strays({
        clockOffsets: { P: 1 },
        hidden: ["Q"],
        snapshots: [{ initiators: ["P"], time: 1, after: { process: "P", events: 2 } }],
        cuts: [{ title: "x", events: { P: 2, Q: 1 } }],
        notes: [{ process: "Q", event: 2, text: "x" }],
      }),
      [],
    );
  });

  it("is told where it does not", () => {
    const gone = "there is no process R in this trace";
    assert.deepEqual(strays({ clockOffsets: { R: 1 } }), [`"R": 1 ← ${gone}`]);
    assert.deepEqual(strays({ hidden: ["P", "R"] }), [`"R" ← ${gone}`]);
    assert.deepEqual(strays({ snapshots: [{ initiators: ["R"], time: 1 }] }), [`"initiators": [ ← ${gone}`]);
    assert.deepEqual(
      strays({ snapshots: [{ initiators: ["P"], time: 1, after: { process: "P", events: 3 } }] }),
      ['"events": 3 ← P has only 2 events in this trace'],
    );
    assert.deepEqual(strays({ cuts: [{ title: "x", events: { P: 3, R: 1 } }] }), [
      '"P": 3, ← P has only 2 events in this trace',
      `"R": 1 ← ${gone}`,
    ]);
    assert.deepEqual(strays({ notes: [{ process: "Q", event: 3, text: "x" }] }), [
      "{ ← Q has only 2 events in this trace",
    ]);
    assert.deepEqual(strays({ notes: [{ snapshot: 7, text: "x" }] }), [
      "{ ← there is no snapshot 7 in this trace",
    ]);
  });
});
