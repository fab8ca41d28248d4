// The snapshot algorithms that there are, and what each says of itself.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findAlgorithm, SNAPSHOT_ALGORITHMS } from "../../../src/core/snapshot/registry.ts";

describe("the snapshot algorithms", () => {
  it("are found by their ids, which are unique and in kebab-case", () => {
    for (const algorithm of SNAPSHOT_ALGORITHMS) {
      assert.equal(findAlgorithm(algorithm.id), algorithm);
      assert.match(algorithm.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
    assert.equal(findAlgorithm("Chandy–Lamport"), undefined);
  });

  it("name their source with a year", () => {
    for (const { source } of SNAPSHOT_ALGORITHMS) assert.match(source, /\b(19|20)\d\d\b/);
  });

  it("include Chandy–Lamport, which needs FIFO channels without loss and everybody within reach", () => {
    assert.deepEqual(findAlgorithm("chandy-lamport")?.assumes, {
      fifo: true,
      reliable: true,
      reachable: true,
    });
  });
});
