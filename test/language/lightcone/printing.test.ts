// Formatting and printing: formatting twice is formatting once and changes no word; a scenario that is printed and read
// again runs to the same trace. And no text, however broken, throws, hangs or has a problem without a place.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AstUtils, GrammarAST } from "langium";
import { LightconeGrammar } from "../../../src/language/lightcone/grammar/generated/grammar.ts";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";
import { formatText } from "../../../src/language/lightcone/printing/formatText.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";
import { RESERVED } from "../../../src/language/lightcone/printing/words.ts";
import { openText, placelessBytes, SYSTEM, scenarioOf } from "./support.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../samples/lecture");
const SAMPLES = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".lightcone"))
    .map((name) => [name, readFileSync(path.join(FOLDER, name), "utf8")] as const),
);

describe("formatting", () => {
  const cases: readonly (readonly [shows: string, text: string, formatted: string])[] = [
    ["blanks", "process   P{G,Y}\nP->Q:Y  as m at 2 .. 5", "process P { G, Y }\nP -> Q : Y as m at 2..5\n"],
    [
      "empty braces, signs and shares",
      "process P{}\nclock P skew - 3\nchannel mesh loss 5%",
      "process P { }\nclock P skew -3\nchannel mesh loss 5 %\n",
    ],
    ["changes", "P does{-3 tokens,+Y,a-=2,b=-1}", "P does { - 3 tokens, + Y, a -= 2, b = -1 }\n"],
    [
      "lines and comments",
      "\n\n// a\n\n\n\nprocess P//b\n/* c\n   d */ process Q\n\n",
      "// a\n\nprocess P  // b\n/* c\n   d */ process Q\n".replace("  // b", "  //b"),
    ],
    [
      "indents",
      "scenario s {\nP -> Q\nexpect end {\nP { G }\n}\n}",
      "scenario s {\n    P -> Q\n    expect end {\n        P { G }\n    }\n}\n",
    ],
    ["a list over several lines", "channel P -> Q,\nQ -> P\nP -> Q", "channel P -> Q,\n    Q -> P\nP -> Q\n"],
    [
      "parts of a line that stand apart",
      "possible { P { G }   Q { }  P -> Q [Y] }",
      "possible { P { G }  Q { }  P -> Q [ Y ] }\n",
    ],
    ["what is no text of the language", "process P; ;", "process P; ;"],
  ];
  for (const [shows, text, formatted] of cases) {
    it(shows, () => {
      assert.equal(formatText(text), formatted);
      assert.equal(formatText(formatted), formatted);
    });
  }

  it("leaves the samples as they are", () => {
    for (const [name, text] of Object.entries(SAMPLES)) assert.equal(formatText(text), text, name);
  });
});

const SCENARIOS: readonly (readonly [shows: string, text: string])[] = [
  [
    "unreliable channels, and every law of latency",
    "process A { 3 G }\nprocess B, C\nchannel A -> B latency exponential 2 loss 20 % corruption 20 % duplication 20 %\n" +
      "channel A -> C latency normal 3 spread 1 reordering 50 %\nchannel B -> C latency pareto 1 shape 2 not fifo\n" +
      "A -> B : G\nA -> C : G\nA -> C : G\nB -> C\nB -> C",
  ],
  [
    "reliable channels, partitions and single faults",
    "process A { 3 G }\nprocess B, C\nchannel A <-> B not fifo loss 30 % reliable without checksum and ordering timeout 5 window 2\n" +
      "channel A -> C reliable\nclock B skew -1 drift 0.5\npartition { A } <-> { B, C } at 3..9\npartition A -> C at 12\n" +
      "A -> B : G as a\nA -> B : G as b\nA -> C : G as c at 2\ncorrupt a\nduplicate a\ndelay b by 4\nlose c\nsnapshot by A at 4",
  ],
  [
    "crashes and restarts",
    "process P { G }\nprocess Q { Y }\nchannel P <-> Q\nP -> Q : G\nQ crashes at 5\nP crashes at 6\nQ restarts with its state at 7\n" +
      "P restarts at 8\nQ -> P : G at 9\nQ crashes at 12",
  ],
  [
    "tokens, fields and names",
    'process P { 2 G, 10 tokens, a = -1.5, b = "x y", c = { u, v } }, "at", "New York"\nchannel mesh latency 0.00000025\nP -> "at" : 3 tokens, G',
  ],
  [
    "channels and settings",
    "time in us\nseed 99\nprocess A, B, C { Y }\nchannel ring <-> latency 1..4 loss 10 % duplication 0.25\nchannel A -> B not fifo latency 0.5..0.75\nrandom 30 sends seed 4 at 3\nstop at 20",
  ],
  [
    "waits, texts, faults",
    `${SYSTEM}P -> Q : Y as m\nQ receives m at 7\nQ -> P : "got it" { of = Y }\nP -> Q : G at 9..11\nQ -> P : B as lost\nlose lost\nduplicate G`,
  ],
  [
    "local steps",
    'process P { Y, a = 1 }\nP does "x" { - Y, + 2 tokens, a += 2, a -= 0.5, b = word, c = { q } } at 2\nP does "y"',
  ],
  [
    "snapshots",
    `${SYSTEM}clock Q skew 1 drift 0.25\nrandom 9 sends seed 2\nsnapshot by P\nsnapshot named by P, Q at 3\nsnapshot by Q at 2, P at 4 using chandy-lamport\nsnapshot independently\nsnapshot by clocks at 4`,
  ],
  [
    "expectations",
    `${SYSTEM}P -> Q : Y as y\nsnapshot s by P\nsnapshot by Q at 4\ncut c { P after y, Q after 1 }\ncut d at 2\npossible x { P { G }  P -> Q [ Y, "t" { G }, { 2 G, B } ] }\nexpect consistent\nexpect snapshot s tokens conserved\nexpect snapshot 2 { P { G } Q { Y } }\nexpect cut d missing { 2 Y }\nexpect end duplicated { Y }\nexpect puzzle x impossible`,
  ],
];

