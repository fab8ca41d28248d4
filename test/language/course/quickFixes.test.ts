// Problems and their fixes in twins: a bad text, the problem with its exact place, and what the likeliest fix makes of
// it. The fixed text must have no problem left, so that a fix never leads to the next one.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { snapshotProblems } from "../../../src/core/analysis/snapshotProblems.ts";
import { problemPlace } from "../../../src/language/course/problemPlace.ts";
import { fixesFor } from "../../../src/language/course/quickFixes.ts";
import { acceptRecorded } from "../../../src/language/course/recordedFixes.ts";
import { SCRIPT, SNAP, TOPOLOGY } from "./samples.ts";
import { changed, courseFile, type Setting, settingOf, type Texts } from "./support.ts";

interface Twin {
  readonly what: string;
  /** The file that is changed, and how it is made bad. */
  readonly file: "bank.top" | "bank.events" | "bank0.snap";
  readonly ok: string;
  readonly bad: string;
  /** `CODE@LINE:COLUMN-END` of each problem. */
  readonly problems: readonly string[];
  /** The problem that is fixed, if not the first. */
  readonly code?: string;
  /** The titles of its fixes. */
  readonly fixes: readonly string[];
  /** What the first fix puts in place of `bad`, if not `ok`. */
  readonly fixed?: string;
}

const TWINS: readonly Twin[] = [
  {
    what: "a mistyped server",
    file: "bank.events",
    ok: "send Bob Cid 1",
    bad: "send Bob Cit 1",
    problems: ["unknown-server@4:10-13"],
    fixes: ["Change to Cid", "Declare Server Cit in the Topology"],
  },
  {
    what: "a mistyped command",
    file: "bank.events",
    ok: "snapshot Ada",
    bad: "snapsot Ada",
    problems: ["unknown-command@6:1-8"],
    fixes: ["Change to snapshot"],
  },
  {
    what: "more tokens than the sender has",
    file: "bank.events",
    ok: "send Bob Cid 1",
    bad: "send Bob Cid 9",
    problems: ["not-enough-tokens@4:14-15"],
    fixes: ["Send the 4 tokens That Bob Holds", "Remove This Send", "Let Bob Begin with 9 tokens"],
    // Four are then too many for the next line: only that line's problem is looked at here.
    fixed: "send Bob Cid 4",
  },
  {
    what: "a number with letters in it",
    file: "bank.events",
    ok: "tick 9",
    bad: "tick 9x",
    problems: ["number-expected@9:6-8"],
    fixes: ["Change to 9"],
  },
  {
    what: "a tick of nothing",
    file: "bank.events",
    ok: "tick 2",
    bad: "tick 0",
    problems: ["number-expected@3:6-7"],
    fixes: ["Change to 1 Tick"],
    fixed: "tick 1",
  },
  {
    what: "surplus words",
    file: "bank.events",
    ok: "snapshot Ada",
    bad: "snapshot Ada Bob Cid",
    problems: ["wrong-words@6:14-17"],
    fixes: ["Remove the Surplus Words"],
  },
  {
    what: "too few words",
    file: "bank.events",
    ok: "snapshot Ada",
    bad: "snapshot",
    problems: ["wrong-words@6:1-9"],
    fixes: [],
  },
  {
    what: "a send without a link",
    file: "bank.events",
    ok: "send Ada Bob 1",
    bad: "send Ada Cid 1",
    problems: ["no-link@8:10-13"],
    fixes: ["Add the Link from Ada to Cid to the Topology"],
    fixed: "send Ada Cid 1",
  },
  {
    what: "a wrong number of servers",
    file: "bank.top",
    ok: "3\nAda",
    bad: "4\nAda",
    problems: ["server-count@2:1-2"],
    fixes: ["Set the Number of Servers to 3"],
  },
  {
    what: "no number of servers",
    file: "bank.top",
    ok: "3\nAda",
    bad: "Ada",
    problems: ["server-count-missing@2:1-4"],
    fixes: ["Insert the Number of Servers, 3"],
  },
  {
    what: "a server declared twice",
    file: "bank.top",
    ok: "Bob 4\n",
    bad: "Bob 4\nBob 7\n",
    problems: ["server-twice@5:1-4"],
    fixes: ["Remove This Line"],
  },
  {
    what: "a link that is there twice",
    file: "bank.top",
    ok: "Bob Ada\n",
    bad: "Bob Ada\nAda Bob\n",
    problems: ["link-twice@8:1-4"],
    fixes: ["Remove This Line"],
  },
  {
    what: "a link to itself",
    file: "bank.top",
    ok: "Bob Ada\n",
    bad: "Bob Ada\nBob Bob\n",
    problems: ["link-to-itself@8:5-8"],
    fixes: ["Remove This Line"],
  },
  {
    what: "a link to a mistyped server",
    file: "bank.top",
    ok: "Cid Ada",
    bad: "Cid Adda",
    problems: ["unknown-server@9:5-9"],
    fixes: ["Change to Ada", "Declare Server Adda in the Topology"],
  },
  {
    what: "three words in a topology",
    file: "bank.top",
    ok: "Bob Ada\n",
    bad: "Bob Ada 3\n",
    problems: ["no-link@5:10-13", "topology-line@7:9-10"],
    code: "topology-line",
    fixes: ["Remove This Word"],
  },
  {
    what: "a server's wrong tokens",
    file: "bank0.snap",
    ok: "Bob 4",
    bad: "Bob 3",
    problems: ["tokens-impossible@1:1-2", "snapshot-differs@3:1-6"],
    fixes: [],
  },
  {
    what: "a message without the word token",
    file: "bank0.snap",
    ok: "token(2)",
    bad: "2",
    problems: ["tokens-impossible@1:1-2", "snapshot-differs@1:1-2", "message-expected@5:9-10"],
    code: "message-expected",
    fixes: ["Change to token(2)"],
  },
  {
    what: "an id that the run does not take",
    file: "bank0.snap",
    ok: "0\nAda",
    bad: "5\nAda",
    problems: ["snapshot-unknown@1:1-2"],
    fixes: ["Change to Snapshot 0 of the Run", "Change to Snapshot 1 of the Run"],
  },
  {
    what: "no id",
    file: "bank0.snap",
    ok: "0\nAda",
    bad: "Ada",
    problems: ["snapshot-id-missing@1:1-4"],
    fixes: ["Insert the Snapshot's Id, 0"],
  },
];

