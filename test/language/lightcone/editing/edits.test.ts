// What dragging and clicking in a diagram does to the text, case by case: which words change, which stay, and what is
// refused in which words.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SYSTEM } from "../support.ts";
import { answerOf, edited, place, refusal } from "./support.ts";

const payload = (token: string) => ({ label: "", tokens: [{ token, count: 1 }], fields: [] });

describe("another time of receipt", () => {
  const cases: readonly (readonly [
    shows: string,
    text: string,
    statement: string,
    time: number,
    then: string,
  ])[] = [
    ["is replaced", "P -> Q : Y at 2..5 // y\n", "P -> Q", 9, "P -> Q : Y at 2..9 // y\n"],
    ["is added to a time", "P -> Q : Y at 2\n", "P -> Q", 4.5, "P -> Q : Y at 2..4.5\n"],
    [
      "comes with the time of sending",
      "P -> Q : Y as m // y\n",
      "P -> Q",
      4,
      "P -> Q : Y as m at 1..4 // y\n",
    ],
    [
      "goes where it is given",
      "P -> Q : Y\nQ receives Y at 6\nQ -> P : R\n",
      "P -> Q",
      8,
      "P -> Q : Y\nQ receives Y at 8\nQ -> P : R\n",
    ],
    [
      "goes to both places where it is given twice",
      "P -> Q : Y at 1..6\nQ receives Y at 6\n",
      "P -> Q",
      8,
      "P -> Q : Y at 1..8\nQ receives Y at 8\n",
    ],
  ];
  for (const [shows, text, statement, time, then] of cases) {
    it(shows, () => {
      const whole = SYSTEM + text;
      const edit = { kind: "receive", statement: place(whole, statement), time } as const;
      assert.equal(edited(whole, edit), SYSTEM + then);
    });
  }

  it("is refused where FIFO, the sending or a draw forbids it, in the words of the language", () => {
    const text = `${SYSTEM}P -> Q : Y at 2..7\nP -> Q : G at 3..9\nrandom 1 sends seed 2 at 12\n`;
    const at = (statement: string, time: number) =>
      ({ kind: "receive", statement: place(text, statement), time }) as const;
    assert.match(
      refusal(text, at("P -> Q : G", 5)),
      /before one that was sent earlier on the FIFO channel P -> Q/,
    );
    assert.match(refusal(text, at("P -> Q : Y", 2)), /received after it is sent/);
    assert.match(refusal(text, at("P -> Q : Y", 10)), /sent earlier on the FIFO channel/);
    assert.match(refusal(text, at("random", 14)), /`random` draws this message/);
    assert.match(refusal(text, { ...at("random", 1), statement: { line: 1, column: 5 } }), /try again/);
  });

  it("keeps what FIFO allows: every time of two messages, one by one", () => {
    // Received at 5 and 8: G may go to 5 … 12, and not before; Y to 3 … 8, and not behind.
    const text = `${SYSTEM}P -> Q : Y at 2..5\nP -> Q : G at 4..8\n`;
    const possible = (statement: string): number[] =>
      Array.from({ length: 13 }, (_, time) => time).filter(
        (time) =>
          answerOf(text, { kind: "receive", statement: place(text, statement), time }).kind === "changes",
      );
    assert.deepEqual(possible("P -> Q : Y"), [3, 4, 5, 6, 7, 8]);
    assert.deepEqual(possible("P -> Q : G"), [5, 6, 7, 8, 9, 10, 11, 12]);
    const loose = text.replace("<-> Q", "<-> Q not fifo");
    const all = Array.from({ length: 13 }, (_, time) => time).filter(
      (time) =>
        answerOf(loose, { kind: "receive", statement: place(loose, "P -> Q : G"), time }).kind === "changes",
    );
    assert.deepEqual(all, [5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

describe("another time of a step", () => {
  const cases: readonly (readonly [string, string, string, string, number, string])[] = [
    ["of a send", "P -> Q : Y at 2\n", "P -> Q", "P", 6, "P -> Q : Y at 6\n"],
    ["of a send without one", "P -> Q : Y as m\n", "P -> Q", "P", 3, "P -> Q : Y as m at 3\n"],
    ["of a send with a receipt", "P -> Q : Y at 2..9\n", "P -> Q", "P", 6, "P -> Q : Y at 6..9\n"],
    ["of a local step", 'P does "x" { - Y }\n', "P does", "P", 4, 'P does "x" { - Y } at 4\n'],
    ["of a snapshot", "snapshot by P at 3\n", "snapshot", "P", 5, "snapshot by P at 5\n"],
    [
      "of a snapshot in the process's order",
      "snapshot s by P\n",
      "snapshot",
      "P",
      5,
      "snapshot s by P at 5\n",
    ],
    [
      "of one of two initiators",
      "snapshot by P, Q at 3\n",
      "snapshot",
      "Q",
      3.5,
      "snapshot by P at 3, Q at 3.5\n",
    ],
    [
      "of the first of two initiators",
      "snapshot by P, Q at 3 using chandy-lamport\n",
      "snapshot",
      "P",
      3.5,
      "snapshot by P at 3.5, Q at 3 using chandy-lamport\n",
    ],
    [
      "of independent recordings",
      "snapshot independently at 3\n",
      "snapshot",
      "Q",
      4,
      "snapshot independently at 4\n",
    ],
  ];
  for (const [shows, text, statement, process, time, then] of cases) {
    it(shows, () => {
      const whole = SYSTEM + text;
      const edit = { kind: "time", statement: place(whole, statement), process, time } as const;
      assert.equal(edited(whole, edit), SYSTEM + then);
    });
  }

  it("is refused against the order of the process, the receipt, and where there is none", () => {
    const text = `${SYSTEM}P -> Q : Y at 2..6\nP -> Q : G at 8\nsnapshot by P at 20, Q at 30\nsnapshot by clocks at 40\n`;
    const at = (statement: string, process: string, time: number) =>
      ({ kind: "time", statement: place(text, statement), process, time }) as const;
    assert.match(
      refusal(text, at("P -> Q : G", "P", 1)),
      /stands in the order in which it happens: this is at 1/,
    );
    assert.match(refusal(text, at("P -> Q : Y", "P", 6)), /received after it is sent/);
    assert.match(
      refusal(text, at("P -> Q : Y", "P", 9)),
      /received after it is sent|order in which it happens/,
    );
    assert.match(refusal(text, at("snapshot by P", "P", 40)), /a marker makes P record before that/);
    assert.match(refusal(text, at("snapshot by clocks", "P", 41)), /clock/);
  });
});

describe("a new step", () => {
  const add = (process: string, time: number, step: Parameters<typeof answerOf>[1] & { kind: "add" }) => ({
    ...step,
    process,
    time,
  });
  const send = (token: string, to: string) =>
    ({ kind: "add", process: "", time: 0, step: { kind: "send", to, payload: payload(token) } }) as const;
  const local = { kind: "add", process: "", time: 0, step: { kind: "local", label: "thinks" } } as const;
  const snapshot = { kind: "add", process: "", time: 0, step: { kind: "snapshot" } } as const;
  const text = `${SYSTEM}\nP -> Q : Y at 2..5  // y\nQ -> P : R at 4\nP does "end" at 9\nexpect consistent\n`;

  it("stands in the order of its process, in a line of its own", () => {
    assert.equal(
      edited(text, add("P", 3, send("G", "Q"))),
      text.replace("// y\n", "// y\nP -> Q : G at 3\n"),
    );
    assert.equal(
      edited(text, add("P", 6, local)),
      text.replace("R at 4\n", 'R at 4\nP does "thinks" at 6\n'),
    );
    assert.equal(
      edited(text, add("P", 1, local)),
      text.replace("P -> Q : Y", 'P does "thinks" at 1\nP -> Q : Y'),
    );
    assert.equal(edited(text, add("Q", 11, snapshot)), text.replace("at 9\n", "at 9\nsnapshot by Q at 11\n"));
  });

  it("stands behind the system where nothing happens yet, and in the right scenario", () => {
    assert.equal(edited(SYSTEM, add("P", 3, send("G", "Q"))), `${SYSTEM}\nP -> Q : G at 3\n`);
    const several = `${SYSTEM}\nscenario a {\n    P -> Q : Y\n}\n\nscenario b { }\n\nscenario c {\n}\n`;
    assert.equal(
      edited(several, add("Q", 3, send("R", "P")), "a"),
      several.replace("    P -> Q : Y\n", "    P -> Q : Y\n    Q -> P : R at 3\n"),
    );
    assert.equal(
      edited(several, add("P", 3, local), "b"),
      several.replace("b { }", 'b {\n    P does "thinks" at 3\n }'),
    );
    assert.equal(
      edited(several, add("P", 3, local), "c"),
      several.replace("c {\n", 'c {\n    P does "thinks" at 3\n'),
    );
  });

  it("takes the line breaks and the indentation of the text", () => {
    const windows = text.replaceAll("\n", "\r\n").replace("P does", "\tP does");
    const then = edited(windows, add("P", 12, local));
    assert.ok(then.includes('\tP does "end" at 9\r\n\tP does "thinks" at 12\r\n'), JSON.stringify(then));
  });

  it("comes last among the snapshots, for they are counted", () => {
    const counted = `${SYSTEM}snapshot by P at 5\nP -> Q : Y at 7\nexpect snapshot 1 consistent\n`;
    assert.equal(
      edited(counted, add("Q", 2, snapshot)),
      counted.replace("at 5\n", "at 5\nsnapshot by Q at 2\n"),
    );
  });

  it("is refused where the tokens or a channel lack, or a line would mean another message", () => {
    assert.match(refusal(text, add("P", 3, send("R", "Q"))), /P cannot send R to Q at 3: it holds 0/);
    assert.match(refusal(`${text}process T\n`, add("P", 3, send("G", "T"))), /no channel from P to T/);
    const waits = `process P { 2 Y }\nprocess Q\nchannel P -> Q\nP -> Q : Y at 5\nQ receives Y\n`;
    assert.match(refusal(waits, add("P", 1, send("Y", "Q"))), /line 5 would wait for another message/);
    assert.match(refusal(text, add("Z", 3, local)), /no process Z/);
    const stopped = `${SYSTEM}stop at 4\n`;
    assert.match(refusal(stopped, add("P", 8, local)), /never happens/);
  });
});

describe("a step taken out", () => {
  it("goes with its line and the comment behind it, or alone from between others", () => {
    const text = `${SYSTEM}P -> Q : Y // why\nQ -> P : R  snapshot by P at 3\n`;
    const remove = (of: string, statement: string) =>
      edited(of, { kind: "remove", statement: place(of, statement) });
    assert.equal(remove(text, "P -> Q"), text.replace("P -> Q : Y // why\n", ""));
    assert.equal(remove(text, "Q -> P"), text.replace("Q -> P : R  ", ""));
    assert.equal(remove(text, "snapshot"), text.replace("  snapshot by P at 3", ""));
    assert.equal(remove(`${SYSTEM}P -> Q : Y`, "P -> Q"), SYSTEM);
  });

  it("is refused where somebody speaks of it", () => {
    const text = `${SYSTEM}P -> Q : Y as y\nQ receives y\nsnapshot by P at 3\nsnapshot by Q at 9\nexpect snapshot 2 consistent\n`;
    const remove = (statement: string) =>
      refusal(text, { kind: "remove", statement: place(text, statement) });
    assert.match(remove("P -> Q"), /no message y is sent to Q/);
    assert.match(remove("snapshot by P"), /there is no snapshot 2|another snapshot|snapshot 2/);
  });
});
