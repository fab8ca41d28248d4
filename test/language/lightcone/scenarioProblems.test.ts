// Happenings and expectations that cannot be meant: ok and bad twins; and how problems are told.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkPairs, type Pair } from "./pairs.ts";
import { openText, SYSTEM } from "./support.ts";

const T = "process T\n";

const HAPPENINGS: readonly Pair[] = [
  [
    "no such channel",
    `${SYSTEM}${T}channel P -> T\nP -> T`,
    `${SYSTEM}${T}«P -> T»`,
    "no-channel",
    /declare `channel P -> T`/,
  ],
  [
    "a token that is not held",
    `${SYSTEM}P -> Q : Y`,
    `${SYSTEM}«P -> Q : B»`,
    "not-enough-tokens",
    /P cannot send B to Q at 1: it holds 0/,
  ],
  [
    "a token given away before",
    `${SYSTEM}P -> Q : Y\nP -> Q : G`,
    `${SYSTEM}P -> Q : Y\n«P -> Q : Y»`,
    "not-enough-tokens",
    /holds 0/,
  ],
  [
    "a message received before its sending",
    `${SYSTEM}P -> Q : Y at 2..3`,
    `${SYSTEM}P -> Q : Y at 2..«2»`,
    "received-before-sent",
    /after it is sent/,
  ],
  [
    "the same, said by the receiver",
    `${SYSTEM}P -> Q : Y at 2\nQ receives Y at 3`,
    `${SYSTEM}P -> Q : Y at 2\nQ receives Y at «1»`,
    "received-before-sent",
    /sent at 2/,
  ],
  [
    "a receive without a send",
    `${SYSTEM}P -> Q : Y\nQ receives Y`,
    `${SYSTEM}P -> Q : Y\nQ receives «G»`,
    "unknown-message",
    /no message G is sent to Q/,
  ],
  [
    "a second receive of one message",
    `${SYSTEM}P -> Q : Y\nQ receives Y`,
    `${SYSTEM}P -> Q : Y\nQ receives Y\nQ receives «Y»`,
    "unknown-message",
    /no message Y/,
  ],
  [
    "somebody else's message",
    `${SYSTEM}P -> Q as m\nQ receives m`,
    `${SYSTEM}P -> Q as m\nP receives «m»`,
    "not-the-receiver",
    /goes to Q/,
  ],
  [
    "a lost message that is waited for",
    `${SYSTEM}P -> Q as m\nQ receives m`,
    `${SYSTEM}P -> Q as m\nlose m\n«Q receives m»`,
    "never-received",
    /never arrives/,
  ],
  [
    "two times of one receipt",
    `${SYSTEM}P -> Q as m at 1..4\nQ receives m at 4`,
    `${SYSTEM}P -> Q as m at 1..4\nQ receives m at «5»`,
    "received-twice",
    /received at 4 already/,
  ],
  [
    "FIFO broken by given times",
    `${SYSTEM}P -> Q : Y at 1..4\nP -> Q : G at 2..5`,
    `${SYSTEM}P -> Q : Y at 1..5\n«P -> Q : G at 2..4»`,
    "fifo-broken",
    /earlier on the FIFO channel P -> Q/,
  ],
  [
    "times that run back",
    `${SYSTEM}P -> Q : Y at 3\nP -> Q : G at 4`,
    `${SYSTEM}P -> Q : Y at 3\nP -> Q : G at «2»`,
    "time-runs-back",
    /order in which it happens/,
  ],
  [
    "a time that the order cannot keep",
    `${SYSTEM}P -> Q\nP -> Q at 2`,
    `${SYSTEM}P -> Q\nP -> Q\n«P -> Q at 1»`,
    "time-too-early",
    /happens at 2/,
  ],
  [
    "a message's name twice",
    `${SYSTEM}P -> Q as m\nP -> Q as n`,
    `${SYSTEM}P -> Q as m\nP -> Q as «m»`,
    "duplicate-message",
    /two of the name m/,
  ],
  [
    "lost and duplicated",
    `${SYSTEM}P -> Q as m\nlose m`,
    `${SYSTEM}P -> Q as m\nlose m\nduplicate «m»`,
    "fate-twice",
    /is lost, so nothing else/,
  ],
  [
    "a loss of nothing",
    `${SYSTEM}P -> Q as m\nlose m`,
    `${SYSTEM}P -> Q as m\nlose «n»`,
    "unknown-message",
    /no message n/,
  ],
  [
    "words that are added",
    `${SYSTEM}P does { a += 1 }`,
    `${SYSTEM}P does { «a += "b"» }`,
    "number-expected",
    /adds numbers/,
  ],
  [
    "a token given up but not held",
    `${SYSTEM}P does { - Y }`,
    `${SYSTEM}«P does { - R }»`,
    "not-enough-tokens",
    /cannot give up R/,
  ],
  [
    "an unreachable process",
    `${SYSTEM}snapshot by P`,
    `${SYSTEM}${T}channel T -> P\n«snapshot by P»`,
    "unreachable",
    /never end.*T/,
  ],
  [
    "an unknown algorithm",
    `${SYSTEM}snapshot by P using chandy-lamport`,
    `${SYSTEM}snapshot by P using «chandy-lampert»`,
    "unknown-algorithm",
    /did you mean chandy-lamport/,
  ],
  [
    "a clock that is ahead of the run",
    `${SYSTEM}clock P skew 2\nsnapshot by clocks at 3`,
    `${SYSTEM}clock P skew 5\nsnapshot by clocks at «3»`,
    "clock-ahead",
    /before the run begins/,
  ],
  [
    "a snapshot's name twice",
    `${SYSTEM}snapshot s by P\nsnapshot t by P`,
    `${SYSTEM}snapshot s by P\nsnapshot «s» by P`,
    "duplicate-snapshot",
    /two of the name s/,
  ],
  [
    "a cut through a stranger's message",
    `${SYSTEM}${T}P -> Q as m\ncut c { Q after m }`,
    `${SYSTEM}${T}P -> Q as m\ncut c { T after «m» }`,
    "cut-message",
    /neither sends nor receives/,
  ],
  [
    "a cut through an unknown message",
    `${SYSTEM}P -> Q as m1\ncut c { Q after m1 }`,
    `${SYSTEM}P -> Q as m1\ncut c { Q after «m2» }`,
    "unknown-message",
    /did you mean m1/,
  ],
  [
    "a cut behind the end",
    `${SYSTEM}P -> Q\ncut c { P after 1 }`,
    `${SYSTEM}P -> Q\ncut c { «P after 2» }`,
    "cut-too-far",
    /only 1 events/,
  ],
  [
    "a cut twice through one process",
    `${SYSTEM}cut c { P after 0 }`,
    `${SYSTEM}cut c { P after 0, «P after 0» }`,
    "cut-process-twice",
    /once/,
  ],
  [
    "two cuts of a name",
    `${SYSTEM}cut c at 1\ncut d at 1`,
    `${SYSTEM}cut c at 1\ncut «c» at 1`,
    "duplicate-cut",
    /two of the name c/,
  ],
  [
    "an unknown snapshot",
    `${SYSTEM}snapshot by P\nexpect snapshot 1 consistent`,
    `${SYSTEM}snapshot by P\nexpect «snapshot 2» consistent`,
    "unknown-snapshot",
    /takes 1/,
  ],
  [
    "an unknown cut",
    `${SYSTEM}cut c at 1\nexpect cut c consistent`,
    `${SYSTEM}cut cut1 at 1\nexpect «cut cut2» consistent`,
    "unknown-cut",
    /did you mean cut1/,
  ],
  [
    "a claim that does not fit",
    `${SYSTEM}possible x { P { } }\nexpect puzzle x impossible`,
    `${SYSTEM}possible x { P { } }\n«expect puzzle x consistent»`,
    "claim-misfit",
    /possible/,
  ],
  [
    "a state twice",
    `${SYSTEM}possible { P { } }`,
    `${SYSTEM}possible { P { } «P { }» }`,
    "state-twice",
    /twice/,
  ],
  [
    "a state of no channel",
    `${SYSTEM}${T}possible { P -> Q [ ] }`,
    `${SYSTEM}${T}possible { «P -> T [ ]» }`,
    "no-channel",
    /no channel P -> T/,
  ],
  [
    "too many random sends",
    `${SYSTEM}random 10 sends seed 1`,
    `${SYSTEM}random «1000000» sends seed 1`,
    "number-expected",
    /at most 100000/,
  ],
  [
    "an action outside of the scenarios",
    `${SYSTEM}scenario s { P -> Q }`,
    `${SYSTEM}«P -> Q»\nscenario s { }`,
    "outside-scenario",
    /put it into one/,
  ],
  [
    "a scenario twice",
    `${SYSTEM}scenario s { }\nscenario t { }`,
    `${SYSTEM}scenario s { }\nscenario «s» { }`,
    "duplicate-scenario",
    /two of the name s/,
  ],
  [
    "an expectation that fails",
    `${SYSTEM}snapshot by P\nexpect consistent`,
    `${SYSTEM}snapshot by P\n«expect inconsistent»`,
    "expectation-failed",
    /snapshot 1 is consistent/,
  ],
];

