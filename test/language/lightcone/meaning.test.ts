// What each construct of the language means: scenarios of the core, run by its engine.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stateAt } from "../../../src/core/trace/checkpoints.ts";
import { describeMessage } from "../../../src/core/trace/describe.ts";
import { NONE } from "../../../src/core/trace/ids.ts";
import { describeState } from "../../../src/core/trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../../src/core/trace/trace.ts";
import { describeSnapshotVerdict } from "../../../src/core/trace/verdict.ts";
import { openText, SYSTEM, scenarioOf } from "./support.ts";

const stateOf = async (text: string): Promise<string[]> =>
  (await scenarioOf(text)).processes.map(({ name, initial }) => `${name}: ${describeState(initial)}`);
const channelsOf = async (text: string): Promise<string[]> => {
  const { processes, channels } = await scenarioOf(text);
  return channels.map(({ from, to }) => `${processes[from].name}${processes[to].name}`).sort();
};
const traceOf = async (text: string): Promise<Trace> => {
  const { trace, problems } = await openText(text);
  assert.deepEqual(problems, []);
  assert.ok(trace);
  return trace;
};
/** Application messages as `WHAT from A to B SENT..RECEIVED`. */
const messagesOf = (trace: Trace): string[] => {
  const { send, receive, kind, flags } = trace.messages;
  return Array.from(send, (_, m) => m)
    .filter((m) => kind[m] === MessageKind.application)
    .map((m) => {
      const end =
        receive[m] === NONE
          ? (flags[m] & MessageFlag.lost) === 0
            ? "?"
            : "lost"
          : trace.events.time[receive[m]];
      return `${describeMessage(trace, m).split(",")[0]} ${trace.events.time[send[m]]}..${end}`;
    });
};

describe("the sample of the design", () => {
  it("runs, and is as its author expects", async () => {
    const { problems, verdicts, trace, expectations } = await openText(`${SYSTEM}
      P -> Q : Y            // sent now, received when the channel delivers it
      Q -> P : O  at 2..5   // sent at 2, received at 5
      snapshot by P at 3
      expect consistent
      possible { P { G }  Q { R, P }  P -> Q [ Y ]  Q -> P [ B, O ] }   // a puzzle`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      expectations.map(({ kind }) => kind),
      ["holds"],
    );
    assert.equal(trace && describeSnapshotVerdict(trace, verdicts[0]), "consistent, 1 message in transit");
    assert.deepEqual(trace && messagesOf(trace), ["Y from P to Q 1..2", "O from Q to P 2..5"]);
  });
});

describe("processes", () => {
  it("hold tokens, named and nameless, and fields", async () => {
    assert.deepEqual(
      await stateOf(
        "process A { G, 2 Y, G }, B { 10 tokens }\nprocess C { balance = -1.5, holds = { b, a }, who = me }\nprocess D",
      ),
      ["A: G×2, Y×2", "B: 10 tokens", "C: balance = -1.5, holds = { a, b }, who = me", "D: none"],
    );
  });

  it("come in ranges, and with any name in quotes", async () => {
    assert.deepEqual(await stateOf('process N8..N10 { 1 tokens }, "at", "New York"'), [
      "N8: 1 token",
      "N9: 1 token",
      "N10: 1 token",
      "at: none",
      "New York: none",
    ]);
    assert.deepEqual(await channelsOf('process "at", "New York"\nchannel "New York" -> "at"'), [
      "New Yorkat",
    ]);
  });

  it("may be called as a word that the language uses elsewhere", async () => {
    assert.equal(
      (
        await stateOf(
          "process tokens, clock, ring, end, seed, random\nchannel random -> clock\nrandom -> clock",
        )
      ).length,
      6,
    );
  });
});

