// Problems of recorded traces on the lines of files that are no language of ours, and what is offered there: the event in
// the diagram, and the nearest consistent cuts.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, lightcone, writeFiles } from "./support.ts";

const REVEAL = "Reveal in the Space-Time Diagram";
const BELOW = "Show the Nearest Consistent Cut Below";
const ABOVE = "Show the Nearest Consistent Cut Above";

/** P records and then sends an order; Q receives it and then records. */
const LOG = `P {"P": 1}
lightcone.snapshot.record nightly
P {"P": 2}
send order
Q {"P": 2, "Q": 1}
receive order
Q {"P": 2, "Q": 2}
lightcone.snapshot.record nightly
`;

const span = (service: string, id: number, more: object): string =>
  JSON.stringify({
    resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
    scopeSpans: [
      {
        spans: [
          { traceId: "1".padStart(32, "0"), spanId: `${id}`.padStart(16, "0"), name: "order", ...more },
        ],
      },
    ],
  });
const at = (time: number) => ({ startTimeUnixNano: `${time}`, endTimeUnixNano: `${time}` });
const record = (time: number) => ({
  ...at(time),
  kind: 1,
  attributes: [{ key: "checkpoint.id", value: { intValue: "7" } }],
  events: [{ name: "lightcone.snapshot.record", timeUnixNano: `${time}` }],
});
const JSON_TEXT = `{"resourceSpans": [
${span("P", 1, record(10))},
${span("P", 2, { kind: 4, ...at(40) })},
${span("Q", 3, { kind: 5, parentSpanId: "2".padStart(16, "0"), ...at(30) })},
${span("Q", 4, record(50))}
]}
`;

/** Opens a file as text, and its diagram; waits for its problems. */
async function shown(name: string, text: string, problems: readonly string[]): Promise<vscode.TextDocument> {
  const files = await writeFiles({ [name]: text });
  const document = await vscode.workspace.openTextDocument(files[name]);
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("lightcone.diagram.open", document.uri);
  const found = (): string[] =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(
        ({ source, severity }) => source === "Lightcone" && severity < vscode.DiagnosticSeverity.Information,
      )
      .map(({ code, range }) => `${code}@${range.start.line + 1}`);
  await eventually(`the problems are ${problems}`, () => found().join() === problems.join());
  return document;
}

async function fixes(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    document.lineAt(line - 1).range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found.filter(({ command }) => command?.command.startsWith("lightcone."));
}

async function run(actions: readonly vscode.CodeAction[], title: string): Promise<unknown> {
  const command = actions.find((each) => each.title === title)?.command;
  assert.ok(command, `${title} is not offered`);
  return vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

describe("problems of a recorded trace", () => {
  afterEach(closeAll);

  it("of a log stand on its lines, with the partner beside, and lead into the diagram", async () => {
    const document = await shown("run.log", LOG, ["orphan-message@5"]);
    const orphan = vscode.languages
      .getDiagnostics(document.uri)
      .find(({ code }) => code === "orphan-message");
    const [partner] = orphan?.relatedInformation ?? [];
    assert.equal(partner.location.range.start.line, 2);
    const actions = await fixes(document, 5);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [REVEAL, BELOW, ABOVE],
    );
    const { panels, sessions } = await lightcone();
    const session = sessions.peek(document.uri);
    const trace = session?.opened?.trace;
    assert.ok(session && trace);
    await run(actions, REVEAL);
    const event = panels.find(document.uri)?.selectedEvent ?? -1;
    assert.equal(trace.events.line[event], 5);
    await run(actions, BELOW);
    assert.deepEqual([...(session.selectedCut?.frontier ?? [])], [0, 0]);
    assert.equal(session.selectedCut?.verdict, "consistent");
    await run(actions, ABOVE);
    assert.deepEqual([...(session.selectedCut?.frontier ?? [])], [2, 1]);
    assert.equal(session.selectedCut?.verdict, "consistent");
  });

  it("of a JSON file do so too, clocks among them, and the diagram opens again where it was closed", async () => {
    const document = await shown("run.json", JSON_TEXT, ["orphan-message@4", "clock-skew@4"]);
    const actions = await fixes(document, 4);
    const titles = actions.map(({ title }) => title).sort();
    assert.deepEqual(titles, [REVEAL, REVEAL, BELOW, ABOVE].sort());
    const { panels } = await lightcone();
    panels.find(document.uri)?.panel.dispose();
    await eventually("the diagram is closed", () => panels.size === 0);
    await run(actions, REVEAL);
    assert.equal(panels.size, 1);
    assert.ok((panels.find(document.uri)?.selectedEvent ?? -1) >= 0);
  });

  it("offer the event of any line of a trace that has a problem, and nothing elsewhere", async () => {
    const hole = LOG.replace('{"P": 2}\nsend', '{"P": 3}\nsend').replaceAll('"P": 2, "Q"', '"P": 3, "Q"');
    const document = await shown("hole.log", hole, ["clock-hole@3", "orphan-message@5"]);
    assert.deepEqual(
      (await fixes(document, 3)).map(({ title }) => title),
      [REVEAL],
    );
    assert.deepEqual(await fixes(document, 7), []);
  });
});
