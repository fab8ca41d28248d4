// Outline, folding, links, lenses and hints of the course's files, and which files are the course's at all.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { foldsOf } from "../../../src/language/course/folding.ts";
import { inlayHintsOf } from "../../../src/language/course/inlayHints.ts";
import { scriptLenses, snapLenses } from "../../../src/language/course/lenses.ts";
import { topologyLink } from "../../../src/language/course/links.ts";
import { type OutlineItem, outlineOf } from "../../../src/language/course/outline.ts";
import { isCourseFile, kindOfName } from "../../../src/language/course/recognise.ts";
import { SCRIPT, SNAP, TOPOLOGY } from "./samples.ts";
import { courseFile, settingOf } from "./support.ts";

const COURSE = path.resolve(import.meta.dirname, "../../../../shared/samples/cos418");

/** Items with their lines, children indented. */
function drawn(items: readonly OutlineItem[], indent = ""): string[] {
  return items.flatMap(({ name, detail, span, children }) => [
    `${indent}${name}${detail && ` (${detail})`} ${span.from}-${span.to}`,
    ...drawn(children, `${indent}  `),
  ]);
}

describe("the outline", () => {
  it("of a topology lists servers and links", () => {
    assert.deepEqual(drawn(outlineOf(courseFile("bank.top", TOPOLOGY))), [
      "3 servers (12 tokens) 3-5",
      "  Ada (8 tokens) 3-3",
      "  Bob (4 tokens) 4-4",
      "  Cid (0 tokens) 5-5",
      "4 links 6-9",
      "  Ada → Bob 6-6",
      "  Bob → Ada 7-7",
      "  Bob → Cid 8-8",
      "  Cid → Ada 9-9",
    ]);
  });

  it("of a script lists moments with their commands", () => {
    assert.deepEqual(drawn(outlineOf(courseFile("bank.events", SCRIPT))), [
      "tick 0 2-2",
      "  Ada → Bob (3) 2-2",
      "tick 2 4-6",
      "  Bob → Cid (1) 4-4",
      "  Bob → Ada (2) 5-5",
      "  snapshot 0 (by Ada) 6-6",
      "tick 3 8-8",
      "  Ada → Bob (1) 8-8",
      "tick 12 10-10",
      "  snapshot 1 (by Cid) 10-10",
    ]);
  });

  it("of a recorded snapshot lists servers and messages", () => {
    assert.deepEqual(drawn(outlineOf(courseFile("bank0.snap", SNAP))), [
      "snapshot 0 (1 message) 1-5",
      "  Ada (5 tokens) 2-2",
      "  Bob (4 tokens) 3-3",
      "  Cid (1 token) 4-4",
      "  Bob → Ada (token(2)) 5-5",
    ]);
  });
});

describe("folding", () => {
  const folds = (name: string, text: string): string[] =>
    foldsOf(courseFile(name, text)).map(({ from, to, isComment }) => `${from}-${to}${isComment ? "#" : ""}`);

  it("folds moments, lists, snapshots and comments", () => {
    assert.deepEqual(folds("bank.events", SCRIPT), ["2-3", "4-7", "8-9"]);
    assert.deepEqual(folds("bank.top", TOPOLOGY), ["3-5", "6-9"]);
    assert.deepEqual(folds("two.snap", `# a\n# b\n${SNAP}1\nAda 6\n`), ["1-2#", "3-7", "8-9"]);
  });
});

describe("the link to a topology", () => {
  it("stands on the name in the comment", () => {
    assert.deepEqual(topologyLink(courseFile("a.events", "tick\n#  topology:  two words.top  \n")), {
      name: "two words.top",
      place: { file: "a.events", line: 2, column: 15, endColumn: 28 },
    });
    assert.equal(topologyLink(courseFile("a.events", "# topology\n")), undefined);
  });
});

