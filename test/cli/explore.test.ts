// All runs of a scenario on the command line: what snapshots can record, what fails in some run, and the run that shows it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { SNAPSHOT_ALGORITHMS } from "../../src/core/snapshot/registry.ts";
import { inFolder, lightcone, ROOT } from "./run.ts";

const LATER_MARKER = "samples/lecture/08-later-marker.lightcone";

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
}

/** Explores a file, and presses Ctrl+C after so many milliseconds. */
function interrupted(file: string, delay: number): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli.js"), "explore", file, "--states", "90000000"]);
  let out = "";
  child.stdout.on("data", (data) => {
    out += data;
  });
  setTimeout(() => child.kill("SIGINT"), delay);
  return new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal, out })));
}

describe("lightcone explore", () => {
  it("tells what a snapshot can record and what fails in some run", () => {
    const { status, out } = lightcone(["explore", LATER_MARKER, "--count"]);
    assert.equal(status, 1);
    const lines = out.split("\n");
    assert.equal(lines[0], "08-later-marker.lightcone: complete: 15 states, 3 of them final");
    assert.match(lines[2], /global states of the computation, without snapshots: 3$/);
    assert.equal(lines[3], "snapshot 1 can record 3 global states:");
    assert.match(
      lines[4],
      /^ {2}1\.1 {2}P \{ G, Y \} {2}Q \{ B, P, R \} {2}Q -> P \[ O \]: consistent, 1 message/,
    );
    assert.match(out, /:13:1: fails in a run of 5 steps: in snapshot 1, Q holds B, O, P, R, not B, P, R/);
    assert.match(out, /holds in every run \(line 14\)/);
  });

  it("keeps the order of times where it is asked to", () => {
    const { status, out } = lightcone([
      "explore",
      LATER_MARKER,
      "--order",
      "timed",
      "--only",
      "snapshots",
      "--json",
    ]);
    const { snapshots, complete } = JSON.parse(out);
    assert.deepEqual([status, complete, snapshots[0].globalStates.length], [0, true, 2]);
  });

  it("sees fewer states by reduction, and the same of everything else", () => {
    const of = (...options: string[]) =>
      JSON.parse(lightcone(["explore", "samples/course/transfer.events", "--json", ...options]).out);
    const [reduced, full] = [of(), of("--full")];
    assert.ok(reduced.states < full.states);
    const sorted = (record: { snapshots: { globalStates: unknown[] }[] }) =>
      record.snapshots.map(({ globalStates }) => globalStates.map((each) => JSON.stringify(each)).sort());
    assert.equal(reduced.finalStates, full.finalStates);
    assert.deepEqual(sorted(reduced), sorted(full));
  });

  it("writes a run that records a global state, and it does", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, LATER_MARKER);
      assert.equal(lightcone(["explore", file, "--run", "1.3", "-o", "third.lightcone"], folder).status, 1);
      const { out } = lightcone(["snapshot", "third.lightcone"], folder);
      assert.match(out, /P {2}G, O, Y\n {2}Q {2}B, P, R\n/);
    });
  });

  it("writes into a run which algorithm it is the run of", () => {
    const file = join(ROOT, LATER_MARKER);
    for (const id of [...SNAPSHOT_ALGORITHMS.map((each) => each.id), "acharya-badrinath-not-causal"]) {
      inFolder({}, (folder) => {
        const { out } = lightcone(
          ["explore", file, "--algorithm", id, "--run", "1.1", "-o", "run.lightcone"],
          folder,
        );
        const line = out.split("\n").find((each) => each.startsWith("  1.1 ")) ?? "";
        const { snapshots } = JSON.parse(lightcone(["snapshot", "run.lightcone", "--json"], folder).out);
        assert.equal(snapshots[0].algorithm, id);
        assert.ok(line.includes(` ${snapshots[0].words} (`), `${id}: ${line}`);
      });
    }
  });

  it("writes the shortest run in which something fails, and there it fails", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, LATER_MARKER);
      assert.equal(lightcone(["explore", file, "--run", "failing", "-o", "bad.lightcone"], folder).status, 1);
      const { status, out } = lightcone(["verify", "bad.lightcone"], folder);
      assert.equal(status, 1);
      assert.match(out, /NOT as expected: in snapshot 1, Q holds B, O, P, R, not B, P, R/);
    });
  });

  it("says that it does not know where it gives up", () => {
    const { status, out } = lightcone(["explore", LATER_MARKER, "--states", "4"]);
    assert.equal(status, 1);
    assert.match(out, /^08-later-marker.lightcone: not complete: more states than it may look at;/);
    assert.match(out, /:14:1: unknown: no run was found in which it fails/);
  });

  it("refuses a recorded trace, and options that do not go together", () => {
    const refused = (...args: string[]) => {
      const { status, error } = lightcone(["explore", ...args]);
      return `${status} ${error}`;
    };
    assert.match(refused("samples/recorded/ring.lctrace"), /^2 .*ring\.lctrace:1:1: is a recorded trace/);
    assert.match(refused(LATER_MARKER, "--run", "1.1"), /^2 --run and -o/);
    assert.match(refused(LATER_MARKER, "--run", "1.9", "-o", "x.lightcone"), /^2 --run: there is no 1\.9/);
    assert.match(refused(LATER_MARKER, "--states", "0"), /^2 --states takes/);
    assert.match(refused(LATER_MARKER, "--algorithm", "none"), /^2 --algorithm: there is no none/);
  });

  it("goes through what every algorithm can do, and names what an algorithm does for others", () => {
    for (const { id } of SNAPSHOT_ALGORITHMS) {
      const { out } = lightcone(["explore", LATER_MARKER, "--algorithm", id]);
      assert.match(out, /complete: \d+ states/, id);
    }
    const text = "process P, Q\nchannel P <-> Q\nsnapshot by P\nsnapshot by Q\n";
    inFolder({ "two.lightcone": text }, (folder) => {
      const { status, error } = lightcone(
        ["explore", "two.lightcone", "--algorithm", "barriers-aligned"],
        folder,
      );
      assert.equal(status, 2);
      assert.match(error, /cannot be explored: the algorithm acts for [PQ] in a step of [PQ]/);
    });
  });

  it("ends with what it has when Ctrl+C is pressed", async () => {
    const text = "process N0..N5 { 3 tokens }\nchannel mesh\nrandom 30 sends seed 1\nsnapshot by N0\n";
    const folder = mkdtempSync(join(tmpdir(), "lightcone-explore-"));
    const file = join(folder, "large.lightcone");
    writeFileSync(file, text);
    // On a busy machine the program may not have begun to listen when the signal comes: then later.
    let ended: Ended = { status: null, signal: "SIGINT", out: "" };
    for (let delay = 2000; delay < 20_000 && ended.signal !== null; delay *= 2)
      ended = await interrupted(file, delay);
    const { status, signal, out } = ended;
    rmSync(folder, { recursive: true });
    assert.deepEqual([signal, status], [null, 1]);
    assert.match(out, /not complete: it was cancelled/);
  });
});