const OK: Texts = { "bank.top": TOPOLOGY, "bank.events": SCRIPT, "bank0.snap": SNAP };

function placed({ files, problems }: Setting): string[] {
  return problems.map((problem) => {
    const file = files.find((each) => each.file === problem.position.file);
    assert.ok(file);
    const { line, column, endColumn } = problemPlace(file, problem);
    return `${problem.code}@${line}:${column}-${endColumn}`;
  });
}

describe("the ok texts", () => {
  it("have no problem", async () => assert.deepEqual(placed(await settingOf(OK)), []));
});

describe("a problem and its fix", () => {
  for (const twin of TWINS) {
    it(`is right for ${twin.what}`, async () => {
      const bad = { ...OK, [twin.file]: OK[twin.file].replace(twin.ok, twin.bad) };
      if (twin.file !== "bank0.snap") delete (bad as Record<string, string>)["bank0.snap"];
      const setting = await settingOf(bad);
      const wanted = twin.code ?? twin.problems[0].split("@")[0];
      const found = placed(setting);
      assert.deepEqual(found, twin.problems);
      const problem = setting.problems.find(({ code }) => code === wanted);
      const file = courseFile(twin.file, bad[twin.file]);
      assert.ok(problem, `no ${wanted}`);
      const fixes = fixesFor(setting.view, file, problem);
      assert.deepEqual(
        fixes.map(({ title }) => title),
        twin.fixes,
      );
      if (fixes.length === 0) return;
      const fixed = { ...bad };
      for (const name of Object.keys(bad)) {
        const own = fixes[0].changes.filter((change) => change.file === name);
        fixed[name] = changed(bad[name], own);
      }
      assert.equal(fixed[twin.file], OK[twin.file].replace(twin.ok, twin.fixed ?? twin.ok));
      const left = (await settingOf(fixed)).problems.filter(({ code }) => code === wanted);
      if (twin.what !== "more tokens than the sender has") assert.deepEqual(left, []);
    });
  }
});

