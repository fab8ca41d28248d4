// What an author expects of a run: each claim where it holds and where it does not, with what is there instead.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openText, SYSTEM } from "./support.ts";

/** P sends Y, which is under way when P starts a snapshot; Q's answer comes later. */
const RUN = `${SYSTEM}P -> Q : Y as y at 1..6\nsnapshot by P at 3\ncut early { P after y }\ncut wrong { Q after y }\n`;

const resultsOf = async (text: string): Promise<string[]> =>
  (await openText(text)).expectations.map(({ kind, words }) => `${kind}: ${words}`);

const CASES: readonly (readonly [expectation: string, holds: boolean])[] = [
  ["snapshot 1 consistent", true],
  ["snapshot 1 inconsistent", false],
  ["cut wrong inconsistent", true],
  ["cut wrong consistent", false],
  ["consistent", false],
  ["cut early { P { G }  Q { R, P, B, O }  P -> Q [ Y ] }", true],
  ["cut early { P { G }  Q { R, P, B, O } }", false],
  ["cut early { P { G, Y }  Q { R, P, B, O }  P -> Q [ Y ] }", false],
  ["cut early { Q { R, P, B, O }  P -> Q [ Y ] }", false],
  ["snapshot 1 { P { G }  Q { R, P, B, O, Y } }", true],
  ["end { P { G }  Q { R, P, B, O, Y } }", true],
  ["end { P { G }  Q { R, P, B, O } }", false],
  ["cut early tokens conserved", true],
  ["cut wrong tokens conserved", false],
  ["tokens conserved", false],
  ["cut wrong duplicated { Y }", true],
  ["cut wrong duplicated { Y, G }", false],
  ["cut early missing { Y }", false],
  ["snapshot 1 unfinished", false],
];

describe("an expectation", () => {
  for (const [expectation, holds] of CASES) {
    it(`${expectation} ${holds ? "holds" : "fails"}`, async () => {
      const { expectations, problems } = await openText(`${RUN}expect ${expectation}`);
      assert.equal(expectations[0].kind, holds ? "holds" : "fails");
      assert.deepEqual(
        problems.map(({ code }) => code),
        holds ? [] : ["expectation-failed"],
      );
    });
  }

  it("says what is expected and what is there", async () => {
    const [failed] = (await openText(`${RUN}expect end { P { G }\nQ { B } }`)).expectations;
    assert.equal(failed.words, "in the end of the run, Q holds B, O, P, R, Y, not B");
    assert.deepEqual([failed.expected, failed.actual], ["P { G }\nQ { B }", "P { G }\nQ { B, O, P, R, Y }"]);
    assert.deepEqual(
      failed.related.map(({ position }) => position.line),
      [9],
    );
  });

  it("names the orphan and its line", async () => {
    assert.deepEqual(await resultsOf(`${RUN}expect cut wrong consistent`), [
      "fails: cut wrong is inconsistent, 1 orphan message: Y from P to Q",
    ]);
  });

  it("of nothing fails", async () => {
    assert.deepEqual(await resultsOf(`${SYSTEM}expect consistent`), [
      "fails: there is no snapshot and no cut that this could be about",
    ]);
    assert.deepEqual(await resultsOf(`${SYSTEM}expect impossible`), [
      "fails: there is no puzzle that this could be about",
    ]);
  });

  it("is about all snapshots and cuts where it names none, and about the end where tokens must be conserved", async () => {
    assert.deepEqual(
      await resultsOf(`${SYSTEM}P -> Q : Y as y\nlose y\nexpect tokens conserved\nexpect end missing { Y }`),
      ["fails: in the end of the run, missing: Y", "holds: in the end of the run, missing: Y"],
    );
  });

  it("of an unfinished snapshot holds where it did not end", async () => {
    const text = `${SYSTEM}process T\nchannel T -> P\nsnapshot by P\nexpect unfinished\nexpect consistent`;
    assert.deepEqual(
      (await openText(text)).expectations.map(({ kind }) => kind),
      ["holds", "fails"],
    );
  });

  it("compares texts, fields and the order in channels", async () => {
    const text =
      'process P { a = 1, b = 2 }\nprocess Q\nchannel P -> Q latency 5\nP -> Q : "one" { x = 1 }\nP -> Q : "two"\ncut c at 3\n';
    const good = 'expect cut c { P { a = 1 }  P -> Q [ "one" { x = 1 }, "two" ] }';
    const bad = 'expect cut c { P { a = 2 }  P -> Q [ "two", "one" { x = 1 } ] }';
    assert.deepEqual(await resultsOf(`${text}${good}\n${bad}`), [
      "holds: cut c is as expected",
      "fails: in cut c, P holds a = 1, b = 2, not a = 2 (and 1 more)",
    ]);
  });
});