describe("channels", () => {
  const all = "process A, B, C, D\n";
  const shapes: readonly (readonly [string, string])[] = [
    ["channel A -> B, C <-> D", "AB CD DC"],
    ["channel mesh of A, B, C", "AB AC BA BC CA CB"],
    ["channel ring", "AB BC CD DA"],
    ["channel ring <-> of A, B, C", "AB AC BA BC CA CB"],
    ["channel star", "AB AC AD BA CA DA"],
    ["channel star around D of A, B, D", "AD BD DA DB"],
    ["channel grid 2 by 2", "AB AC BA BD CA CD DB DC"],
    ["channel random 100 % of A, B", "AB BA"],
    ["channel random 0", ""],
  ];
  for (const [text, expected] of shapes) {
    it(text, async () => assert.equal((await channelsOf(all + text)).join(" "), expected));
  }

  it("drawn at random are those of the seed", async () => {
    const text = `${all}channel random 50 %\n`;
    assert.deepEqual(await channelsOf(`${text}seed 3`), await channelsOf(`seed 3\n${text}`));
    const drawn = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) drawn.add((await channelsOf(`seed ${seed}\n${text}`)).join(" "));
    assert.ok(drawn.size > 1);
  });

  it("carry messages as they say, and one by its ends goes before a shape", async () => {
    const { channels } = await scenarioOf(
      "process P, Q\nchannel mesh latency 2..4 loss 5 % duplication 0.5\nchannel Q -> P not fifo",
    );
    assert.deepEqual(
      channels.map(({ from, transport }) => [from, transport]),
      [
        [1, { fifo: false, latency: { least: 1, most: 1 }, loss: 0, duplication: 0 }],
        [0, { fifo: true, latency: { least: 2, most: 4 }, loss: 0.05, duplication: 0.5 }],
      ],
    );
  });
});

describe("what happens", () => {
  it("follows the order of each process and the times that are given", async () => {
    const text = `${SYSTEM}P -> Q : Y\nP -> Q : G at 5\nQ -> P : B\nP -> Q "never"`;
    assert.ok((await openText(text)).problems.length > 0);
    assert.deepEqual(
      messagesOf(await traceOf(`${SYSTEM}P -> Q : Y\nP -> Q : G at 5\nQ -> P : B\nP -> Q : "last"`)),
      ["Y from P to Q 1..2", "B from Q to P 1..2", "G from P to Q 5..6", "last from P to Q 6..7"],
    );
  });

  it("waits for what a process receives: by name, by what it carries, the next one each time", async () => {
    const system = "process P { 2 Y }\nprocess Q, R\nchannel P -> Q latency 3, Q -> R latency 2\n";
    assert.deepEqual(
      messagesOf(
        await traceOf(
          `${system}P -> Q : Y\nP -> Q : Y\nQ receives Y\nQ -> R : "one"\nQ receives Y\nQ -> R : "two"\nR receives "two"\nR does "end"`,
        ),
      ),
      ["Y from P to Q 1..4", "Y from P to Q 2..5", "one from Q to R 5..7", "two from Q to R 6..8"],
    );
  });

  it("lets the receiver tell the time of receipt", async () => {
    assert.deepEqual(messagesOf(await traceOf(`${SYSTEM}Q receives m at 9\nQ -> P : B\nP -> Q : Y as m`)), [
      "Y from P to Q 1..9",
      "B from Q to P 10..11",
    ]);
  });

  it("changes states by local steps", async () => {
    const trace = await traceOf(
      `process P { G, a = 1 }\nP does "work" { - G, + 2 Y, a += 2, b = { x } } at 3\nP does "rest"`,
    );
    assert.equal(describeState(stateAt(trace, 0, 2)), "Y×2, a = 3, b = { x }");
    assert.deepEqual([...trace.events.time], [3, 4]);
    assert.deepEqual(
      [...trace.events.label].map((label) => trace.strings[label]),
      ["work", "rest"],
    );
  });

  it("carries tokens, texts and fields", async () => {
    const trace = await traceOf(
      `process P { 5 tokens, G }\nprocess Q\nchannel P -> Q\nP -> Q : 3 tokens, G\nP -> Q : "transfer" { amount = 30 }\nP -> Q : { a = b }\nP -> Q`,
    );
    assert.deepEqual(trace.payloads, [
      {
        label: "",
        tokens: [
          { token: "G", count: 1 },
          { token: "token", count: 3 },
        ],
        fields: [],
      },
      { label: "transfer", tokens: [], fields: [{ name: "amount", value: 30 }] },
      { label: "", tokens: [], fields: [{ name: "a", value: "b" }] },
      { label: "", tokens: [], fields: [] },
    ]);
  });

  it("loses and doubles messages, by name", async () => {
    assert.deepEqual(
      messagesOf(await traceOf(`${SYSTEM}P -> Q : Y as m1\nP -> Q : G\nlose m1\nduplicate G`)),
      ["Y from P to Q 1..lost", "G from P to Q 2..3", "G from P to Q 2..3"],
    );
  });

  it("sends at random, by the seed, no more than anybody holds", async () => {
    const text = (seed: number): string => `${SYSTEM}random 20 sends seed ${seed} at 3`;
    const [first, again, other] = await Promise.all([traceOf(text(1)), traceOf(text(1)), traceOf(text(2))]);
    assert.deepEqual(messagesOf(first), messagesOf(again));
    assert.notDeepEqual(messagesOf(first), messagesOf(other));
    assert.equal(messagesOf(first).length, 20);
    assert.equal(first.events.time[first.messages.send[0]], 3);
  });

  it("stops where it is told to, in the unit that is told", async () => {
    const trace = await traceOf(`time in ms\n${SYSTEM}P -> Q : Y at 2..9\nstop at 4`);
    assert.deepEqual([trace.timeUnit, trace.endTime, messagesOf(trace)], ["ms", 4, ["Y from P to Q 2..?"]]);
  });
});

