// What a learner is asked, how his prediction is read, and what he is told of it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  answerWords,
  comparePrediction,
  comparisonWords,
  readList,
} from "../../../src/core/analysis/comparedPrediction.ts";
import type { OpenedWith } from "../../../src/core/analysis/openedWith.ts";
import { exercisesOf, type Question } from "../../../src/core/analysis/prediction.ts";
import { veiled } from "../../../src/core/analysis/veiled.ts";
import { openText } from "../../language/lightcone/support.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R, P, B, O }\nchannel P <-> Q latency 3\n";
const ONE = `${SYSTEM}Q -> P : B at 1\nQ -> P : O at 2\nsnapshot s by P at 2\ncut c at 3\nexpect snapshot s { P { G, Y }  Q { R, P }  Q -> P [ B, O ] }\npossible x { P { G }  P -> Q [ Y ]  Q { R, P }  Q -> P [ B, O ] }\n`;

async function questions(text: string): Promise<Map<string, Question>> {
  const exercises = exercisesOf(await openText(text));
  return new Map(exercises.flatMap((each) => each.questions).map((question) => [question.key, question]));
}

/** What the learner is told of what he typed. */
function told(question: Question | undefined, typed: string): string {
  assert.ok(question);
  const read = readList(typed);
  assert.ok(read.kind === "list", typed);
  return comparisonWords(
    question,
    comparePrediction(question, question.kind === "choice" ? typed : read.items),
  );
}

describe("what a learner is asked", () => {
  it("is of each snapshot what is recorded, of each cut and puzzle its verdict", async () => {
    const all = await questions(ONE);
    assert.deepEqual(
      [...all].map(([key, question]) => [
        key,
        question.kind === "choice" ? question.answer : question.answer.join(),
      ]),
      [
        ["snapshot s: P", "G,Y"],
        ["snapshot s: Q", "P,R"],
        ["snapshot s: P → Q", ""],
        ["snapshot s: Q → P", "B,O"],
        ["snapshot s: verdict", "consistent"],
        ["cut c: verdict", "consistent"],
        ["puzzle x: answer", "impossible"],
      ],
    );
    const rules = [...all.values()].map(({ rule }) => rule);
    assert.match(rules[0], /^P starts the snapshot/);
    assert.match(rules[1], /^Q records itself when its first marker comes/);
    assert.match(rules[2], /^This channel brought Q its first marker, so Q records it as empty/);
    assert.match(rules[3], /^The channel holds what came from Q after P had recorded itself/);
  });

  it("knows snapshots that are wrong, that never end, and those without markers", async () => {
    const wrong = await questions(`${SYSTEM}P -> Q : Y at 1\nsnapshot independently at 2\n`);
    assert.equal(
      answerWords(wrong.get("snapshot 1: verdict") as Question),
      "wrong: 1 message in transit not recorded",
    );
    assert.match(wrong.get("snapshot 1: P → Q")?.rule ?? "", /nobody records/);
    const cut = await questions(`${SYSTEM}snapshot by P at 1\nstop at 2\n`);
    const verdict = cut.get("snapshot 1: verdict");
    assert.ok(verdict?.kind === "choice");
    assert.equal(verdict.answer, "unfinished");
    assert.equal(cut.get("snapshot 1: Q"), undefined);
  });

  it("does not ask a puzzle that nobody has decided", async () => {
    const text = `${SYSTEM}possible open { P { G, Y }  Q { R, P, B, O } }`;
    const answers = [...(await questions(text)).values()].map(
      (question) => question.kind === "choice" && question.answer,
    );
    assert.ok(answers.every((answer) => answer === "possible" || answer === "impossible"));
  });
});