describe("what cannot happen or be expected", () => checkPairs(HAPPENINGS));

describe("a problem in a file", () => {
  it("leaves the rest of it to be read", async () => {
    const { trace, problems } = await openText(`${SYSTEM}P -> Q : \nQ -> P : O\nsnapshot by P`);
    assert.ok(problems.length >= 1);
    assert.equal(trace?.snapshots.length, 1);
    assert.ok((trace?.messages.send.length ?? 0) >= 2);
  });

  it("is told once, though several scenarios share its place", async () => {
    const { problems } = await openText("process P, P\nscenario a { }\nscenario b { }");
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["duplicate-process"],
    );
  });

  it("of which two lines are the cause names the other one", async () => {
    const { problems } = await openText(`${SYSTEM}P -> Q : Y at 1..5\nP -> Q : G at 2..4`);
    assert.deepEqual(
      problems[0].related?.map(({ position }) => position.line),
      [4],
    );
    const orphan = await openText(
      `${SYSTEM}P -> Q : Y as y at 2\nsnapshot by P at 1, Q at 4 using independent\nexpect consistent`,
    );
    const failed = orphan.problems.find(({ code }) => code === "expectation-failed");
    assert.match(failed?.message ?? "", /1 orphan message: Y from P to Q/);
    assert.deepEqual(
      [failed?.args, failed?.related?.[0].position.line],
      [{ expected: "consistent", actual: "inconsistent" }, 4],
    );
  });
});
