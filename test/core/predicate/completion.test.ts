// What is offered while a predicate is typed: the names of the trace where each fits, and nothing that does not begin as what
// is there.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { completePredicate } from "../../../src/core/predicate/completion.ts";
import { type Vocabulary, vocabularyOf } from "../../../src/core/predicate/vocabulary.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";

let vocabulary: Vocabulary;
before(async () => {
  const text = `process Paris { Gold, balance = 1, state = idle }
process "New York" { holds = { lock1 } }
channel Paris -> "New York"
Paris -> "New York" : "take" { amount = 5 }`;
  vocabulary = vocabularyOf(simulate(await scenarioOf(text)));
});

/** What is offered where the bar stands, as texts. */
function offered(text: string): string[] {
  const offset = text.indexOf("|");
  const { start, end, suggestions } = completePredicate(text.replace("|", ""), offset, vocabulary);
  assert.ok(start <= offset && end === offset);
  return suggestions.map(({ insert }) => insert);
}

describe("what is offered in a predicate", () => {
  for (const [text, expected] of [
    ["Pa|", ["Paris"]],
    ["New|", ['"New York"']],
    ["Paris.|", ["balance", "holds", "state"]],
    ["Paris.ba|", ["balance"]],
    ["any m in messages: m.|", ["amount"]],
    ["any m in Paris -> Q: m.|", ["amount"]],
    ["all p: p.|", ["balance", "holds", "state"]],
    ["Paris.state = i|", ["idle"]],
    ["lock1 in {l|", ["lock1"]],
    ["Paris -> |", ["Paris", '"New York"']],
    ["Paris.balance a|", ["and "]],
    ["tok|", ["tokens("]],
    ["any m in m|", ["messages"]],
    ["Go|", ["Gold"]],
    ["&& Pa|", []],
  ] as const) {
    it(`${text} offers ${expected.join(", ") || "nothing"}`, () => assert.deepEqual(offered(text), expected));
  }

  it("a variable is offered where it is in scope", () => {
    assert.ok(offered("all proc: |").includes("proc"));
    assert.ok(!offered("true and |").includes("proc"));
  });

  it("everything that may begin a condition", () => {
    const all = offered("|");
    for (const insert of ["all p: ", "Paris", "tokens(", "not "]) assert.ok(all.includes(insert), insert);
  });

  it("at any place of any text something or nothing, and no fault", () => {
    const text = 'all p: p.balance >= 0 and ("x" in {a, b} or any m in messages: label(m) = "take")';
    for (let at = 0; at <= text.length; at++) {
      const { start, end } = completePredicate(text, at, vocabulary);
      assert.ok(start >= 0 && start <= end && end === at);
    }
  });
});
