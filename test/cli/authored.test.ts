// Authored scenarios on the command line: every command takes them, `verify` runs what they expect, `format` formats.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inFolder, lightcone, ROOT } from "./run.ts";

const LECTURE = "samples/lecture";
const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\n";
const TWO = `${SYSTEM}scenario right {\n    P -> Q : Y\n    snapshot by P\n    expect consistent\n}\nscenario wrong {\n    P -> Q : Y as y at 2\n    snapshot by P at 1, Q at 4 using independent\n    expect consistent\n}\n`;

describe("an authored file", () => {
  it("is counted, run, drawn and converted", () => {
    const file = `${LECTURE}/08-later-marker.lightcone`;
    const info = JSON.parse(lightcone(["info", file, "--json"]).out);
    assert.deepEqual(
      [info.processes, info.channels, info.messages, info.snapshots, info.problems],
      [2, 2, 3, 1, 0],
    );
    assert.match(lightcone(["snapshot", file]).out, /^snapshot 1 by P: consistent, 1 message in transit/);
    const more = lightcone(["snapshot", file, "--initiator", "Q", "--at", "4", "--json"]);
    assert.deepEqual([more.status, JSON.parse(more.out).snapshots[0].id], [0, 2]);
    inFolder({}, (folder) => {
      const path = join(ROOT, file);
      for (const [command, out, start] of [
        ["render", "a.svg", "<svg"],
        ["convert", "a.lctrace", '{"lctrace"'],
        ["convert", "a.lightcone", "lightcone 1"],
      ]) {
        assert.equal(lightcone([command, path, "-o", out], folder).status, 0);
        assert.ok(readFileSync(join(folder, out), "utf8").startsWith(start));
      }
      assert.equal(lightcone(["verify", "a.lightcone"], folder).status, 0);
      assert.equal(lightcone(["verify", "a.lctrace"], folder).status, 0);
    });
  });

  it("brings what it imports", () => {
    const { status, out } = lightcone(["verify", `${LECTURE}/11-puzzle-1.lightcone`]);
    assert.equal(status, 0);
    assert.match(out, /puzzle 1: impossible: /);
    inFolder({ "a.lightcone": 'import "gone.lightcone"\nprocess P' }, (folder) => {
      const { status: failed, error } = lightcone(["info", "a.lightcone"], folder);
      assert.deepEqual([failed, error], [0, ""]);
      const verified = lightcone(["verify", "a.lightcone"], folder);
      assert.equal(verified.status, 2);
      assert.match(verified.error, /^a\.lightcone:1:8: there is no file gone\.lightcone/);
    });
  });

  it("in the lecture's folder verifies, all files at once", () => {
    const files = Array.from({ length: 10 }, (_, i) => i + 1).map((i) => String(i).padStart(2, "0"));
    const names = [
      "global-state",
      "clocks",
      "disappearing-tokens",
      "duplicated-token",
      "marker",
      "send-rule",
      "first-marker",
      "later-marker",
      "termination",
      "fifo",
    ];
    const paths = files.map((number, i) => `${LECTURE}/${number}-${names[i]}.lightcone`);
    const all = lightcone(["verify", ...paths, "--json"]);
    assert.equal(all.status, 0);
    assert.equal(JSON.parse(all.out).scenarios.length, 14);
  });
});

describe("verify of scenarios that expect something", () => {
  it("runs all, says what is not as expected, and gives status 1", () => {
    inFolder({ "a.lightcone": TWO }, (folder) => {
      const { status, out } = lightcone(
        ["verify", "a.lightcone", "--junit", "a.xml", "--sarif", "a.sarif"],
        folder,
      );
      assert.equal(status, 1);
      assert.match(
        out,
        /^right\n {2}snapshot 1: consistent[\s\S]*as expected \(line 7\)[\s\S]*\nwrong\n[\s\S]*a\.lightcone:12:5: NOT as expected: snapshot 1 is inconsistent/,
      );
      const xml = readFileSync(join(folder, "a.xml"), "utf8");
      assert.match(xml, /tests="2" failures="1" errors="0" skipped="0"/);
      assert.match(xml, /<testcase classname="[^"]*" name="wrong, line 12" file="a\.lightcone" line="12">/);
      assert.match(xml, /\na\.lightcone:10:1: Y from P to Q is sent here, outside the cut/);
      assert.match(
        xml,
        /<failure message="snapshot 1 is inconsistent, 1 orphan message: Y from P to Q">a\.lightcone:12:5: snapshot 1 is inconsistent, [^\n]*\nexpected: consistent/,
      );
      const { runs } = JSON.parse(readFileSync(join(folder, "a.sarif"), "utf8"));
      assert.deepEqual(
        runs[0].results.map((each: { ruleId: string }) => each.ruleId),
        ["expectation-failed"],
      );
    });
  });

  it("gives JSON with each result", () => {
    inFolder({ "a.lightcone": TWO }, (folder) => {
      const { consistent, scenarios } = JSON.parse(
        lightcone(["verify", "a.lightcone", "--json"], folder).out,
      );
      assert.equal(consistent, false);
      assert.deepEqual(
        scenarios.map((each: { name: string; holds: boolean }) => [each.name, each.holds]),
        [
          ["right", true],
          ["wrong", false],
        ],
      );
      assert.deepEqual(scenarios[1].expectations[0].result, "fails");
    });
  });

  it("takes one scenario by its name, and judges it by its snapshots where that is asked", () => {
    inFolder({ "a.lightcone": TWO }, (folder) => {
      assert.equal(lightcone(["verify", "a.lightcone", "--execution", "right"], folder).status, 0);
      assert.equal(lightcone(["verify", "a.lightcone", "--execution", "wrong"], folder).status, 1);
      assert.match(
        lightcone(["info", "a.lightcone", "--execution", "none"], folder).error,
        /there are: right, wrong/,
      );
    });
  });

  it("is no failure where nobody can decide a puzzle, and an error where a line is wrong", () => {
    const open = `${SYSTEM}possible { P { G, a = 1 }  Q { R, Y } }\nexpect possible`;
    inFolder(
      { "open.lightcone": open, "bad.lightcone": `${TWO}scenario third {\n    P -> X\n}` },
      (folder) => {
        const { status, out } = lightcone(["verify", "open.lightcone", "--junit", "a.xml"], folder);
        assert.equal(status, 0);
        assert.match(
          out,
          /not decided: the puzzle is unknown: P begins without a, and passing tokens does not make it 1/,
        );
        assert.match(readFileSync(join(folder, "a.xml"), "utf8"), /<skipped message=/);
        const bad = lightcone(["verify", "bad.lightcone"], folder);
        assert.equal(bad.status, 2);
        assert.match(bad.error, /^bad\.lightcone:15:10: there is no process X/);
      },
    );
  });
});

describe("format", () => {
  it("tells, or mends, what is not formatted", () => {
    inFolder({ "a.lightcone": "process   P{G}" }, (folder) => {
      assert.deepEqual(lightcone(["format", "a.lightcone", "--check"], folder), {
        status: 1,
        out: "not formatted: a.lightcone\n",
        error: "",
      });
      assert.equal(lightcone(["format", "a.lightcone"], folder).status, 0);
      assert.equal(readFileSync(join(folder, "a.lightcone"), "utf8"), "process P { G }\n");
      assert.equal(lightcone(["format", "a.lightcone", "--check"], folder).status, 0);
      assert.equal(lightcone(["format", "b.top"], folder).status, 2);
    });
  });
});
