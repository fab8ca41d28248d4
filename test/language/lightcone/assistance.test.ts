// Help in an open text: completion, hovers, the form of what is typed, and rewrites, on texts with a cursor drawn as `|`.
// None of it needs a connection.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CONSTRUCTS } from "../../../src/language/lightcone/server/constructs.ts";
import { applied, at, labels, lsp, open } from "./serverSupport.ts";
import { SYSTEM } from "./support.ts";

describe("completion", () => {
  it("offers the processes of the scenario, its shared system and its imports", async () => {
    const others = { "b.lightcone": "process Far\nscenario s { process Hidden }" };
    const found = await labels(
      'import "b.lightcone"\nprocess P\nscenario x {\nprocess Q\nsnapshot by |\n}\nscenario y { process Other }',
      others,
    );
    for (const name of ["P", "Q", "Far"]) assert.ok(found.includes(name), name);
    for (const name of ["Other", "Hidden"]) assert.ok(!found.includes(name), name);
  });

  it("offers after an arrow only whom a channel leads to", async () => {
    const found = await labels("process P, Q, T\nchannel P -> Q, T <-> P\nP -> |");
    assert.deepEqual(found.filter((name) => /^[PQT]$/.test(name)).sort(), ["Q", "T"]);
  });

  const offers: readonly (readonly [string, string, readonly string[]])[] = [
    ["across shapes", "process N1..N4\nchannel ring\nN1 -> |", ["N2"]],
    ["the tokens that the sender holds", `${SYSTEM}P -> Q : |`, ["G", "Y"]],
    ["what is left of them", `${SYSTEM}P -> Q : Y\nP -> Q : |`, ["G"]],
    ["what the message does not carry yet", `${SYSTEM}P -> Q : Y, |`, ["G"]],
    ["what has arrived by then", `${SYSTEM}Q -> P : R at 1..2\nP does "a" at 3\nP -> Q : |`, ["G", "R", "Y"]],
    ["in the middle of a file", `${SYSTEM}P -> Q : |\nP -> Q : Y`, ["G", "Y"]],
    ["tokens to be used up", `${SYSTEM}P does { - | }`, ["G", "Y"]],
    ["any token to be made", `${SYSTEM}P does { + | }`, ["B", "G", "O", "P", "R", "Y"]],
    [
      "any token in a state",
      `${SYSTEM}snapshot by P\nexpect snapshot 1 { P { | } }`,
      ["B", "G", "O", "P", "R", "Y"],
    ],
    ["messages under way to the receiver", `${SYSTEM}P -> Q : Y as y\nQ -> P : R as r\nQ receives |`, ["y"]],
    [
      "messages by what they carry, once each is taken",
      `${SYSTEM}P -> Q : Y\nP -> Q : G\nQ receives Y\nQ receives |`,
      ["G"],
    ],
    ["messages of the cut's process", `${SYSTEM}P -> Q as a\nQ -> P as b\ncut c { P after | }`, ["a", "b"]],
    ["names of snapshots", `${SYSTEM}snapshot s by P\nexpect snapshot |`, ["s"]],
    ["numbers of those without one", `${SYSTEM}snapshot by P\nsnapshot by Q\nexpect snapshot |`, ["1", "2"]],
    ["names of cuts", `${SYSTEM}cut c at 3\nexpect cut |`, ["c"]],
    ["names of puzzles", `${SYSTEM}possible p { P { G } }\nexpect puzzle |`, ["p"]],
    ["units", "process P\ntime in |", ["tick", "ms", "us", "ns", "s"]],
    ["nobody to himself", "process P, Q\nchannel P -> |", ["Q"]],
  ];
  for (const [shows, marked, expected] of offers) {
    it(`offers just ${shows}`, async () =>
      assert.deepEqual((await labels(marked)).sort(), [...expected].sort()));
  }

  it("offers the words that fit, and only them", async () => {
    assert.deepEqual((await labels(`${SYSTEM}P -> Q : Y |`)).filter((word) => word.length > 1).slice(0, 2), [
      "as",
      "at",
    ]);
    const claims = await labels(`${SYSTEM}expect |`);
    for (const word of ["consistent", "tokens", "snapshot", "end"]) assert.ok(claims.includes(word), word);
    for (const word of ["ring", "process", "P"]) assert.ok(!claims.includes(word), word);
    const starters = await labels(`process P, Q\nchannel mesh\nsnapshot by |`);
    assert.deepEqual(starters.sort(), ["P", "Q", "clocks"], "no word that is written already");
    assert.deepEqual(await labels(`process P, Q\nchannel P -> Q reliable without |`), [
      "checksum",
      "numbers",
      "retransmission",
      "deduplication",
      "ordering",
    ]);
  });

  it("writes a name in quotes where it needs them", async () => {
    const opened = await open('process "New York", P\nchannel mesh\nP -> |');
    const list = await lsp.CompletionProvider?.getCompletion(opened.document, at(opened));
    const [item] = list?.items ?? [];
    assert.deepEqual([item.label, item.textEdit?.newText], ["New York", '"New York"']);
  });

  it("offers the words of the language and the names of messages", async () => {
    assert.ok((await labels("process P\n|")).includes("snapshot"));
    assert.ok((await labels(`${SYSTEM}P -> Q as m1\nlose |`)).includes("m1"));
  });
});

