// The lattice of consistent cuts on the command line: counted for scenarios and recorded traces, and drawn.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inFolder, lightcone, ROOT } from "./run.ts";

describe("lightcone lattice", () => {
  it("counts the consistent cuts of a scenario's run, and of a recorded one", () => {
    assert.match(
      lightcone(["lattice", "samples/course/bank.events"]).out,
      /: 100 consistent cuts, 16 events\n/,
    );
    const { status, out } = lightcone(["lattice", "samples/recorded/ring.lctrace", "--json"]);
    const { consistentCuts, exact, snapshots } = JSON.parse(out);
    assert.deepEqual([status, consistentCuts, exact, snapshots.length], [0, "168", true, 2]);
  });

  it("draws it, and refuses to draw too much", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, "samples/course/bank.events");
      assert.equal(lightcone(["lattice", file, "-o", "a.svg", "--theme", "dark"], folder).status, 0);
      const svg = readFileSync(join(folder, "a.svg"), "utf8");
      assert.equal(svg.match(/<circle [^>]*r="(4|5.5)"/g)?.length, 100);
      assert.match(svg, />snapshot 0<\/text>/);
      const { status, error } = lightcone(["lattice", file, "-o", "b.svg", "--most", "99"], folder);
      assert.equal(status, 2);
      assert.match(error, /^-o: 100 consistent cuts are too many to draw/);
    });
  });
});
