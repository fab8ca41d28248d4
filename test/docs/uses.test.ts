// The pages on predicates and on what snapshots are for: their examples run and end as they should, their table is that of
// the code, and each sample shows what its text says.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { FUNCTIONS } from "../../src/core/predicate/functions.ts";
import { lightcone, ROOT } from "../cli/run.ts";

const page = (name: string): string => readFileSync(join(ROOT, "docs", name), "utf8");

/** The words of a command line, those in quotes together. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), (match) => match[1] ?? match[2]);
}

/** Examples that show what is not as one wishes it. */
const FAULTY = /01-deadlock.* --deadlock|02-phantom|03-garbage|04-termination.*--termination|07-domino/;

describe("the examples of docs/predicates.md and docs/uses.md", () => {
  for (const name of ["predicates.md", "uses.md"]) {
    const examples = [...page(name).matchAll(/^\$ lightcone (.*)$/gm)].map((match) => match[1]);
    it(`${name} has some`, () => assert.ok(examples.length >= 4));
    for (const example of examples) {
      it(example, () => {
        const { status, out, error } = lightcone(wordsOf(example));
        assert.deepEqual([status, error], [FAULTY.test(example) ? 1 : 0, ""], out);
        assert.ok(out.length > 0);
      });
    }
  }

  it("the table of functions is that of the code", () => {
    const rows = FUNCTIONS.map(({ usage, words }) => `| \`${usage}\` | ${words} |`).join("\n");
    assert.ok(page("predicates.md").includes(rows), rows);
  });
});

describe("the samples", () => {
  const out = (line: string): string => lightcone(wordsOf(line)).out;

  it("all that expect something are as they expect", () => {
    const files = readdirSync(join(ROOT, "samples/uses")).filter((name) => name.endsWith(".lightcone"));
    assert.ok(files.length >= 6);
    for (const file of files) {
      if (file.startsWith("07")) continue;
      assert.equal(lightcone(["verify", `samples/uses/${file}`]).status, 0, file);
    }
  });

  it("01: the late snapshot shows the deadlock, the early one does not", () => {
    const text = out("check samples/uses/01-deadlock.lightcone --deadlock");
    assert.match(text, /^snapshot early: no deadlock: 1 of 3 wait, and can go on$/m);
    assert.match(text, /^snapshot late: deadlock: A waits for B, which waits for A$/m);
  });

  it("02: the inconsistent cut shows a deadlock that no consistent one has", () => {
    const phantom = lightcone(
      wordsOf("check samples/uses/02-phantom-deadlock.lightcone --deadlock --cut B=4"),
    );
    assert.equal(phantom.status, 1);
    assert.match(
      phantom.out,
      /^cut B=4: unknown: deadlock: A waits for B, which waits for A, but this is a state of no run/m,
    );
    assert.match(phantom.out, /at the nearest consistent cut below .*: no deadlock/);
    assert.match(phantom.out, /at the nearest consistent cut above .*: no deadlock/);
    for (const place of [["--cut", "at 8"], ["--snapshot", "1"], ["--end"]]) {
      const args = ["check", "samples/uses/02-phantom-deadlock.lightcone", "--deadlock", ...place];
      assert.equal(lightcone(args).status, 0, place.join(" "));
    }
  });

  it("03: the object that only a message refers to is no garbage", () => {
    const text = out("check samples/uses/03-garbage.lightcone --garbage");
    assert.match(text, /c, d, e are garbage/);
    assert.match(text, /b is alive only through here is b from Q to P: without the channels/);
    assert.match(out("check samples/uses/03-garbage.lightcone --garbage --end"), /c, d, e are garbage/);
  });

  it("04: passive alone is not the end", () => {
    const text = out("check samples/uses/04-termination.lightcone --termination");
    assert.match(text, /^snapshot early: not terminated: 1 in channels$/m);
    assert.match(text, /^snapshot late: terminated/m);
  });

  it("05: the sum is kept at every consistent cut, with the channels", () => {
    for (const cut of ["Oslo=1", "Oslo=1,Paris=2", "Oslo=2,Paris=2,Rome=2", "Paris=1"]) {
      const { status, out: text } = lightcone([
        "check",
        "samples/uses/05-bank.lctrace",
        "--conservation",
        "balance+amount",
        "--cut",
        cut,
      ]);
      assert.deepEqual([status, /the sum is kept: 170/.test(text)], [0, true], cut);
    }
    assert.match(
      out("check samples/uses/05-bank.lctrace --conservation balance+amount --cut Paris=2"),
      /a state of no run/,
    );
  });

  it("06: a restart ends as the run did, whatever the seed", () => {
    for (const seed of ["1", "2", "77"]) {
      const { status, out: text } = lightcone([
        "restart",
        "samples/uses/06-checkpoint.lightcone",
        "--seed",
        seed,
      ]);
      assert.equal(status, 0, text);
      assert.match(text, /every process ends in the same state as without the crash/);
    }
  });

  it("07: all fall to the beginning", () => {
    const { status, out: text } = lightcone(["recovery-line", "samples/uses/07-domino.lightcone"]);
    assert.equal(status, 1);
    assert.match(text, /domino effect: P, Q fall back to the beginning/);
    const record = JSON.parse(out("recovery-line samples/uses/07-domino.lightcone --json"));
    assert.deepEqual([record.domino, record.cut, record.rollbacks.length], [["P", "Q"], { P: 0, Q: 0 }, 6]);
  });
});

describe("what is asked wrongly", () => {
  const refused = (line: string, words: RegExp): void => {
    const { status, error } = lightcone(wordsOf(line));
    assert.equal(status, 2, line);
    assert.match(error, words);
    assert.equal(error.trimEnd().split("\n").length, 1, error);
  };

  it("is refused in one line", () => {
    const file = "samples/uses/01-deadlock.lightcone";
    refused(`check ${file}`, /^say what to check/);
    refused(`check ${file} --deadlock --garbage`, /one question at a time/);
    refused(`check ${file} --predicate "A.x = 1"`, /^--predicate: column 3: no process ever has a field x/);
    refused(
      `check ${file} --predicate "A."`,
      /column 3: expected the name of a field, found the end; here fit holds, waits/,
    );
    refused(`check ${file} --deadlock --stable run`, /--stable asks about a --predicate/);
    refused(`check ${file} --deadlock --fields hold=x`, /^--fields: expected ROLE=NAME/);
    refused(`check ${file} --deadlock --snapshot nine`, /there is no snapshot nine/);
    refused("restart samples/uses/05-bank.lctrace", /is a recorded trace, which cannot be run again/);
    refused(`restart ${file} --snapshot 9`, /there is no snapshot 9/);
    refused(`recovery-line ${file} --crashed Z`, /there is no process Z/);
  });
});