describe("rewrites", () => {
  const actionsAt = async (marked: string) => {
    const opened = await open(marked);
    const range = { start: opened.position, end: opened.position };
    const params = {
      textDocument: { uri: opened.document.uri.toString() },
      range,
      context: { diagnostics: [] },
    };
    const actions = (await lsp.CodeActionProvider?.getCodeActions(opened.document, params)) ?? [];
    const done = (title: string): string => {
      const action = actions.find((each) => each.title.startsWith(title));
      assert.ok(action && "edit" in action, JSON.stringify(actions.map((each) => each.title)));
      const edits = action.edit?.changes?.[opened.document.uri.toString()] ?? [];
      return applied(opened.text, opened.document, edits).slice(SYSTEM.length);
    };
    return { titles: actions.map(({ title }) => title), done };
  };

  it("move a cut to the nearest consistent one, back or forward, which is consistent then", async () => {
    const { done } = await actionsAt(`${SYSTEM}P -> Q : Y as y\nP does "x"\n|cut c { Q after y }`);
    const sends = 'P -> Q : Y as y\nP does "x"\n';
    assert.equal(done("Move the cut back"), `${sends}cut c { }`);
    assert.equal(done("Move the cut forward"), `${sends}cut c { P after 1, Q after 1 }`);
    const { document } = await open(`${SYSTEM}${done("Move the cut forward")}\nexpect consistent`);
    assert.deepEqual(document.diagnostics, []);
  });

  it("leave a consistent cut alone", async () => {
    const { titles } = await actionsAt(`${SYSTEM}P -> Q : Y as y\n|cut c { P after y }`);
    assert.deepEqual(titles, []);
  });

  it("accept what a snapshot recorded as what is expected, and it is so then", async () => {
    const text = 'P -> Q : Y\nQ -> P : "take" { O } at 1..5\nsnapshot by P at 2';
    const { done } = await actionsAt(`${SYSTEM}${text.replace("snapshot", "|snapshot")}`);
    const written = done("Accept recorded snapshot");
    assert.equal(
      written,
      `${text}\nexpect snapshot 1 { P { G }  Q { B, P, R, Y }  Q -> P [ "take" { O } ] }`,
    );
    const { document } = await open(`${SYSTEM}${written}`);
    assert.deepEqual(document.diagnostics, []);
  });

  it("put what was recorded in the place of what was expected", async () => {
    const text = "snapshot s by P\nexpect snapshot s { P { G } }";
    const { done } = await actionsAt(`${SYSTEM}${text.replace("expect", "|expect")}`);
    assert.equal(
      done("Accept recorded"),
      "snapshot s by P\nexpect snapshot s { P { G, Y }  Q { B, O, P, R } }",
    );
  });
});

