// Messages that are under way when a run begins, as after a restart: every algorithm that promises a consistent snapshot records
// them where they are in transit, whenever it starts, and ends.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";
import { openText } from "../../language/lightcone/support.ts";

describe("messages under way at the start", () => {
  for (const { id, consistent } of SNAPSHOT_ALGORITHMS) {
    if (!consistent) continue;
    it(`are recorded by ${id}`, async () => {
      let recorded = 0;
      for (let at = 0; at <= 9; at++) {
        const text =
          "process P { G }\nprocess Q { R }\nchannel P <-> Q latency 3\nunderway P -> Q : Y\nunderway P -> Q : B\n" +
          `underway Q -> P : O\nQ -> P : R at 5\nP -> Q : G at 2\nsnapshot by P at ${at} using ${id}\n`;
        const { trace, verdicts, problems } = await openText(text);
        assert.deepEqual(problems, [], `at ${at}`);
        assert.ok(trace !== undefined);
        assert.equal(trace.snapshots[0].unfinished, undefined, `at ${at}`);
        assert.equal(verdicts[0].kind, "consistent", `at ${at}`);
        assert.deepEqual(verdicts[0].tokens, { missing: [], surplus: [] }, `at ${at}`);
        recorded += trace.snapshots[0].channelMessages.length;
      }
      assert.ok(
        recorded > 0 || id === "stop-the-world" || id === "barriers-aligned",
        "nothing was in transit",
      );
    });
  }
});
