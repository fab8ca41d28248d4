// `lightcone compare-algorithms` on a sample, as a table and as JSON, and on the recorded trace of its run.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { lightcone } from "./run.ts";

const BANK = "samples/course/bank.events";

interface Row {
  readonly id: string;
  readonly reason?: string;
  readonly verdict?: string;
  readonly broken: readonly { readonly assumption: string }[];
  readonly lost?: readonly unknown[];
  readonly cost?: {
    readonly controlMessages: number;
    readonly blockedSum: number;
    readonly duration?: number;
  };
}

const rowsOf = (out: string): readonly Row[] => JSON.parse(out).algorithms;

describe("lightcone compare-algorithms", () => {
  it("tells of each algorithm what it recorded and what it took", () => {
    const { status, out } = lightcone(["compare-algorithms", BANK, "--json"]);
    assert.equal(status, 0);
    const rows = rowsOf(out);
    assert.deepEqual(
      rows.map(({ id, verdict, cost }) => [id, verdict, cost?.controlMessages]),
      [
        ["chandy-lamport", "consistent", 6],
        ["spezialetti-kearns", "consistent", 8],
        ["lai-yang", "consistent", 4],
        ["mattern", "consistent", 8],
        ["acharya-badrinath", "consistent", 4],
        ["alagar-venkatesan", "consistent", 6],
        ["barriers-aligned", "consistent", 6],
        ["barriers-unaligned", "consistent", 6],
        ["stop-the-world", "consistent", 10],
        ["local-clocks", "inconsistent", 0],
        ["independent", "inconsistent", 0],
      ],
    );
    assert.deepEqual(
      rows.filter(({ cost }) => (cost?.blockedSum ?? 0) > 0).map(({ id }) => id),
      ["barriers-aligned", "stop-the-world"],
    );
    assert.deepEqual(
      rows.filter(({ lost = [] }) => lost.length > 0).map(({ id }) => id),
      ["local-clocks", "independent"],
    );
  });

  it("prints a table, with the witness of what is wrong below it", () => {
    const { status, out } = lightcone(["compare-algorithms", BANK, "--initiator", "Oslo", "--at", "3"]);
    assert.equal(status, 0);
    assert.match(out, /^samples\/course\/bank\.events: a snapshot by Oslo at 3, with every algorithm\n/);
    assert.match(out, /\nchandy-lamport +consistent /);
    assert.match(out, /\nindependent: .*: in transit, not recorded\n/);
  });

  it("takes the clocks that a scenario declares, unless others are asked for", () => {
    const folder = mkdtempSync(join(tmpdir(), "lightcone-compare-"));
    const text =
      "process P { G, Y }\nprocess Q { R, O }\nchannel P <-> Q\nclock P skew 2\nP -> Q : Y at 1..6\nsnapshot by P at 4\nsnapshot by Q at 5\n";
    writeFileSync(join(folder, "clocks.lightcone"), text);
    const declared = lightcone(["compare-algorithms", "clocks.lightcone"], folder).out;
    assert.match(declared, /\nlocal-clocks: by the clocks that are declared: P 2 ahead\n/);
    assert.match(
      declared,
      /: a snapshot by P at 4, with every algorithm; the file's own snapshots are left out\n/,
    );
    const duration = (...asked: string[]): number | undefined => {
      const { out } = lightcone(["compare-algorithms", "clocks.lightcone", "--json", ...asked], folder);
      const row = rowsOf(out).find(({ id }) => id === "local-clocks");
      return row?.cost?.duration;
    };
    assert.equal(duration(), 2, "P, 2 ahead, records at 2, Q at 4");
    const drawn = lightcone(["compare-algorithms", "clocks.lightcone", "--skew", "0"], folder).out;
    assert.match(drawn, /\nlocal-clocks: by clocks that are up to 0 ahead or behind, drawn from a seed\n/);
    assert.equal(duration("--skew", "0"), 0);
  });

  it("names the assumptions that several initiators break", () => {
    const { out } = lightcone([
      "compare-algorithms",
      BANK,
      "--initiator",
      "Oslo,Rome",
      "--at",
      "3",
      "--json",
    ]);
    const broken = rowsOf(out).filter((row) => row.broken.length > 0);
    assert.deepEqual(
      broken.map(({ id, broken: [{ assumption }] }) => [id, assumption]),
      ["acharya-badrinath", "alagar-venkatesan", "barriers-aligned", "stop-the-world"].map((id) => [
        id,
        "oneInitiator",
      ]),
    );
  });

  it("says on a recorded trace what cannot be replayed, and why", () => {
    const file = join(mkdtempSync(join(tmpdir(), "lightcone-")), "bank.lctrace");
    assert.equal(lightcone(["convert", BANK, "-o", file]).status, 0);
    const rows = rowsOf(lightcone(["compare-algorithms", file, "--json"]).out);
    assert.deepEqual(
      rows.filter(({ reason }) => reason !== undefined).map(({ id }) => id),
      ["acharya-badrinath", "alagar-venkatesan", "barriers-aligned", "stop-the-world"],
    );
    const replayed = rows.filter(({ verdict }) => verdict === "consistent").map(({ id }) => id);
    assert.deepEqual(replayed, [
      "chandy-lamport",
      "spezialetti-kearns",
      "lai-yang",
      "mattern",
      "barriers-unaligned",
    ]);
  });

  it("refuses a process that there is not", () => {
    const { status, error } = lightcone(["compare-algorithms", BANK, "--initiator", "Nobody"]);
    assert.equal(status, 2);
    assert.equal(error, "--initiator: there is no process Nobody\n");
  });
});