describe("snapshots", () => {
  const startsOf = async (text: string): Promise<string[]> =>
    ((await scenarioOf(SYSTEM + text)).steps ?? []).flatMap((step) =>
      step.kind === "snapshot" ? [`${step.id}: ${step.process} at ${step.at ?? "its turn"}`] : [],
    );

  it("start where their authors say", async () => {
    assert.deepEqual(
      await startsOf(
        "snapshot by P\nsnapshot s by P, Q at 3\nsnapshot by P at 1, Q at 4\nsnapshot independently",
      ),
      [
        "1: 0 at its turn",
        "2: 0 at 3",
        "2: 1 at 3",
        "3: 0 at 1",
        "3: 1 at 4",
        "4: 0 at its turn",
        "4: 1 at its turn",
      ],
    );
  });

  it("by clocks start when each clock shows the time", async () => {
    assert.deepEqual(await startsOf("clock P skew 2 drift 1\nsnapshot by clocks at 10"), [
      "1: 0 at 4",
      "1: 1 at 10",
    ]);
  });

  it("have the algorithm that is asked for", async () => {
    const { trace } = await openText(
      `${SYSTEM}snapshot by P\nsnapshot by P, Q using independent\nsnapshot independently at 9\nsnapshot by clocks at 9\nsnapshot by Q using mattern`,
    );
    assert.deepEqual(
      trace?.snapshots.map(({ algorithm }) => algorithm),
      ["chandy-lamport", "independent", "independent", "local-clocks", "mattern"],
    );
  });
});

describe("files", () => {
  it("hold several scenarios over one system", async () => {
    const text = `${SYSTEM}scenario one { P -> Q : Y }\nscenario "number two" { process T\nchannel P -> T\nP -> T : G }`;
    const { reading } = await openText(text);
    assert.deepEqual(reading.executions, ["one", "number two"]);
    assert.deepEqual(
      reading.scenarios?.map(({ processes, steps }) => [processes.length, steps?.length]),
      [
        [2, 1],
        [3, 1],
      ],
    );
    assert.equal((await openText(text, {}, "number two")).scenario?.processes.length, 3);
    assert.deepEqual(
      (await openText(text, {}, "three")).problems.map(({ code }) => code),
      ["unknown-execution"],
    );
  });

  it("import the systems of others, and what these import, each once", async () => {
    const others = {
      "lib/pair.lightcone": 'import "base.lightcone"\nprocess Q\nchannel P -> Q',
      "lib/base.lightcone": 'import "pair.lightcone"\nprocess P { Y }\nP -> Q : Y',
    };
    const { scenario, problems } = await openText(
      'import "lib/pair.lightcone"\nimport "./lib/base.lightcone"\nP -> Q : Y',
      others,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      scenario?.processes.map(({ name }) => name),
      ["P", "Q"],
    );
    assert.equal(scenario?.steps?.length, 1);
  });

  it("that nobody imports are scenarios of their own", async () => {
    const { reading } = await openText("process P", { "b.lightcone": "process Q" });
    assert.deepEqual(reading.executions, ["a.lightcone: a.lightcone", "b.lightcone: b.lightcone"]);
  });

  it("are known by their content, whatever their name", async () => {
    const { scenario } = await openText("process X", {});
    assert.equal(scenario?.processes[0].name, "X");
    const { lightcone } = await import("../../../src/language/lightcone/format.ts");
    for (const text of [
      "// c\n/* d */ lightcone 1",
      "process P { G }",
      "process P, Q\n",
      'scenario "a b" {',
    ]) {
      assert.notEqual(lightcone.detect(text, "unknown"), "no", text);
    }
    for (const text of ["process", "2\nN1 1", '{"a": 1}', "processing 5 files", ""]) {
      assert.equal(lightcone.detect(text, "unknown"), "no", text);
    }
  });
});
