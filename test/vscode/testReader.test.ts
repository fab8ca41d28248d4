// The expectations of authored files as tests: which there are, how they are called, and what comes of them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Cancelled } from "../../src/core/formats/format.ts";
import { TestReader } from "../../src/vscode/scenarios/testReader.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../samples/lecture");
const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\n";
const reader = new TestReader();
const file = (text: string, name = "file:///a.lightcone") => ({ name, text });
const noPause = async (): Promise<void> => {};

describe("the tests in an authored file", () => {
  it("are its expectations, by scenario, with their places", () => {
    const text = `${SYSTEM}scenario one {\n  P -> Q : Y\n  snapshot by P\n  expect consistent // so it is\n  expect end {\n    P { G }  Q { R, Y }\n  }\n}\nscenario none { }\nscenario two { expect tokens conserved }\n`;
    const tests = reader.testsIn([file(text)]);
    assert.deepEqual(
      tests.map(({ index, name, line, expectations }) => [
        index,
        name,
        line,
        expectations.map(({ label }) => label),
      ]),
      [
        [0, "one", 4, ["consistent", "end { …"]],
        [2, "two", 13, ["tokens conserved"]],
      ],
    );
    assert.deepEqual(
      tests[0].expectations.map(({ position }) => position.line),
      [7, 8],
    );
  });

  it("of a file that is one scenario have no name above them", () => {
    const [{ name, index }] = reader.testsIn([file(`${SYSTEM}snapshot by P\nexpect consistent\n`)]);
    assert.deepEqual([name, index], ["", 0]);
  });

  it("are found in a file that is wrong too", () => {
    const tests = reader.testsIn([file(`${SYSTEM}P -> Z : Y\nsnapshot by P\nexpect consistent\n`)]);
    assert.equal(tests.length, 1);
    assert.deepEqual(reader.testsIn([file("")]), []);
    assert.deepEqual(reader.testsIn([file("process P {{{ expect")]), []);
  });

  it("hold, fail with both sides, or cannot run", async () => {
    const text = `${SYSTEM}P -> Q : Y as y at 2\nsnapshot by P at 1, Q at 4 using independent\nexpect consistent\nexpect duplicated { Y }\n`;
    const outcome = await reader.run([file(text)], 0, noPause);
    assert.ok(outcome.kind === "ran");
    const [first, second] = outcome.results;
    assert.deepEqual([first.kind, first.expected, first.actual], ["fails", "consistent", "inconsistent"]);
    assert.deepEqual(
      first.related.map(({ position }) => position.line),
      [4],
    );
    assert.equal(second.kind, "holds");
    const broken = await reader.run([file(`${SYSTEM}Q -> P : G\nexpect tokens conserved`)], 0, noPause);
    assert.ok(broken.kind === "broken");
    assert.deepEqual(
      broken.problems.map(({ position }) => position.line),
      [4],
    );
    assert.equal((await reader.run([file(SYSTEM)], 3, noPause)).kind, "broken");
  });

  it("bring what is imported", async () => {
    const text = 'import "two.lightcone"\nP -> Q : Y\nexpect tokens conserved\n';
    const files = [file(text), file(SYSTEM, "file:///two.lightcone")];
    const outcome = await reader.run(files, 0, noPause);
    assert.deepEqual(outcome.kind === "ran" && outcome.results.map(({ kind }) => kind), ["holds"]);
  });

  it("can be given up", async () => {
    const text = "process A { Y }, B\nchannel A <-> B\nrandom 100000 sends seed 1\nexpect tokens conserved";
    let asked = 0;
    const stop = async (): Promise<void> => {
      if (++asked === 2) throw new Cancelled();
    };
    await assert.rejects(reader.run([file(text)], 0, stop), Cancelled);
  });

  it("of the gallery all hold", async () => {
    let count = 0;
    for (const name of readdirSync(FOLDER).filter((each) => /^\d.*\.lightcone$/.test(each))) {
      const text = readFileSync(path.join(FOLDER, name), "utf8");
      const imports = ["system-of-two.lightcone", "system-of-three.lightcone"].map((other) =>
        file(readFileSync(path.join(FOLDER, other), "utf8"), `file:///${other}`),
      );
      const files = [file(text), ...imports];
      for (const { index, expectations } of reader.testsIn(files)) {
        const outcome = await reader.run(files, index, noPause);
        assert.ok(outcome.kind === "ran", name);
        assert.equal(outcome.results.length, expectations.length);
        for (const { kind, words } of outcome.results) assert.equal(kind, "holds", `${name}: ${words}`);
        count += expectations.length;
      }
    }
    assert.ok(count >= 40, `${count} expectations`);
  });
});
