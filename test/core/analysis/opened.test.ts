// From files to all that is said of them: progress and cancelling, half-readable input, and everything in one list.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openScenario } from "../../../src/core/analysis/opened.ts";
import { Cancelled, type Source } from "../../../src/core/formats/format.ts";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { compareProblems } from "../../../src/core/trace/problem.ts";
import { openSources } from "../../support/openSources.ts";
import { PAIR, type Step, scenarioOf } from "../../support/smallScenarios.ts";
import { fixtureText, textSource } from "../../support/textSource.ts";

const TRIANGLE = [
  "triangle.top",
  "triangle-at-once.events",
  "triangle-at-once0.snap",
  "triangle-at-once1.snap",
];
const sources = (names: readonly string[], piece?: number): Source[] =>
  names.map((name) => textSource(name, fixtureText(`course/${name}`), piece));

/** A script of so many sends back and forth. */
const long = (sends: number) =>
  scenarioOf(
    PAIR,
    Array.from({ length: sends }, (_, i): Step => ({ send: i % 2, tokens: 1 })),
  );

describe("opening", () => {
  it("gives the reading, the run, its verdicts and the problems", async () => {
    const opened = await openSources(sources(TRIANGLE));
    assert.equal(opened.reading.claims.length, 2);
    assert.equal(opened.scenario, opened.reading.scenario);
    assert.deepEqual(
      opened.verdicts.map(({ kind }) => kind),
      ["consistent", "consistent", "consistent"],
    );
    assert.deepEqual(opened.problems, []);
  });

  it("of a recorded trace runs nothing and verifies what it holds", async () => {
    const { trace } = await openSources(sources(TRIANGLE));
    const text = [...writeLctrace(trace!)].join("");
    const opened = await openSources([textSource("a.lctrace", text)]);
    assert.equal(opened.scenario, undefined);
    assert.deepEqual(
      opened.verdicts.map(({ kind }) => kind),
      ["consistent", "consistent", "consistent"],
    );
  });

  it("of half-readable files gives what can be read, and lists what cannot with what the run finds", async () => {
    const { trace, problems, verdicts } = await openSources([
      textSource("b.top", "2\nP 1\nQ 1\nP Q\nQ P\nQ R\n"),
      textSource("a.events", "send P Q 5\nsend P Q 1\njump\nsnapshot P\n"),
      textSource("a.snap", "0\nP 0\nQ 2\nP Q token(1)\n"),
    ]);
    assert.equal(trace?.messages.send.length, 3);
    assert.equal(verdicts.length, 1);
    const found = problems.map(({ position, code }) => `${position.file}:${position.line} ${code}`);
    assert.deepEqual(found, [
      "a.events:1 not-enough-tokens",
      "a.events:3 unknown-command",
      "a.snap:1 tokens-impossible",
      "a.snap:4 snapshot-differs",
      "b.top:6 unknown-server",
    ]);
    assert.deepEqual(problems.toSorted(compareProblems), problems);
  });

  it("of something that is no trace gives one problem and no trace", async () => {
    const { trace, scenario, problems, verdicts } = await openSources([textSource("a.txt", "Dear diary,\n")]);
    assert.deepEqual([trace, scenario, verdicts], [undefined, undefined, []]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["unknown-format"],
    );
  });

  it("of a script without its topology gives the claims, and says what is missing", async () => {
    const { trace, problems } = await openSources(sources(["triangle-at-once.events"]));
    assert.equal(trace, undefined);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["topology-missing"],
    );
  });
});

describe("progress", () => {
  it("is told while reading, running and verifying, as a share from 0 to 1 that grows", async () => {
    const told = new Map<string, number[]>();
    const progress = (words: string, fraction: number): void => {
      told.set(words, [...(told.get(words) ?? []), fraction]);
    };
    await openSources(sources(TRIANGLE, 10), { progress });
    await openScenario(long(50_000), { progress });
    assert.deepEqual([...told.keys()], ["reading", "verifying", "running"]);
    for (const [words, fractions] of told) {
      assert.ok(fractions.length > 1, words);
      assert.ok(
        fractions.every((each) => each >= 0 && each <= 1),
        `${words}: ${fractions}`,
      );
    }
    assert.deepEqual(
      told.get("running"),
      told.get("running")?.toSorted((a, b) => a - b),
    );
  });

  it("is −1 while reading where nobody knows the size", async () => {
    const told: number[] = [];
    const unsized = sources(TRIANGLE).map(({ name, text }) => ({ name, text }));
    await openSources(unsized, {
      progress: (words, fraction) => void (words === "reading" && told.push(fraction)),
    });
    assert.deepEqual(new Set(told), new Set([-1]));
  });

  it("lets others run: what it returns is awaited", async () => {
    let others = 0;
    let atMost = 0;
    await openScenario(long(100_000), {
      progress: async () => {
        const before = others;
        setImmediate(() => others++);
        await new Promise((resolve) => setImmediate(resolve));
        atMost = Math.max(atMost, others - before);
      },
    });
    assert.equal(atMost, 1);
  });

  for (const when of ["reading", "running", "verifying"]) {
    it(`cancels while ${when} by throwing`, async () => {
      let calls = 0;
      const progress = (words: string): void => {
        if (words !== when) return;
        calls++;
        throw new Cancelled();
      };
      const opening =
        when === "running"
          ? openScenario(long(50_000), { progress })
          : openSources(sources(TRIANGLE), { progress });
      await assert.rejects(opening, Cancelled);
      assert.equal(calls, when === "reading" ? TRIANGLE.length : 1);
    });
  }
});