describe("other fixes", () => {
  it("declares an unknown server and counts it", async () => {
    const texts = { ...OK, "bank.events": `${SCRIPT}snapshot Dora\n` };
    const { view, problems, file } = await settingOf({
      "bank.events": texts["bank.events"],
      "bank.top": TOPOLOGY,
    });
    const [declare] = fixesFor(view, file, problems[0]);
    assert.equal(declare.title, "Declare Server Dora in the Topology");
    const topology = changed(TOPOLOGY, declare.changes);
    assert.equal(topology, TOPOLOGY.replace("3\n", "4\n").replace("Cid 0\n", "Cid 0\nDora 0\n"));
  });

  it("gives the sender what it lacks at the beginning", async () => {
    const script = SCRIPT.replace("send Bob Cid 1", "send Bob Cid 9");
    const { view, problems, file } = await settingOf({ "bank.events": script, "bank.top": TOPOLOGY });
    const fix = fixesFor(view, file, problems[0]).at(-1);
    assert.equal(changed(TOPOLOGY, fix?.changes ?? []), TOPOLOGY.replace("Bob 4", "Bob 9"));
  });
});

describe("a snapshot that never ends", () => {
  it("is a problem at its line, with the reason, and a link mends it", async () => {
    const topology = "2\nA 1\nB 1\nA B\n";
    const { view, file } = await settingOf({ "a.events": "tick\nsnapshot B\n", "a.top": topology });
    assert.ok(view.run);
    const found = snapshotProblems(view.run.trace, view.run.verdicts);
    assert.deepEqual(
      found.map(({ code, position, severity }) => [code, position.line, severity]),
      [["snapshot-unfinished", 2, "warning"]],
    );
    assert.match(found[0].message, /^snapshot 0: it can never end, for no path of channels leads .* to A/);
    const [fix] = fixesFor(view, file, found[0]);
    assert.equal(fix.title, "Add the Link from B to A to the Topology");
    assert.equal(changed(topology, fix.changes), `${topology}B A\n`);
  });

  it("is none where it ends and is right", async () => {
    const { view } = await settingOf({ "bank.top": TOPOLOGY, "bank.events": SCRIPT });
    assert.ok(view.run);
    assert.deepEqual(snapshotProblems(view.run.trace, view.run.verdicts), []);
  });
});

/** A recorded snapshot with the run, and what each difference's fix and the fix of all make of it. */
async function repaired(snap: string): Promise<{ codes: string[]; titles: string[]; all: string }> {
  const setting = await settingOf({ "bank0.snap": snap, "bank.top": TOPOLOGY, "bank.events": SCRIPT });
  const { view, problems } = setting;
  const [file] = setting.snaps;
  const titles = problems.flatMap((problem) => fixesFor(view, file, problem).map(({ title }) => title));
  const all = acceptRecorded(file, file.snapshots[0], problems, (problem) => problemPlace(file, problem));
  return { codes: placed(setting), titles, all: changed(snap, all?.changes ?? []) };
}

describe("a recorded snapshot that differs", () => {
  it("is put right line by line or at once, and comments stay", async () => {
    const { titles, all } = await repaired(
      "# mine\n0\nAda 6\n# why?\nCid 1\nBob Ada token(3)\nAda Bob token(1)\n",
    );
    assert.deepEqual(titles, [
      "Add What the Run Records: Bob 4",
      "Change to What the Run Records: Ada 5",
      "Change to What the Run Records: Bob Ada token(2)",
      "Remove This Line, Which the Run Does Not Record",
    ]);
    assert.equal(all, "# mine\n0\nAda 5\nBob 4\n# why?\nCid 1\nBob Ada token(2)\n");
  });

  it("gets a missing message", async () => {
    const { titles, all } = await repaired("0\nAda 5\nBob 4\nCid 1");
    assert.deepEqual(titles, ["Add What the Run Records: Bob Ada token(2)"]);
    assert.equal(all, "0\nAda 5\nBob 4\nCid 1\nBob Ada token(2)");
  });

  it("says which states are impossible", async () => {
    const tokens = await repaired(SNAP.replace("Ada 5", "Ada 50"));
    assert.ok(tokens.codes.includes("tokens-impossible@1:1-2"), tokens.codes.join());
    assert.ok(tokens.codes.includes("cut-impossible@2:1-7"), tokens.codes.join());
    assert.equal(tokens.all, SNAP);
  });

  it("offers the nearest server, or to remove the line, for an unknown one", async () => {
    const { titles, all } = await repaired(SNAP.replace("Cid 1", "Cit 1"));
    assert.deepEqual(titles, ["Add What the Run Records: Cid 1", "Change to Cid", "Remove This Line"]);
    assert.match(all, /Cit 1/);
  });
});
