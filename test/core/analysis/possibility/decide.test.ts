// What the exhaustive search does not reach: systems without processes or channels, fields and texts, channels that are not
// FIFO, and the words for each reason.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../../../src/core/analysis/possibility/decide.ts";
import { questionOf } from "../../../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../../../src/core/analysis/possibility/solve.ts";
import { describeAnswer, describeInitiators } from "../../../../src/core/analysis/possibility/words.ts";
import { scenarioOf } from "../../../language/lightcone/support.ts";

/** The verdict on the only puzzle of a text, and who can start it; a witness is run, as always. */
async function answerOf(
  text: string,
  asked: "one" | "any" = "one",
): Promise<[words: string, initiators: string]> {
  const scenario = await scenarioOf(text);
  const question = questionOf(scenario, scenario.puzzles?.[0].state ?? { processes: [], channels: [] });
  const { answer } = solve(question, asked, "a puzzle");
  return [describeAnswer(scenario, answer), describeInitiators(scenario, answer)];
}

describe("a puzzle's verdict", () => {
  const ONE: readonly (readonly [shows: string, text: string, words: string])[] = [
    ["a process alone", "process P { G }\npossible { P { G } }", "possible: P starts it, after 0 sends"],
    [
      "no channels between processes",
      "process P { G }\nprocess Q\npossible { P { G } }",
      "impossible: markers of one initiator never get to everybody: no channel leads to P, and no channel leads to Q",
    ],
    [
      "a process that no channel leaves",
      "process P { G }\nprocess Q\nchannel P -> Q\npossible { P { G } }",
      "possible: P starts it, after 0 sends",
    ],
    [
      "two sources",
      "process P, Q, R\nchannel P -> R, Q -> R\npossible { }",
      "impossible: markers of one initiator never get to everybody: no channel leads to P, and no channel leads to Q",
    ],
    [
      "several channels that are full",
      "process P { 2 G }\nprocess Q { 2 G }\nprocess R { G }\nchannel mesh\n" +
        "possible { R { G } P -> Q [ G ]  R -> Q [ G ]  Q -> P [ G ]  R -> P [ G ] }",
      "impossible: everybody but the initiator takes the first marker over a channel recorded as empty, " +
        "but all channels to P hold messages, and so do all channels to Q",
    ],
    [
      "a component that is closed off",
      "process P { G }\nprocess Q { G }\nprocess R { G }\nchannel P <-> Q, Q <-> R\n" +
        "possible { P { G }  R -> Q [ G ]  Q -> R [ G ] }",
      "impossible: everybody but the initiator takes the first marker over a channel recorded as empty, " +
        "but the only channel to P and Q from elsewhere (R → Q) holds messages, and so does the only channel to R (Q → R)",
    ],
    [
      "more tokens in a corner than can get there",
      "process P { 2 G }\nprocess Q { G }\nprocess R\nchannel P -> Q, Q -> R, P -> R\npossible { P { G }  Q { 2 G } }",
      "possible: P starts it, after 1 send",
    ],
    [
      "tokens that have left their source for good",
      "process P { G }\nprocess Q { 2 G }\nchannel P -> Q\npossible { P { 2 G }  Q { G } }",
      "impossible: this snapshot needs G×2 at P, but only 1 can get there: what P had at first",
    ],
    [
      "texts and fields on messages, which are the sender's choice",
      'process P { G }\nprocess Q\nchannel P <-> Q\npossible { P -> Q [ "take" { G }, { a = 1 }, "done" ] }',
      "possible: Q starts it, after 3 sends",
    ],
    [
      "a field that stays",
      "process P { a = 1 }\nprocess Q\nchannel P <-> Q\npossible { P { a = 1 } }",
      "possible: any process starts it, after 0 sends",
    ],
    [
      "a field that is not claimed",
      "process P { a = 1 }\nprocess Q\nchannel P <-> Q\npossible { P { } }",
      "possible: any process starts it, after 0 sends",
    ],
    [
      "a field that must change, where tokens are missing too",
      "process P { G, a = 1 }\nprocess Q\nchannel P <-> Q\npossible { P { a = 2 } }",
      "impossible: the system has G, which this snapshot lacks",
    ],
    [
      "a channel that overtakes, where nothing stands against it",
      "process P { G }\nprocess Q\nchannel P <-> Q not fifo loss 0.5\npossible { Q { G } }",
      "possible: any process starts it, after 1 send",
    ],
    [
      "a channel that may lose a token that is missing",
      "process P { G }\nprocess Q\nchannel P <-> Q loss 0.5\npossible { }",
      "unknown: P → Q and 1 more may overtake, lose or repeat messages; the answer is known for channels that do not",
    ],
    [
      "a channel that loses all",
      "process P { G }\nprocess Q\nchannel P <-> Q loss 100 %\npossible { P { G } }",
      "unknown: P → Q and 1 more may overtake, lose or repeat messages; the answer is known for channels that do not",
    ],
    [
      "a channel with a protocol on top that makes up for all",
      "process P { G }\nprocess Q\nchannel P <-> Q reliable not fifo loss 0.5\npossible { }",
      "impossible: the system has G, which this snapshot lacks",
    ],
    [
      "a message that is under way at first and lacks",
      "process P { G }\nprocess Q\nchannel P <-> Q\nunderway P -> Q : Y\npossible { P { G } }",
      "impossible: the system has Y, which this snapshot lacks",
    ],
    [
      "a message that stays under way, and blocks its channel",
      "process P { G }\nprocess Q, R\nchannel P -> Q, P -> R, R -> Q\nunderway P -> Q : A\nunderway P -> Q : B\n" +
        "possible { Q { G, A }  P -> Q [ B ] }",
      "possible: P starts it, after 2 sends",
    ],
    [
      "a message under way of which only the text differs",
      'process P { G }\nprocess Q\nchannel P <-> Q\nunderway P -> Q : "a" { G }\npossible { Q { G }  P -> Q [ "b" { G } ] }',
      "possible: Q starts it, after 1 send",
    ],
    [
      "messages under way with several tokens, fields and none",
      'process P\nprocess Q\nchannel P <-> Q\nunderway P -> Q : { 2 G, a = 1 }\nunderway P -> Q : "x"\nunderway P -> Q : { 2 G, a = 1 }\n' +
        "possible { Q { G }  P { G }  P -> Q [ { 2 G, a = 1 } ] }",
      "possible: Q starts it, after 1 send",
    ],
    [
      "tokens that can only come with what is under way, and too few",
      "process P\nprocess Q { G }\nprocess R { G }\nchannel P -> Q, Q -> R\nunderway P -> Q : G\npossible { Q { 3 G } }",
      "impossible: this snapshot needs G×3 at Q, but only 2 can get there: what P and Q had at first and what was under way to them then",
    ],
    [
      "tokens under way that are all there is",
      "process P\nprocess Q\nprocess R { G }\nchannel P -> Q, Q -> R\nunderway P -> Q : G\npossible { Q { 2 G } }",
      "impossible: this snapshot needs G×2 at Q, but only 1 can get there: what was under way to P and Q at first",
    ],
    [
      "a message under way that would have to be received and not to be",
      "process P { G }\nprocess Q\nchannel P -> Q\nunderway P -> Q : A\npossible { Q { G }  P -> Q [ A ] }",
      "impossible: if all that was under way on P → Q at first was received before, no channels lead A to P, and this snapshot " +
        "needs it there; if the last message under way on P → Q at first was not yet received, no other channels lead G to Q, " +
        "and this snapshot needs it there",
    ],
    [
      "messages under way on a channel that may lose one",
      "process P { G }\nprocess Q\nchannel P <-> Q loss 0.5\nunderway P -> Q : Y\npossible { P { G } }",
      "unknown: P → Q and 1 more may overtake, lose or repeat messages; the answer is known for channels that do not",
    ],
    [
      "full channels, whatever they do",
      "process P { G }\nprocess Q { G }\nchannel P <-> Q not fifo\npossible { P -> Q [ G ]  Q -> P [ G ] }",
      "impossible: everybody but the initiator takes the first marker over a channel recorded as empty, " +
        "but the only channel to P (Q → P) holds messages, and so does the only channel to Q (P → Q)",
    ],
  ];
  for (const [shows, text, words] of ONE) {
    it(`on ${shows}`, async () => assert.equal((await answerOf(text))[0], words));
  }

  it("of nobody is impossible, however many may start it", () => {
    const question = { system: { processes: [], channels: [] }, claim: { processes: [], channels: [] } };
    for (const asked of ["one", "any"] as const) {
      const answer = decide(question, asked);
      assert.equal(
        describeAnswer(question.system, answer),
        "impossible: there is no process that could start a snapshot",
      );
      assert.equal(describeInitiators(question.system, answer), "there is no process to start it");
    }
  });

  it("names the fewest initiators where one is too few", async () => {
    const text =
      "process P { G }\nprocess Q { G }\nprocess R { G }\nchannel P <-> Q, Q <-> R\n" +
      "possible { P { G }  R -> Q [ G ]  Q -> R [ G ] }";
    assert.deepEqual(await answerOf(text, "any"), [
      "possible: P and R start it together, after 2 sends",
      "no process can start it alone; it takes 2 initiators: one of P and Q; R",
    ]);
  });

  it("says nothing of a script: the puzzle is about the system", async () => {
    const text =
      "process P { G }\nprocess Q\nchannel P <-> Q\nP does { - G }\nsnapshot by P\npossible { Q { G } }";
    assert.equal((await answerOf(text))[0], "possible: any process starts it, after 1 send");
  });
});