describe("a prediction", () => {
  it("is read as it is meant", () => {
    const cases: readonly (readonly [typed: string, items: readonly string[]])[] = [
      ["", []],
      ["nothing", []],
      ["{ }", []],
      ["[ ]", []],
      ["G, Y", ["G", "Y"]],
      ["{ G Y }", ["G", "Y"]],
      ["2 Y, G", ["Y", "Y", "G"]],
      ["2 Y G", ["Y", "Y", "G"]],
      ["balance = 30, G", ["balance = 30", "G"]],
      ["Y + B, O", ["Y + B", "O"]],
    ];
    for (const [typed, items] of cases) assert.deepEqual(readList(typed), { kind: "list", items }, typed);
    assert.deepEqual(readList("G, , Y"), { kind: "fault", part: "" });
    assert.equal(readList("99999999 G").kind, "fault");
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        const read = readList(typed);
        assert.ok(read.kind === "fault" || read.items.length <= 10_000);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("is told right, or what is missing and too much", async () => {
    const all = await questions(ONE);
    const process = all.get("snapshot s: Q");
    assert.equal(told(process, "r p"), "Right. snapshot s, Q: P, R.");
    assert.equal(told(process, "R, P, B"), "Not so. Right: R, P. Too much: B. The answer: P, R.");
    assert.equal(told(process, "R"), "Not so. Right: R. Missing: P. The answer: P, R.");
    const channel = all.get("snapshot s: Q → P");
    assert.equal(told(channel, "B, O"), "Right. snapshot s, Q → P: B, O.");
    assert.equal(
      told(channel, "O, B"),
      "Not so. Right: O, B. All are there, in another order. The answer: B, O.",
    );
    assert.equal(told(channel, "nothing"), "Not so. Missing: B, O. The answer: B, O.");
    assert.equal(told(all.get("snapshot s: P → Q"), ""), "Right. snapshot s, P → Q: nothing.");
    assert.match(
      told(all.get("snapshot s: verdict"), "inconsistent"),
      /^Not so\. The answer: consistent, 2 messages in transit; tokens conserved\.$/,
    );
    assert.match(told(all.get("puzzle x: answer"), "impossible"), /^Right\. puzzle x, answer: impossible: /);
  });

  it("that gives the answer back is always right", async () => {
    const texts = [
      ONE,
      'process P { a = 1, 12 tokens }, Q { 2 Y }\nchannel P <-> Q\nP -> Q : "pay" { a = 2, 3 tokens } at 1\nsnapshot by Q at 1\n',
    ];
    let count = 0;
    for (const text of texts) {
      for (const question of (await questions(text)).values()) {
        const given = question.kind === "choice" ? question.answer : [...question.answer];
        assert.ok(comparePrediction(question, given).isRight, question.key);
        if (question.kind !== "choice") {
          const read = readList(question.answer.join(", "));
          assert.ok(read.kind === "list" && comparePrediction(question, read.items).isRight, question.key);
        }
        count++;
      }
    }
    assert.equal(count, 12);
  });
});

describe("what a learner sees before he has predicted", () => {
  it("has nothing of the snapshots, cuts and expectations that are hidden", async () => {
    const opened: OpenedWith = { ...(await openText(`${ONE}expect snapshot s inconsistent\n`)), applied: [] };
    const exercises = exercisesOf(opened);
    const seen = veiled(opened, exercises);
    assert.deepEqual(
      [seen.trace?.snapshots, seen.verdicts, seen.cuts, seen.expectations, seen.findings],
      [[], [], [], [], []],
    );
    assert.deepEqual(
      seen.problems.filter(({ code }) => code.startsWith("expectation")),
      [],
    );
    assert.ok(opened.problems.some(({ code }) => code === "expectation-failed"));
    assert.ok(!JSON.stringify([...(seen.trace?.messages.kind ?? [])]).includes("1"));
    assert.equal(veiled(opened, []), opened);
    const partly = veiled(
      opened,
      exercises.filter(({ kind }) => kind === "cut"),
    );
    assert.equal(partly.trace?.snapshots.length, 1);
    assert.equal(partly.cuts.length, 0);
  });
});
