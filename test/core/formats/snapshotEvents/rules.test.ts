// Rules of snapshot events: names with places, the check of what a user wrote, and that the page lists the default ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { DEFAULT_SNAPSHOT_RULES } from "../../../../src/core/formats/snapshotEvents/defaultRules.ts";
import { NamePattern, patternFault } from "../../../../src/core/formats/snapshotEvents/namePattern.ts";
import { readSnapshotRules } from "../../../../src/core/formats/snapshotEvents/rules.ts";
import { SnapshotWatch } from "../../../../src/core/formats/snapshotEvents/snapshotWatch.ts";

const PAGE = path.resolve(import.meta.dirname, "../../../../docs/snapshots.md");

describe("a name with places", () => {
  const told = (pattern: string, name: string) => new NamePattern(pattern).match(name);

  it("tells what stands at them", () => {
    assert.deepEqual(told("checkpoint {id} recorded", "checkpoint 12 recorded"), { id: "12" });
    assert.deepEqual(told("send {id} to {to}", "send a b to Q 2"), { id: "a b", to: "Q 2" });
    assert.deepEqual(told("*: barrier * @ {id}.", "map (1/2): barrier {0, 1} @ 7."), { id: "7" });
    assert.deepEqual(told("Starting {id} * on *", "Starting 3 SAVEPOINT on task a"), { id: "3" });
    assert.deepEqual(told("record", "record"), {});
  });

  it("fits nothing else", () => {
    const names = [
      "checkpoint  recorded",
      "checkpoint 12",
      "a checkpoint 12 recorded",
      "checkpoint 12 recorded.",
    ];
    for (const name of [...names, "", "checkpoint recorded"]) {
      assert.equal(told("checkpoint {id} recorded", name), undefined, name);
    }
    assert.equal(told("ab{id}ba", "aba"), undefined);
    assert.equal(told("record", "records"), undefined);
  });

  it("takes time in the length of the name, whatever it holds", () => {
    const pattern = `${"*a".repeat(60)}{id}!`;
    assert.equal(told(pattern, "a".repeat(200_000)), undefined);
  });

  it("has faults that are told", () => {
    assert.match(patternFault("{who} records") ?? "", /no place \{who\}/);
    assert.match(patternFault("{id} and {id}") ?? "", /twice/);
    assert.match(patternFault("{id}{to}") ?? "", /touch/);
    assert.equal(patternFault("a {id} * b"), undefined);
  });
});

describe("rules that a user wrote", () => {
  const message = (value: unknown): string => {
    const result = readSnapshotRules(value);
    return result.kind === "wrong" ? result.message : "right";
  };

  it("are taken where they are right", () => {
    assert.equal(message([]), "right");
    assert.equal(message([{ name: "a {id}", role: "record" }]), "right");
    const marker = { name: "b", role: "marker", direction: "send", id: ["x", "y.z"], to: "peer" };
    assert.equal(message([marker]), "right");
  });

  it("are refused with the first thing that is wrong", () => {
    assert.match(message({ name: "a" }), /are a list/);
    assert.match(message(["a"]), /rule 1: a rule is an object/);
    assert.match(message([{ name: "a", role: "record", regexp: "x" }]), /has no "regexp"/);
    assert.match(message([{ role: "record" }]), /"name" must be a text/);
    assert.match(message([{ name: "a{b}", role: "record" }]), /in "name": there is no place \{b\}/);
    assert.match(message([{ name: "a", role: "save" }]), /"role" must be one of record, marker/);
    assert.match(message([{ name: "a", role: "record", direction: "send" }]), /of a marker/);
    assert.match(message([{ name: "a", role: "record", id: 7 }]), /"id" must be the path/);
    assert.match(message(Array.from({ length: 201 }, () => ({}))), /up to 200/);
  });
});

describe("a watch", () => {
  it("takes the first rule that finds an id, the user's before the default ones", () => {
    const result = readSnapshotRules([
      { name: "snapshot.*", role: "note", id: "own" },
      { name: "snapshot.record", role: "coordinate", id: "other" },
    ]);
    assert.ok(result.kind === "rules");
    const watch = new SnapshotWatch([...result.rules, ...DEFAULT_SNAPSHOT_RULES]);
    const note = (attributes: Record<string, unknown>): string => {
      watch.noteNamed(0, "snapshot.record", (key) => attributes[key]);
      return watch.notes.at(-1)?.role ?? "none";
    };
    assert.equal(note({ nothing: 1 }), "none");
    assert.equal(note({ own: 1 }), "note");
    assert.equal(note({ other: "x" }), "coordinate");
    assert.equal(note({ "snapshot.id": 3 }), "record");
  });

  it("judges a name of a table once", () => {
    const watch = new SnapshotWatch(DEFAULT_SNAPSHOT_RULES);
    const names = [
      "",
      "lightcone.snapshot.record",
      "other",
      ...Array.from({ length: 1000 }, (_, i) => `n${i}`),
    ];
    assert.deepEqual(
      names.flatMap((_, i) => (watch.watches(i, names) ? [i] : [])),
      [1],
    );
    assert.equal(watch.watches(1, []), true);
    assert.equal(watch.watches(2, []), false);
  });
});

it("docs/snapshots.md lists the default names", () => {
  const table = readFileSync(PAGE, "utf8").split("<!-- names:")[1].split("<!-- /names -->")[0];
  const rows = [...table.matchAll(/^\| `(.*)` \| (.*) \|$/gm)].map(([, name, role]) => `${name}: ${role}`);
  assert.deepEqual(
    rows,
    DEFAULT_SNAPSHOT_RULES.map(
      ({ name, role, direction }) =>
        `${name.text}: ${role}${direction === undefined ? "" : `, ${direction}`}`,
    ),
  );
});