describe("help while typing", () => {
  const active = async (line: string): Promise<string | undefined> => {
    const opened = await open(`${line}|`);
    const help = await lsp.SignatureHelp?.provideSignatureHelp(opened.document, at(opened));
    const [signature] = help?.signatures ?? [];
    const part = signature?.parameters?.[help?.activeParameter ?? 0]?.label;
    return typeof part === "object" ? signature.label.slice(...part) : undefined;
  };
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["process ", "NAME"],
    ["process P { ", "{ TOKENS }"],
    ["channel P -> Q ", "OPTIONS"],
    ["P -> ", "P -> Q"],
    ["P -> Q : ", "CONTENT"],
    ["P -> Q : Y as ", "NAME"],
    ["P -> Q : Y at ", "SENT..RECEIVED"],
    ['"New York" receives ', "MESSAGE"],
    ["P does ", '"TEXT"'],
    ["snapshot ", "NAME"],
    ["snapshot by P at 3 using ", "ALGORITHM"],
    ["cut c ", "NAME"],
    ["cut c { P after ", "{ P after 3, Q after m2 }"],
    ["expect snapshot 1 ", "CLAIM"],
    ["scenario s { P -> Q : ", "CONTENT"],
    ["// process ", undefined],
    ["P", undefined],
  ];
  for (const [line, part] of cases)
    it(`tells the part after ${line}`, async () => assert.equal(await active(line), part));

  it("names each part of each form once", () => {
    for (const [type, { form, parts }] of Object.entries(CONSTRUCTS))
      for (const part of parts) assert.equal(form.split(part.form).length, 2, `${type}: ${part.form}`);
  });
});

describe("a hover", () => {
  const words = async (marked: string): Promise<string> => {
    const opened = await open(marked);
    const hover = await lsp.HoverProvider?.getHoverContent(opened.document, at(opened));
    return hover === undefined ? "" : (hover.contents as { readonly value: string }).value;
  };
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "a process",
      `${SYSTEM}P -> Q : Y\nsnapshot by |P`,
      /process \*\*P\*\*[\s\S]*beginning: G, Y[\s\S]*end: G/,
    ],
    [
      "a process in a step of its own",
      `${SYSTEM}P -> Q : G\n|P -> Q : Y`,
      /before this step: Y[\s\S]*after it, at tick 2: none[\s\S]*Vector clock: P 2, Q 0\./,
    ],
    [
      "a process that is only sent to",
      `${SYSTEM}P -> |Q : Y`,
      /process \*\*Q\*\*[\s\S]*at the end: B, O, P, R, Y/,
    ],
    [
      "a message",
      `${SYSTEM}P -> Q : Y as y\nQ receives |y`,
      /message from \*\*P\*\* to \*\*Q\*\*[\s\S]*sent at tick 1, received at tick 2/,
    ],
    ["the word snapshot", `${SYSTEM}|snapshot by P`, /Marker-sending rule:[\s\S]*Marker-receiving rule:/],
    ["an arrow", `${SYSTEM}P -|> Q : Y`, /orphan message/],
    ["a latency", "process P, Q\nchannel P -> Q |latency 2", /^`latency LEAST/],
    [
      "what is expected",
      `${SYSTEM}snapshot by P\nexpect |consistent`,
      /^`consistent`[\s\S]*received inside it/,
    ],
    ["a snapshot by its name", `${SYSTEM}snapshot s by P\nexpect snapshot |s consistent`, /^`snapshot NAME/],
    ["a token", "process P { |G }", /^$/],
  ];
  for (const [shows, marked, expected] of cases)
    it(`over ${shows}`, async () => assert.match(await words(marked), expected));
});