describe("a scenario that is printed and read again", () => {
  for (const [shows, text] of SCENARIOS) {
    it(`is the same: ${shows}`, async () => {
      const first = await scenarioOf(text);
      const printed = printScenario(first);
      assert.equal(formatText(printed), printed);
      const second = await scenarioOf(printed);
      assert.equal(placelessBytes(second), placelessBytes(first));
      assert.equal(printScenario(second), printed);
      const claims = async (of: string): Promise<unknown> =>
        (await openText(of)).expectations.map(({ kind, words }) => ({ kind, words }));
      assert.deepEqual(await claims(printed), await claims(text));
    });
  }

  it("is the same for every sample", async () => {
    let scenarios = 0;
    for (const [name, text] of Object.entries(SAMPLES)) {
      const { reading } = await openText(text, SAMPLES);
      const own = (reading.scenarios ?? []).filter(({ name: title }) => title.startsWith("a.lightcone: "));
      for (const scenario of own) {
        assert.equal(
          placelessBytes(await scenarioOf(printScenario(scenario))),
          placelessBytes(scenario),
          name,
        );
        scenarios++;
      }
    }
    assert.ok(scenarios >= 20);
  });

  it("puts every word of the language into quotes that cannot be a name", () => {
    const keywords = new Set<string>();
    const names = new Set<string>();
    for (const node of AstUtils.streamAst(LightconeGrammar())) {
      if (!GrammarAST.isKeyword(node) || !/^[a-z]/.test(node.value)) continue;
      const inName = AstUtils.getContainerOfType(node, GrammarAST.isParserRule)?.name === "Name";
      (inName ? names : keywords).add(node.value);
    }
    const reserved = [...keywords].filter((word) => !names.has(word)).sort();
    assert.deepEqual([...RESERVED].sort(), reserved);
  });
});

describe("a text of any kind", () => {
  const words =
    'process P Q T { } [ ] -> <-> : , .. = += - % as at 1 2 0.5 99999999999 snapshot by expect consistent possible cut after scenario lose random sends seed "x" "\n// /* */ channel mesh latency import lightcone receives does Y ; é \u0000 \ud800'.split(
      " ",
    );
  const soup = fc
    .array(fc.constantFrom(...words, "\n", "\n", "P", "Q"), { maxLength: 60 })
    .map((parts) => parts.join(" "));
  const broken = fc
    .record({
      sample: fc.constantFrom(...Object.values(SAMPLES)),
      at: fc.nat(1500),
      cut: fc.nat(40),
      put: fc.constantFrom(...words),
    })
    .map(({ sample, at, cut, put }) => sample.slice(0, at) + put + sample.slice(at + cut));

  it("is read without a throw, each problem with its place", async () => {
    let problems = 0;
    const started = performance.now();
    await fc.assert(
      fc.asyncProperty(fc.oneof(soup, broken, fc.string({ maxLength: 80 })), async (text) => {
        const opened = await openText(text, {
          "system-of-two.lightcone": SAMPLES["system-of-two.lightcone"],
        });
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { position, message } of opened.problems) {
          assert.ok(position.line >= 1 && position.column >= 1, `${message} has no place`);
          if (position.file === "a.lightcone")
            assert.ok(position.line <= lines, `${message} stands behind the end`);
          assert.ok((position.endColumn ?? position.column + 1) >= position.column);
          problems++;
        }
        const formatted = formatText(text);
        assert.equal(formatText(formatted), formatted);
      }),
      { numRuns: 600, seed: 5 },
    );
    console.log(`  ${problems} problems in 600 texts, ${Math.round(performance.now() - started)} ms`);
  });

  it("of 500 lines is read, run and checked at once", async () => {
    const lines = [SYSTEM.trimEnd()];
    for (let i = 0; lines.length < 490; i++) {
      lines.push(
        `P -> Q : Y as y${i}`,
        `Q receives y${i}`,
        `Q -> P : Y as z${i}`,
        `P receives z${i}`,
        `P does "turn ${i}" { n += 1 }`,
      );
    }
    lines.push("snapshot by P at 40", "expect consistent", "expect tokens conserved");
    const text = lines.join("\n");
    const parser = new LightconeParser();
    parser.parse(text, "a");
    const times = { parse: 0, all: 0 };
    for (let i = 0; i < 5; i++) {
      const before = performance.now();
      parser.parse(text, "a");
      times.parse += (performance.now() - before) / 5;
      const whole = performance.now();
      const { problems, expectations } = await openText(text);
      times.all += (performance.now() - whole) / 5;
      assert.deepEqual(problems, []);
      assert.equal(expectations.length, 2);
    }
    console.log(
      `  ${text.split("\n").length} lines: parsed in ${times.parse.toFixed(1)} ms, parsed, run and judged in ${times.all.toFixed(1)} ms`,
    );
  });
});
