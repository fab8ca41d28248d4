// The reports that verify writes for CI: SARIF with the fault's place and its partner's, JUnit XML with a case for each
// snapshot. Text of the trace cannot break either.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { junit } from "../../src/cli/reports/junit.ts";
import { inFolder, lightcone } from "./run.ts";

const LINES = [
  '{"lctrace": 1, "processes": ["P", "Q<&>"], "snapshots": [0]}',
  '{"p": "P", "record": 0}',
  '{"p": "P", "send": {"id": 1, "to": "Q<&>", "label": "say \\"hi\\""}}',
  '{"p": "Q<&>", "receive": 1}',
  '{"p": "Q<&>", "record": 0}',
  '{"snapshot": 0, "initiators": ["P"], "messages": []}',
];

describe("reports for CI", () => {
  it("SARIF: each fault with its place, and its partner beside it", () => {
    inFolder({ "a b.lctrace": LINES.join("\n") }, (folder) => {
      const { status } = lightcone(["verify", "a b.lctrace", "--sarif", "out.sarif"], folder);
      assert.equal(status, 1);
      const log = JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8"));
      assert.equal(log.version, "2.1.0");
      const [run] = log.runs;
      assert.deepEqual(run.tool.driver.rules, [{ id: "orphan-message" }]);
      const [result] = run.results;
      assert.deepEqual(
        [run.results.length, result.ruleId, result.ruleIndex, result.level],
        [1, "orphan-message", 0, "error"],
      );
      const place = { artifactLocation: { uri: "a%20b.lctrace" }, region: { startLine: 4, startColumn: 1 } };
      assert.deepEqual(result.locations, [{ physicalLocation: place }]);
      assert.equal(result.relatedLocations[0].physicalLocation.region.startLine, 3);
    });
  });

  it("JUnit: a case for each snapshot, what is wrong in it escaped", () => {
    inFolder({ "a.lctrace": LINES.join("\n") }, (folder) => {
      lightcone(["verify", "a.lctrace", "--junit", "out.xml"], folder);
      const xml = readFileSync(join(folder, "out.xml"), "utf8");
      assert.match(xml, /<testsuite name="a\.lctrace" tests="1" failures="1" errors="0" skipped="0">/);
      assert.match(
        xml,
        /<testcase classname="a\.lctrace" name="snapshot 0"><failure message="inconsistent, 1 orphan message">/,
      );
      assert.match(xml, /orphan: say &quot;hi&quot; from P to Q&lt;&amp;&gt;/);
    });
  });

  it("JUnit: what holds is a case without more; what nobody can tell is an error", () => {
    const xml = junit("s\u0000uite", [
      { name: "one", kind: "consistent", words: "consistent", details: [] },
      { name: "two", kind: "unknown", words: "unknown: why", details: ["because"] },
    ]);
    assert.match(xml, /<testsuite name="suite" tests="2" failures="0" errors="1" skipped="0">/);
    assert.match(
      xml,
      /name="one"\/>\n.*name="two"><error message="unknown: why">because<\/error><\/testcase>/,
    );
  });

  it("a cut from the command line, and a recorded snapshot that differs", () => {
    inFolder({}, (folder) => {
      const bank = join(import.meta.dirname, "../../samples/course/bank.events");
      lightcone(["verify", bank, "--cut", "Paris=1,Rome=5", "--sarif", "cut.sarif"], folder);
      const results = JSON.parse(readFileSync(join(folder, "cut.sarif"), "utf8")).runs[0].results;
      assert.deepEqual(
        results.map((result: { ruleId: string }) => result.ruleId),
        ["orphan-message"],
      );
      lightcone(["verify", bank.replace("bank.events", "bank-mistaken.snap"), "--junit", "snap.xml"], folder);
      assert.match(
        readFileSync(join(folder, "snap.xml"), "utf8"),
        /name="recorded snapshots"><failure message="they differ from the run">/,
      );
    });
  });
});

describe("snapshots that are events of a trace", () => {
  const fixture = (name: string): string => join(import.meta.dirname, "../fixtures/snapshots", name);

  it("are verified, under names of the user's from a file or as JSON", () => {
    const rules = ["--snapshots", fixture("rules.json")];
    assert.match(lightcone(["verify", fixture("ok.ndjson")]).error, /holds no snapshot/);
    const ok = lightcone(["verify", fixture("ok.ndjson"), ...rules]);
    assert.deepEqual([ok.status, ok.out.split("\n")[0]], [0, "snapshot 7: consistent, 1 message in transit"]);
    const text = readFileSync(fixture("rules.json"), "utf8");
    const bad = lightcone(["verify", fixture("bad.ndjson"), "--snapshots", text]);
    assert.deepEqual([bad.status, bad.out.split("\n")[0]], [1, "snapshot 7: inconsistent, 1 orphan message"]);
  });

  it("are asked for by the id that the source gives them", () => {
    const named = lightcone(["verify", fixture("ok.log"), "--snapshot", "nightly", "--json"]);
    const { snapshots } = JSON.parse(named.out);
    assert.deepEqual([named.status, snapshots.length, snapshots[0].name], [0, 1, "nightly"]);
    assert.equal(lightcone(["verify", fixture("ok.log"), "--snapshot", "7"]).status, 2);
  });

  it("have rules that are refused with one line", () => {
    const missing = lightcone(["verify", fixture("ok.ndjson"), "--snapshots", "none.json"]);
    assert.deepEqual([missing.status, missing.error.split(":")[0]], [2, "none.json"]);
    const wrong = lightcone(["info", fixture("ok.ndjson"), "--snapshots", '[{"name": "a"}]']);
    assert.match(wrong.out, /error: .*snapshot rule 1: "role" must be one of/);
  });

  it("have their faults in SARIF, with the other findings of the trace", () => {
    inFolder({}, (folder) => {
      lightcone(["verify", fixture("bad.log"), "--sarif", "out.sarif"], folder);
      const { results } = JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8")).runs[0];
      assert.deepEqual(
        results.map((result: { ruleId: string; level: string }) => `${result.level} ${result.ruleId}`),
        ["error orphan-message", "error message-before-marker"],
      );
    });
  });
});
