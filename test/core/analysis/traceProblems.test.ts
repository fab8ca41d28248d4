// Channels that were not FIFO and clocks that differ, as problems: on the line of the overtaken receipt and of the message
// that proves the skew, with the partners' lines, bounded in number.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const header = (unit: string, snapshots = ""): string =>
  `{"lctrace": 1, "timeUnit": "${unit}", "processes": ["P", "Q"], "snapshots": [${snapshots}]}`;

async function findings(lines: readonly string[]): Promise<readonly Problem[]> {
  return (await openSources([textSource("a.lctrace", lines.join("\n"))])).findings;
}

const places = ({ position, related }: Problem): string =>
  [position.line, ...(related ?? []).map((place) => `${place.position.line} ${place.message}`)].join(", ");

const SENDS = ['{"p": "P", "send": {"id": 1, "to": "Q"}}', '{"p": "P", "send": {"id": 2, "to": "Q"}}'];
const RECEIPTS = ['{"p": "Q", "receive": 1}', '{"p": "Q", "receive": 2}'];

describe("a channel that was not FIFO", () => {
  it("is told where the overtaken message is received, with the three other lines", async () => {
    assert.deepEqual(await findings([header("none"), ...SENDS, ...RECEIPTS]), []);
    const [problem, ...others] = await findings([header("none"), ...SENDS, ...RECEIPTS.toReversed()]);
    assert.deepEqual([problem.code, problem.severity, others.length], ["channel-not-fifo", "info", 0]);
    assert.equal(
      places(problem),
      "5, 2 the overtaken message is sent here, 3 the overtaking message is sent here, " +
        "4 the overtaking message is received here",
    );
  });

  it("is a warning where the trace holds a snapshot, for that assumes FIFO", async () => {
    const records = ['{"p": "P", "record": 0}', '{"p": "Q", "record": 0}', '{"snapshot": 0}'];
    const lines = [header("none", "0"), ...SENDS, ...RECEIPTS.toReversed(), ...records];
    assert.deepEqual(
      (await findings(lines)).map(({ code, severity }) => `${severity} ${code}`),
      ["warning channel-not-fifo"],
    );
  });

  it("is told twenty times and then counted", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `{"p": "P", "send": {"id": ${i}, "to": "Q"}}`);
    const receipts = lines.map((_, i) => `{"p": "Q", "receive": ${29 - i}}`);
    const found = await findings([header("none"), ...lines, ...receipts]);
    assert.equal(found.length, 21);
    assert.equal(found[20].message, "9 more messages were overtaken on their channels, 29 in all");
    assert.equal(found[20].position.line, 0);
  });
});

describe("a clock that is behind another", () => {
  const run = (sent: number, received: number): string[] => [
    header("us"),
    `{"p": "P", "t": ${sent}, "send": {"id": 1, "to": "Q", "label": "order"}}`,
    `{"p": "Q", "t": ${received}, "receive": 1}`,
  ];

  it("is told once a pair, with the least that it must be, in a unit to read", async () => {
    assert.deepEqual(await findings(run(1000, 1000)), []);
    const [problem, ...others] = await findings(run(4200, 1000));
    assert.equal(others.length, 0);
    assert.equal(
      problem.message,
      "the clock of Q is behind that of P by more than 3.2 ms, as this message shows: order from P to Q is received " +
        "at an earlier time than it was sent",
    );
    assert.equal(places(problem), "3, 2 sent here, at a later time");
    assert.equal(problem.severity, "warning");
  });

  it("counts the messages that show it, and takes the one that shows most", async () => {
    const more = [
      '{"p": "P", "t": 5000, "send": {"id": 2, "to": "Q"}}',
      '{"p": "Q", "t": 1100, "receive": 2}',
    ];
    const [problem] = await findings([...run(4200, 1000), ...more]);
    assert.match(problem.message, /by more than 3.9 ms, as 2 messages show, this one most/);
    assert.equal(problem.position.line, 5);
  });
});
