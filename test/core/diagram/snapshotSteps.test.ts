// Snapshots step by step: the rules of the paper, in order, in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { snapshotSteps } from "../../../src/core/diagram/snapshotSteps.ts";
import { asChannel, asProcess } from "../../../src/core/trace/ids.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const PICTURE = `
    P  -a---0m-----B-K-
    Q  ---Ab----M0k----
`;
const OPTIONS = {
  markers: { m: 0, k: 0 },
  recorded: { 0: "b" },
  tokens: { P: 4, Q: 1 },
  carries: { a: 1, b: 2 },
};

test("each step names its rule and tells what it does", () => {
  const { trace } = traceFromText(PICTURE, OPTIONS);
  const steps = snapshotSteps(trace, 0);
  assert.deepEqual(
    steps.map(({ rule }) => rule),
    ["marker-sending", "marker-receiving-first", "marker-receiving-later", "end"],
  );
  assert.equal(steps[0].title, "P starts the snapshot");
  assert.match(steps[0].text, /^P records its state \(3 tokens\) and sends a marker .* to Q/);
  assert.match(steps[1].text, /records it now \(none\), takes the channel P → Q to be empty/);
  assert.match(steps[2].text, /the channel Q → P is recorded with what came on it since: token\(2\)\.$/);
  assert.match(steps[3].text, /1 message in the channels/);
});

test("the cut grows step by step, and only the last step is the last", () => {
  const { trace, message } = traceFromText(PICTURE, OPTIONS);
  const steps = snapshotSteps(trace, 0);
  assert.deepEqual(
    steps.map(({ recorded }) => recorded.filter((event) => event >= 0).length),
    [1, 2, 2, 2],
  );
  assert.deepEqual(steps[2].recordedMessages, [message("b")]);
  assert.deepEqual(
    steps.map(({ isLast }) => isLast),
    [false, false, false, true],
  );
});

test("a snapshot that did not end says why", () => {
  const unreachable = { kind: "unreachable", processes: [asProcess(1)] } as const;
  const first = traceFromText("P -0-\nQ -*-", { unfinished: { 0: unreachable } });
  assert.match(snapshotSteps(first.trace, 0).at(-1)!.text, /No path of channels leads .* to Q/);
  const ended = { kind: "trace-ended", channels: [asChannel(0)] } as const;
  const second = traceFromText("P -0m\nQ ---", {
    markers: { m: 0 },
    to: { m: "Q" },
    unfinished: { 0: ended },
  });
  assert.match(snapshotSteps(second.trace, 0).at(-1)!.text, /1 channel still wait.*P → Q/);
});

test("two initiators each apply the sending rule", () => {
  const { trace } = traceFromText("P -0m---K\nQ -0k--M-", { markers: { m: 0, k: 0 } });
  assert.deepEqual(
    snapshotSteps(trace, 0).map(({ rule }) => rule),
    ["marker-sending", "marker-sending", "marker-receiving-later", "marker-receiving-later", "end"],
  );
});
