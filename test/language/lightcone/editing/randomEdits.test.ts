// Edits of a diagram on random scenarios: whatever event is dragged to whatever time, an edit that is given comes true in
// a run of its own, and changes nothing of the text but what was asked for. What is refused has words.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type DiagramEdit, withChanges } from "../../../../src/core/analysis/scenarioEdit.ts";
import { stepEvents } from "../../../../src/core/analysis/stepEvents.ts";
import { NONE } from "../../../../src/core/trace/ids.ts";
import { formatText } from "../../../../src/language/lightcone/printing/formatText.ts";
import { answerOf, ran } from "./support.ts";

interface Draft {
  readonly fifo: boolean;
  readonly most: number;
  readonly block: boolean;
  readonly steps: readonly {
    readonly kind: number;
    readonly p: number;
    readonly q: number;
    readonly wait: number;
    readonly timed: number;
  }[];
  readonly pick: number;
  readonly time: number;
  readonly what: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  fifo: fc.boolean(),
  most: fc.integer({ min: 1, max: 4 }),
  block: fc.boolean(),
  steps: fc.array(
    fc.record({
      kind: fc.nat(9),
      p: fc.nat(2),
      q: fc.nat(1),
      wait: fc.nat(3),
      timed: fc.nat(3),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  pick: fc.nat(1000),
  time: fc.nat(40),
  what: fc.nat(9),
});

/** A formatted scenario in which each process's times rise. */
function textOf({ fifo, most, block, steps }: Draft): string {
  const indent = block ? "    " : "";
  const lines = ["process A, B, C { 9 tokens }", `channel mesh latency 1..${most}${fifo ? "" : " not fifo"}`];
  if (block) lines.push("", "scenario first {", "    A -> B", "}", "", "scenario second {");
  const now = [0, 0, 0];
  steps.forEach(({ kind, p, q, wait, timed }, i) => {
    const from = "ABC"[p];
    const to = "ABC"[(p + 1 + q) % 3];
    now[p] += wait + (timed === 0 ? 0 : 1);
    const at = timed === 0 ? ` at ${now[p]}` : "";
    if (kind < 6)
      lines.push(
        `${indent}${from} -> ${to} : 1 tokens as m${i}${at}${at && kind < 2 ? `..${now[p] + 1 + wait}` : ""}`,
      );
    else if (kind < 8) lines.push(`${indent}${from} does "s${i}"${at}  // step ${i}`);
    else lines.push(`${indent}snapshot by ${from}${at}`);
  });
  if (block) lines.push("}");
  return `${lines.join("\n")}\n`;
}

/** The edit that is asked for, of a step that happened; undefined where none did. */
async function editOf(text: string, { pick, time, what, block }: Draft): Promise<DiagramEdit | undefined> {
  const { scenario, trace } = await ran(block ? secondOnly(text) : text);
  const { eventOf } = stepEvents(scenario, trace);
  const steps = (scenario.steps ?? []).flatMap((step, i) => (eventOf[i] === NONE ? [] : [step]));
  if (what > 7 || steps.length === 0) {
    const step = what === 9 ? ({ kind: "local", label: "new" } as const) : ({ kind: "snapshot" } as const);
    const payload = { label: "", tokens: [{ token: "tokens", count: 1 }], fields: [] };
    const send = { kind: "send", to: "C", payload: { ...payload, tokens: [], label: "hello" } } as const;
    return { kind: "add", process: "AB"[pick % 2], time, step: pick % 3 === 0 ? send : step };
  }
  const step = steps[pick % steps.length];
  if (step.kind === "workload") return undefined;
  const statement = { line: step.line, column: step.column ?? 1 };
  if (what < 3 && step.kind === "send") return { kind: "receive", statement, time };
  if (what === 7) return { kind: "remove", statement };
  return { kind: "time", statement, process: scenario.processes[step.process].name, time };
}

/** The second scenario alone, on the lines on which it stands. */
function secondOnly(text: string): string {
  const lines = text.split("\n");
  const at = lines.indexOf("scenario first {");
  return lines.map((line, i) => (i >= at && i < at + 3 ? "" : line)).join("\n");
}

/** Every word but the times. */
function timeless(text: string): string {
  return text.replaceAll(/ at [\d.]+/g, "");
}

describe("a random edit of a random scenario", () => {
  it("comes true and changes nothing else, or is refused in words", async () => {
    const given = new Map<string, number>();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(draft, async (drawn) => {
        const text = textOf(drawn);
        assert.equal(formatText(text), text);
        const edit = await editOf(text, drawn);
        if (edit === undefined) return;
        const answer = answerOf(text, edit, drawn.block ? "second" : undefined);
        if (answer.kind === "refused") {
          assert.ok(answer.words.length > 5);
          refused++;
          return;
        }
        given.set(edit.kind, (given.get(edit.kind) ?? 0) + 1);
        const then = withChanges(text, answer.changes);
        assert.equal(formatText(then), then);
        await comesTrue(drawn.block ? secondOnly(text) : text, drawn.block ? secondOnly(then) : then, edit);
      }),
      { numRuns: 400, seed: 20260, endOnFailure: false },
    );
    for (const kind of ["receive", "time", "add", "remove"])
      assert.ok((given.get(kind) ?? 0) > 20, `${kind} ${given.get(kind)}`);
    assert.ok(refused > 20 && refused < 200, String(refused));
  });
});

async function comesTrue(text: string, then: string, edit: DiagramEdit): Promise<void> {
  const before = await ran(text);
  const after = await ran(then);
  assert.ok(after.errors <= before.errors, then);
  const { eventOf } = stepEvents(after.scenario, after.trace);
  const steps = after.scenario.steps ?? [];
  const lines = [text, then].map((each) => each.split("\n"));
  if (edit.kind === "add") {
    const isNew = (line: string): boolean => !lines[0].includes(line);
    const put = lines[1].findIndex((line, i) => isNew(line) || lines[0][i] !== line);
    assert.deepEqual(lines[1].toSpliced(put, 1), lines[0]);
    const step = steps.findIndex(({ line }) => line === put + 1);
    assert.equal(after.trace.events.time[eventOf[step]], edit.time, then);
    return;
  }
  if (edit.kind === "remove") {
    assert.deepEqual(lines[0].toSpliced(edit.statement.line - 1, 1), lines[1]);
    return;
  }
  assert.equal(timeless(then), timeless(text));
  assert.deepEqual(
    lines[1].flatMap((line, i) => (line === lines[0][i] ? [] : [i + 1])),
    lines[0][edit.statement.line - 1] === lines[1][edit.statement.line - 1] ? [] : [edit.statement.line],
  );
  const step = steps.findIndex(({ line }) => line === edit.statement.line);
  const event = eventOf[step];
  const happens = edit.kind === "time" ? event : after.trace.messages.receive[after.trace.events.sent[event]];
  assert.equal(after.trace.events.time[happens], edit.time, then);
}
