// `lightcone counterexample`: what it prints and writes, as text and as JSON, and what it refuses.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { lightcone } from "./run.ts";

describe("lightcone counterexample", () => {
  const folder = mkdtempSync(join(tmpdir(), "lightcone-counter-"));
  after(() => rmSync(folder, { recursive: true }));

  it("writes a scenario that goes wrong as it says", () => {
    const asked = ["counterexample", "--without", "fifo", "-o", "wrong.lightcone"];
    const { status, out } = lightcone(asked, folder);
    assert.equal(status, 1);
    assert.match(out, /^Chandy–Lamport, without fifo: wrong: 1 message in transit not recorded/);
    assert.match(out, /channel P -> Q not fifo/);
    const verified = lightcone(["verify", "wrong.lightcone"], folder);
    assert.equal(verified.status, 1);
    assert.match(verified.out, /wrong: 1 message in transit not recorded/);
  });

  it("finds nothing where nothing is broken", () => {
    const { status, out } = lightcone(["counterexample", "--algorithm", "lai-yang", "--json"]);
    assert.equal(status, 0);
    const { found, complete, size } = JSON.parse(out);
    assert.deepEqual([found, complete, size], [false, true, 8]);
  });

  it("refuses what it cannot search, by name", () => {
    const refused = (...asked: string[]) => {
      const { status, error } = lightcone(["counterexample", ...asked]);
      return `${status} ${error}`;
    };
    assert.match(
      refused("--algorithm", "lai-yang", "--without", "fifo"),
      /^2 .*lai-yang does not assume fifo/,
    );
    assert.match(refused("--without", "luck"), /^2 --without: there is no luck/);
    assert.match(
      refused("--algorithm", "none"),
      /^2 --algorithm: there is no none; there are: chandy-lamport/,
    );
    assert.match(refused("--size", "99"), /^2 --size takes/);
    assert.match(refused("a.lightcone"), /^2 a\.lightcone: counterexample makes its scenarios itself/);
  });
});
