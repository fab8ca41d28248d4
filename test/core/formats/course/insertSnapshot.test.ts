// A snapshot written into a script starts where it was asked for: at every tick of every script, the script with the
// new line runs as the scenario with the further snapshot does.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEvents } from "../../../../src/core/formats/course/eventsFile.ts";
import { insertSnapshot, tickOfLine } from "../../../../src/core/formats/course/insertSnapshot.ts";
import { readTopology } from "../../../../src/core/formats/course/topologyFile.ts";
import { withSnapshot } from "../../../../src/core/scenario/addSnapshot.ts";
import { ActionKind, type Scenario } from "../../../../src/core/scenario/scenario.ts";
import type { ProcessId } from "../../../../src/core/trace/ids.ts";

const SCRIPTS = {
  "one tick after another": "send A B 1\ntick\nsend B A 1\ntick\n",
  "long ticks": "send A B 1\ntick 3\n# waiting\nsend B A 1\ntick 5\n",
  "snapshots of its own": "snapshot A\ntick 2\nsnapshot B\ntick 2\nsnapshot A\n",
  "no line end": "send A B 1\ntick 2\nsend B A 1",
  "nothing at all": "",
};

const topology = readTopology("2\nA 9\nB 9\nA B\nB A\n", "t.top", () => assert.fail("the topology is wrong"));

function scenarioOf(text: string): Scenario {
  return readEvents(text, "t.events", topology, "t.top", ({ message }) => assert.fail(message));
}

/** The text with the edit, made as an editor would. */
function applied(text: string, server: string, time: number): { readonly text: string; readonly id: number } {
  const { from, to, lines, id } = insertSnapshot(text, server, time);
  const old = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  return { text: [...old.slice(0, from - 1), ...lines, ...old.slice(to - 1)].join("\n"), id };
}

function actionsOf(scenario: Scenario): string[] {
  const { kind, time, process, argument } = scenario.actions;
  return Array.from(kind, (action, i) =>
    action === ActionKind.snapshot
      ? `${time[i]} snapshot by ${process[i]}`
      : `${time[i]} send by ${process[i]} of ${argument[i]}`,
  );
}

describe("a snapshot written into a script", () => {
  for (const [name, text] of Object.entries(SCRIPTS)) {
    it(`starts at its tick: ${name}`, () => {
      for (let time = 0; time < 12; time++) {
        const script = scenarioOf(text);
        const written = applied(text, "B", time);
        const scenario = scenarioOf(written.text);
        assert.deepEqual(
          actionsOf(scenario),
          actionsOf(withSnapshot(script, [1 as ProcessId], time)),
          written.text,
        );
        assert.equal(scenario.endTime, Math.max(script.endTime, time));
        const before = actionsOf(script).filter(
          (line) => line.includes("snapshot") && Number.parseInt(line, 10) <= time,
        );
        assert.equal(written.id, before.length);
      }
    });
  }
});

describe("the tick of a line", () => {
  it("is the time at which its command happens", () => {
    const text = SCRIPTS["long ticks"];
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 99].map((line) => tickOfLine(text, line)),
      [0, 0, 3, 3, 3, 8, 8],
    );
  });
});
