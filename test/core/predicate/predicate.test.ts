// Predicates: printed and read again they are the same, their answers are those of a plain evaluator, any text gives a tree or
// one fault with its place, and a mistake is named where it stands.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { type Compiled, compilePredicate, faultWords } from "../../../src/core/predicate/compile.ts";
import { parsePredicate } from "../../../src/core/predicate/parser.ts";
import { printPredicate } from "../../../src/core/predicate/print.ts";
import type { Expression } from "../../../src/core/predicate/syntax.ts";
import { type Vocabulary, vocabularyOf } from "../../../src/core/predicate/vocabulary.ts";
import { WalkingWorld } from "../../../src/core/predicate/walk.ts";
import { worldAt } from "../../../src/core/predicate/world.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { linearOrder } from "../../../src/core/trace/clocks.ts";
import { type Cut, fullCut } from "../../../src/core/trace/cut.ts";
import { globalStateAt } from "../../../src/core/trace/globalState.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";
import { arbitraryPredicate, NAMES } from "../../support/arbitraryPredicate.ts";
import { plainAnswer } from "../../support/plainPredicate.ts";

const TEXT = `
process P { 2 G, Y, x = 1, state = idle, holds = { lock1, lock2 } }
process Q { R, x = 2.5, state = busy, waits = lock1 }
process "odd name" { x = -3 }
channel P <-> Q latency 3
channel Q -> "odd name"
P -> Q : "take" { Y, amount = 5 }
Q -> P : { R, amount = 7, note = idle } at 2
P does { x = 4, state = busy } at 3
Q does { x = text, waits = { } } at 4
Q -> "odd name" : "plain" at 5
P -> Q : G at 6
snapshot by P at 4
`;
let trace: Trace;
let vocabulary: Vocabulary;
before(async () => {
  trace = simulate(await scenarioOf(TEXT));
  vocabulary = vocabularyOf(trace);
});

/** A tree without its places. */
function bare(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value) => (["start", "end", "at"].includes(key) ? undefined : value)),
  );
}

function ready(text: string) {
  const compiled = compilePredicate(text, vocabulary);
  assert.equal(compiled.kind, "ready", `${text}: ${JSON.stringify(compiled)}`);
  return (compiled as Extract<Compiled, { kind: "ready" }>).predicate;
}

function answer(text: string, cut: Cut = fullCut(trace)): string {
  const { kind, reason } = ready(text).ask(worldAt(trace, cut));
  return reason === undefined ? kind : `${kind}: ${reason}`;
}

function fault(text: string): string {
  const compiled = compilePredicate(text, vocabulary);
  return compiled.kind === "fault" ? faultWords(compiled.fault) : "no fault";
}

describe("a predicate that is printed and read again", () => {
  it("is the same", () => {
    const seed = fc.assert(
      fc.property(arbitraryPredicate(NAMES), (expression) => {
        const text = printPredicate(expression);
        const parsed = parsePredicate(text);
        assert.equal(parsed.kind, "parsed", text);
        assert.deepEqual(bare((parsed as { expression: Expression }).expression), bare(expression), text);
      }),
      { numRuns: 2000, seed: 7 },
    );
    assert.equal(seed, undefined);
  });

  for (const [text, printed] of [
    ["((P.x))=1", "P.x = 1"],
    ["not (P.x = 1 and Q.x=2)", "not (P.x = 1 and Q.x = 2)"],
    ["(P.x + 1) * 2 ≥ -Q.x", "(P.x + 1) * 2 >= -Q.x"],
    ["all p,q: p.x<=q.x", "all p: all q: p.x <= q.x"],
    ["(any p: p.x = 1) or true", "(any p: p.x = 1) or true"],
    ["true or any p: p.x = 1", "true or (any p: p.x = 1)"],
    [
      '"odd name".x = 1 and Q→"odd name" = Q -> "odd name"',
      '"odd name".x = 1 and Q -> "odd name" = Q -> "odd name"',
    ],
    ["1 - (2 - 3) = 2", "1 - (2 - 3) = 2"],
    ["G not in P", "G not in P"],
  ]) {
    it(`${text} is ${printed}`, () => {
      const parsed = parsePredicate(text);
      assert.equal(parsed.kind, "parsed", JSON.stringify(parsed));
      assert.equal(printPredicate((parsed as { expression: Expression }).expression), printed);
    });
  }
});

