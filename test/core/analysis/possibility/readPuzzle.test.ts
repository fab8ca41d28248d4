// Puzzles in JSON: what is read, and for each way to get one wrong the place and the words. Cut and changed texts never
// throw, and a fault always has a place.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readPuzzle } from "../../../../src/core/analysis/possibility/readPuzzle.ts";

const GOOD = `{
  "processes": { "P": ["G", "Y", "G"], "Q": [] },
  "channels": [["P", "Q"], ["Q", "P"]],
  "snapshot": {
    "processes": { "P": ["Y"] },
    "channels": { "P->Q": ["G", "G"] }
  }
}`;

const SYSTEM = '"processes": {"P": [], "Q": []}, "channels": [["P", "Q"]]';

const WRONG: readonly (readonly [text: string, problem: RegExp])[] = [
  ["", /^1:1: this is no JSON: expected a value/],
  ["{", /^1:2: this is no JSON: expected a name in quotes/],
  ['{"a" 1}', /^1:6: this is no JSON: expected `:`/],
  ['{"a": x}', /^1:7: this is no JSON: expected a value/],
  ['{"a": [1 2]}', /^1:10: this is no JSON: expected `,` or `\]`/],
  ['{"a": "b\n"}', /^1:7: this is no JSON: this text in quotes does not end/],
  ['{"a": "\\x"}', /^1:7: this is no JSON: this text in quotes has a character/],
  ['{"a": 01}', /^1:7: this is no JSON: expected a value/],
  ['{"a": 1} {', /^1:10: this is no JSON: expected the end of the file/],
  ["[".repeat(5000), /^1:101: this is no JSON: more than 100 brackets/],
  ["[]", /^1:1: this must be a puzzle, an object with `processes`, `channels`, `underway`, `snapshot`/],
  ["{}", /^1:1: a puzzle needs `processes`/],
  ['{"processes": {}}', /^1:1: a puzzle needs `snapshot`/],
  ['{"processes": [], "snapshot": {}}', /^1:15: `processes` must be an object of names with their tokens/],
  ['{"processes": {"P": "G"}, "snapshot": {}}', /^1:21: expected a list of tokens, such as \["G", "Y"\]/],
  ['{"processes": {"P": [1]}, "snapshot": {}}', /^1:22: a token is a name in quotes/],
  ['{"processes": {"P": [""]}, "snapshot": {}}', /^1:22: a token is a name in quotes/],
  ['{"processes": {"P": [],\n"P": []}, "snapshot": {}}', /^2:1: `P` stands here twice/],
  [
    '{"processes": {}, "channels": {}, "snapshot": {}}',
    /^1:31: `channels` must be a list: a channel is a pair/,
  ],
  ['{"processes": {"P": []}, "channels": [["P"]], "snapshot": {}}', /^1:39: a channel is a pair of names/],
  ['{"processes": {"P": []}, "channels": [["P", "Q"]], "snapshot": {}}', /^1:45: there is no process Q/],
  ['{"processes": {"P": []}, "channels": [["P", "P"]], "snapshot": {}}', /^1:39: P has no channel to itself/],
  [`{${SYSTEM.slice(0, -1)}, ["P", "Q"]], "snapshot": {}}`, /^1:60: the channel P->Q stands here twice/],
  [`{${SYSTEM}, "snapshot": []}`, /^1:73: this must be a snapshot, an object with `processes`, `channels`/],
  [
    `{${SYSTEM}, "snapshot": {"process": {}}}`,
    /^1:74: a snapshot has `processes`, `channels`, and no `process`/,
  ],
  [`{${SYSTEM}, "snapshot": {"processes": {"R": []}}}`, /^1:88: there is no process R/],
  [`{${SYSTEM}, "snapshot": {"channels": {"Q->P": []}}}`, /^1:87: there is no channel Q->P; there are P->Q/],
  [
    `{${SYSTEM}, "snapshot": {"channels": {"P->Q": [], "P -> Q": []}}}`,
    /^1:99: the channel P->Q stands here twice/,
  ],
  [
    `{${SYSTEM}, "underway": {"Q->P": []}, "snapshot": {}}`,
    /^1:74: there is no channel Q->P; there are P->Q/,
  ],
  [`{${SYSTEM}, "underway": [], "snapshot": {}}`, /^1:73: `underway` must be an object of channels/],
  [
    `{${SYSTEM}, "snapshot": {}, "answer": 1}`,
    /^1:77: a puzzle has `processes`, `channels`, `underway`, `snapshot`, and no `answer`/,
  ],
];

describe("a puzzle in JSON", () => {
  it("is a system and a claim; what the claim does not name is empty", () => {
    const { question, problems } = readPuzzle("a.json", GOOD);
    assert.deepEqual(problems, []);
    assert.ok(question);
    assert.deepEqual(
      question.system.processes.map(({ name }) => name),
      ["P", "Q"],
    );
    assert.deepEqual(question.system.processes[0].initial.tokens, [
      { token: "G", count: 2 },
      { token: "Y", count: 1 },
    ]);
    assert.deepEqual(question.system.channels, [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
    ]);
    assert.deepEqual(
      question.claim.processes.map(({ tokens }) => tokens),
      [[{ token: "Y", count: 1 }], []],
    );
    const message = { label: "", tokens: [{ token: "G", count: 1 }], fields: [] };
    assert.deepEqual(question.claim.channels, [[message, message], []]);
    assert.equal(question.underWay, undefined);
  });

  it("may have messages in its channels at first, in the order of receipt", () => {
    const text = `{${SYSTEM}, "underway": {"P -> Q": ["G", "Y"]}, "snapshot": {"channels": {"P->Q": ["Y"]}}}`;
    const { question, problems } = readPuzzle("a.json", text);
    assert.deepEqual(problems, []);
    const tokens = question?.underWay?.map((messages) => messages.flatMap((each) => each.tokens));
    assert.deepEqual(tokens, [
      [
        { token: "G", count: 1 },
        { token: "Y", count: 1 },
      ],
    ]);
  });

  for (const [text, words] of WRONG) {
    it(`tells what is wrong with ${text.slice(0, 70).replaceAll("\n", " ")}`, () => {
      const { question, problems } = readPuzzle("a.json", text);
      assert.equal(question, undefined);
      const [{ position, message }] = problems;
      assert.match(`${position.line}:${position.column}: ${message}`, words);
    });
  }

  it("never throws, and every fault has a place in the text", () => {
    const changed = fc.tuple(
      fc.nat(GOOD.length),
      fc.nat(12),
      fc.string({ maxLength: 4, unit: fc.constantFrom(...'{}[]",:\\P1 \n') }),
    );
    fc.assert(
      fc.property(fc.array(changed, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce(
          (all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut),
          GOOD,
        );
        const { question, problems } = readPuzzle("a.json", text);
        assert.equal(question === undefined, problems.length > 0);
        const lines = text.split("\n");
        for (const { position } of problems) {
          assert.ok(position.line >= 1 && position.line <= lines.length);
          assert.ok(position.column >= 1 && position.column <= lines[position.line - 1].length + 1);
        }
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.equal(problems[0]?.code === "puzzle-json", !isJson);
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});