describe("lenses", () => {
  it("say the verdict over each snapshot of a script", async () => {
    const { view } = await settingOf({ "bank.top": TOPOLOGY, "bank.events": SCRIPT });
    assert.ok(view.script);
    assert.deepEqual(
      scriptLenses(view, view.script).map(({ place, words }) => `${place.line}: ${words}`),
      [
        "6: Snapshot 0: consistent, 1 message in transit · 12 tokens recorded, all there",
        "10: Snapshot 1: consistent, no message in transit · 12 tokens recorded, all there",
      ],
    );
  });

  it("say that a snapshot never ends", async () => {
    const { view } = await settingOf({ "a.top": "2\nA 1\nB 1\nA B\n", "a.events": "snapshot B\n" });
    assert.ok(view.script);
    assert.match(scriptLenses(view, view.script)[0].words, /^Snapshot 0: unknown: A never recorded$/);
  });

  const snapLens = async (snap: string): Promise<string> => {
    const { view, snaps } = await settingOf({
      "bank0.snap": snap,
      "bank.top": TOPOLOGY,
      "bank.events": SCRIPT,
    });
    return snapLenses(view, snaps[0], "bank.events")
      .map(({ words, differs }) => `${words}${differs ? " !" : ""}`)
      .join("\n");
  };

  it("say over a recorded snapshot whether the run records it", async () => {
    assert.equal(await snapLens(SNAP), "Snapshot 0: as recorded by the run of bank.events");
    assert.equal(
      await snapLens(SNAP.replace("Bob 4", "Bob 3").replace("Cid 1", "Cid 2")),
      "Snapshot 0: differs from the run of bank.events in 2 places; impossible in this run !",
    );
    assert.equal(
      await snapLens("9\n"),
      "Snapshot 9: the run of bank.events takes no such snapshot; impossible in any run",
    );
  });
});

describe("inlay hints", () => {
  it("tell the time after a tick and what a sender has left", async () => {
    const { view } = await settingOf({ "bank.top": TOPOLOGY, "bank.events": SCRIPT });
    assert.ok(view.script);
    assert.deepEqual(
      inlayHintsOf(view, view.script, { from: 1, to: 5 }).map(
        ({ line, column, words }) => `${line}:${column} ${words}`,
      ),
      ["2:15 Ada: 8 → 5", "3:7 time 2", "4:15 Bob: 4 → 3", "5:15 Bob: 3 → 1"],
    );
  });
});

describe("recognising the course's files", () => {
  it("takes them, half-written ones too", () => {
    for (const [name, text] of [
      ["a.top", ""],
      ["a.top", "# only a comment\n"],
      ["a.top", "2\nA 1\nB\n"],
      ["a.top", "A B\nC D\n"],
      ["a.events", "s"],
      ["a.events", "snd A B\ntik\n"],
      ["a.snap", "0\nA 1\nB"],
    ]) {
      const kind = kindOfName(name);
      assert.ok(kind && isCourseFile(kind, text), `${name}: ${JSON.stringify(text)}`);
    }
  });

  it("leaves files of other programs alone", () => {
    const gromacs =
      '; Topology\n#include "amber.ff/forcefield.itp"\n[ moleculetype ]\nProtein 3\n[ atoms ]\n; nr type\n';
    const jest =
      "// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports[`renders 1`] = `\n<div>\n  x\n</div>\n`;\n";
    const log = '{"event":"start","at":1}\n{"event":"stop","at":2}\n';
    assert.equal(isCourseFile("topology", gromacs), false);
    assert.equal(isCourseFile("snap", jest), false);
    assert.equal(isCourseFile("script", log), false);
    assert.equal(isCourseFile("script", "2026-01-01 12:00 the server was started\n"), false);
  });

  const missing = existsSync(COURSE) ? false : "../shared/samples/cos418 is missing";
  it("takes every file of the course", { skip: missing }, () => {
    const names = globSync("*.{top,events,snap}", { cwd: COURSE });
    assert.ok(names.length > 20);
    for (const name of names) {
      const kind = kindOfName(name);
      assert.ok(kind && isCourseFile(kind, readFileSync(path.join(COURSE, name), "utf8")), name);
    }
  });
});