describe("the answer of a predicate", () => {
  it("is a plain evaluator's, at every cut, laid out or walked", () => {
    let known = 0;
    const { order } = linearOrder(trace);
    fc.assert(
      fc.property(
        arbitraryPredicate(NAMES),
        fc.integer({ min: 0, max: order.length }),
        (expression, events) => {
          const text = printPredicate(expression);
          const predicate = ready(text);
          const walking = new WalkingWorld(trace);
          for (const event of order.subarray(0, events)) walking.step(event);
          const cut = walking.cut.slice();
          const plain = plainAnswer(trace, globalStateAt(trace, cut), expression);
          const expected = plain === null ? "unknown" : String(plain);
          assert.equal(predicate.ask(worldAt(trace, cut)).kind, expected, `${text} at ${cut}`);
          assert.equal(predicate.ask(walking).kind, expected, `${text} walked to ${cut}`);
          if (plain !== null) known++;
        },
      ),
      { numRuns: 3000, seed: 11 },
    );
    assert.ok(known > 1500, `${known} were known`);
  });

  for (const [text, expected] of [
    ["P.x = 4 and P.state = busy", "true"],
    ["P.holds = {lock2, lock1}", "true"],
    ["lock1 in P.holds and lock3 not in P.holds", "true"],
    ["size(P.holds) = 2 and empty(Q.waits)", "true"],
    ["tokens(G) = 2 and tokens() = 4 and tokens(P, G) + tokens(Q, G) = 2", "true"],
    ["tokens(processes) = 4 and tokens(channels) = 0", "true"],
    ["R in P and Y not in P", "true"],
    ["messages() = 0 and empty(channels) and all c in channels: messages(c) = 0", "true"],
    ["Q.x > 1", 'unknown: Q.x is "text" here, no number'],
    ["P.waits = lock1", "unknown: P has no field waits here"],
    ["known(Q.waits) and not known(P.waits)", "true"],
    ["P.waits = lock1 or true", "true"],
    ["P.waits = lock1 and false", "false"],
    ["1 / (P.x - 4) > 0", "unknown: P.x - 4 is 0 here, and nothing can be divided by it"],
    ["(count p: known(p.x)) = 3", "true"],
    ['"odd name".x = -3 and name("odd name") = "odd name"', "true"],
    ["any x in P.holds: x = lock2", "true"],
    ["any p: p = Q", "true"],
  ]) {
    it(`${text}: ${expected}`, () => assert.equal(answer(text), expected));
  }

  it("knows what is under way", () => {
    const cut = Uint32Array.from([1, 1, 0]);
    assert.equal(
      answer("messages(P -> Q) = 1 and (any m in P -> Q: label(m) = take and m.amount = 5)", cut),
      "true",
    );
    assert.equal(
      answer("Y in P -> Q and tokens(Q -> P, R) = 1 and (sum m in messages: m.amount) = 12", cut),
      "true",
    );
    assert.equal(answer("all m in messages: from(m) = P or to(m) = P", cut), "true");
  });

  it("names the member that decided, and the values of its parts", () => {
    const predicate = ready("all p: any q: q.x = p.x and p != q");
    const world = worldAt(trace, fullCut(trace));
    const { kind, witnesses } = predicate.ask(world);
    assert.deepEqual([kind, witnesses.map(({ variable }) => variable)], ["false", ["p"]]);
    const sum = ready("(sum m in messages: m.amount) + P.x = 4").parts(world);
    assert.deepEqual(sum, [{ text: "(sum m in messages: m.amount) + P.x", value: 4 }]);
  });
});

