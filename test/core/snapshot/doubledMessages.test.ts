// A network that doubles every message doubles markers and other control messages too. What one says is taken once, whichever copy
// comes first: where no application message is sent, every algorithm that keeps its promise ends with a consistent snapshot.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";
import { openText } from "../../language/lightcone/support.ts";

describe("control messages that come twice are taken once", () => {
  for (const { id, consistent } of SNAPSHOT_ALGORITHMS) {
    if (!consistent) continue;
    for (const order of ["", "not fifo latency 1..5"]) {
      it(`${id} ${order}`, async () => {
        const { trace, verdicts } = await openText(
          `process P { A } process Q process S channel mesh ${order} duplication 1 snapshot by P using ${id}`,
        );
        assert.ok(trace !== undefined);
        assert.equal(trace.snapshots[0].unfinished, undefined);
        assert.equal(verdicts[0].kind, "consistent");
      });
    }
  }
});