describe("a puzzle", () => {
  const PUZZLES: readonly (readonly [shows: string, state: string, words: RegExp])[] = [
    [
      "a token too few",
      "{ P { G }  Q { R, P, B, O } }",
      /impossible: the system has Y, which this snapshot lacks/,
    ],
    ["a token too many", "{ P { G, Y }  Q { R, P, B, O, Y } }", /impossible: this snapshot has Y more/],
    [
      "no empty channel",
      "{ P { G }  Q { R, P, O }  P -> Q [ Y ]  Q -> P [ B ] }",
      /impossible: everybody but the initiator takes the first marker over a channel recorded as empty/,
    ],
  ];
  for (const [shows, state, words] of PUZZLES) {
    it(`is impossible by ${shows}`, async () => {
      const results = await resultsOf(
        `${SYSTEM}possible x ${state}\nexpect puzzle x impossible\nexpect possible`,
      );
      assert.match(results[0], words);
      assert.deepEqual(
        results.map((each) => each.split(":")[0]),
        ["holds", "fails"],
      );
    });
  }

  it("is impossible by a token that no channels lead there", async () => {
    const text =
      "process P { G }\nprocess Q { Y }\nchannel P -> Q\npossible { P { Y }  Q { G } }\nexpect impossible";
    assert.deepEqual(await resultsOf(text), [
      "holds: the puzzle is impossible: no channels lead Y to P, and this snapshot needs it there",
    ]);
  });

  it("is possible where a run records it", async () => {
    const state = "{ P { }  Q { R, P, B, O, G }  P -> Q [ Y ] }";
    assert.deepEqual(
      await resultsOf(`${SYSTEM}possible x ${state}\nexpect puzzle x possible\nexpect impossible`),
      [
        "holds: puzzle x is possible: Q starts it, after 2 sends",
        "fails: puzzle x is possible: Q starts it, after 2 sends",
      ],
    );
  });

  it("of several that are meant the first that is not so is told", async () => {
    const states = "possible a { P { G, Y }  Q { R, P, B, O } }\npossible b { P { G } }\n";
    const [possible, impossible] = await resultsOf(`${SYSTEM}${states}expect possible\nexpect impossible`);
    assert.match(possible, /^fails: puzzle b is impossible: the system has B, O, P, R, Y/);
    assert.match(impossible, /^fails: puzzle a is possible: any process starts it, after 0 sends/);
  });

  it("that nobody can decide is no failure", async () => {
    const text =
      "process P { a = 1 }\nprocess Q\nchannel P <-> Q\npossible { P { a = 2 } }\nexpect possible\nexpect impossible";
    const { expectations, problems } = await openText(text);
    const words = "the puzzle is unknown: P begins with a = 1, and passing tokens does not make it 2";
    assert.deepEqual(
      expectations.map((each) => [each.kind, each.words]),
      [
        ["open", words],
        ["open", words],
      ],
    );
    assert.deepEqual(
      problems.map(({ severity, code }) => [severity, code]),
      [
        ["info", "expectation-open"],
        ["info", "expectation-open"],
      ],
    );
  });
});