describe("what is no predicate", () => {
  for (const [text, expected] of [
    ["", "column 1: type a condition, such as `all p: p.x = 1`"],
    ["P.x =", "column 6: expected a process, a number, a text, all, any, count, sum or `(`, found the end"],
    ["P.x = 1 Q", "column 9: expected and, or, or the end, found `Q`"],
    ["P.stat = 1", "column 3: no process ever has a field stat; did you mean state?"],
    ["R.x = 1", "column 1: there is no process R in this trace"],
    ["P.x", "column 1: a predicate is a condition, and this is a field's value; compare it, as in `P.x = 1`"],
    ["P.x = 1 && true", "column 9: unexpected `&`; write and"],
    ['P -> "odd name" = 1', "column 1: there is no channel from P to odd name"],
    ['P.state = "idle', "column 11: this text lacks its closing quote"],
    ["1 < 2 < 3", "column 7: join two comparisons with and; `<` stands here before"],
    ["all P: true", "column 1: P is a process; take another name for the variable"],
    ["Z in P", "column 1: there is no token Z in this trace"],
    ["tokns() = 1", "column 1: there is no function tokns; did you mean tokens?"],
    ["size() = 1", "column 1: write it as `size(P.holds)`: how many members a set has"],
    ["true + 1 = 2", "column 1: + takes a number, and this is a condition"],
    ["P = 1", "column 5: a process cannot be compared with a number"],
    ["all m in messages: m.x = 1", "column 22: no message ever has a field x"],
    [`${"(".repeat(80)}true`, "column 61: this is nested too deeply"],
  ]) {
    it(`${text.slice(0, 30)}: ${expected}`, () => assert.equal(fault(text), expected));
  }

  it("a word that no field ever is, is remarked", () => {
    const [remark] = ready("P.state = idel").remarks;
    assert.deepEqual(
      [remark.start, remark.message],
      [10, "no field ever is idel in this trace; did you mean idle?"],
    );
    assert.deepEqual(ready("P.state = idle").remarks, []);
  });

  it("whatever is typed gives a tree or a place in the text", () => {
    const pieces = [
      "all",
      "any",
      "p",
      ":",
      "P",
      ".x",
      "(",
      ")",
      "->",
      "=",
      "<",
      "1",
      '"',
      "and",
      "not",
      "in",
      "{",
      "}",
      ",",
      " ",
      "tokens",
      "−",
      "💥",
    ];
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(" ")),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
    );
    let read = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const compiled = compilePredicate(text, vocabulary);
        if (compiled.kind === "ready") {
          read++;
          compiled.predicate.ask(worldAt(trace, fullCut(trace)));
          return;
        }
        const { start, end, message } = compiled.fault;
        assert.ok(start >= 0 && start <= end && end <= text.length, `${text}: ${start}-${end}`);
        assert.ok(message.length > 0);
      }),
      { numRuns: 20_000, seed: 3 },
    );
    assert.ok(read > 0);
  });

  it("what takes too long is unknown", () => {
    const { kind, reason } = ready(`${"any a, b, c, d, e, f, g, h, i, j, k, l: "}false`).ask(
      worldAt(trace, fullCut(trace)),
    );
    assert.deepEqual([kind, reason], ["unknown", "it takes too many steps"]);
  });

  it("a text as long as is read takes no time", () => {
    for (const text of [
      "1+".repeat(1990),
      "not ".repeat(999),
      "P.x.".repeat(990),
      "{".repeat(4000),
      "p,".repeat(1900),
    ]) {
      assert.equal(compilePredicate(text, vocabulary).kind, "fault");
    }
    assert.match(fault("1".repeat(5000)), /^column 4001: a predicate has at most 4000 characters/);
  });
});
