// What stands behind the lenses of authored texts: Show Diagram opens the diagram at a scenario of the file and selects a
// snapshot or cut; Run says what has come of what is expected; Show Witness opens the run that a puzzle has.

import * as vscode from "vscode";
import type { ExpectationOutcome, ScenarioOutcome } from "../../protocol/language.ts";
import { Commands } from "../platform/ids.ts";
import type { AuthoredHost } from "./host.ts";
import type { LanguageServer } from "./languageServer.ts";
import { solvePuzzle } from "./showWitness.ts";

export function registerAuthoredCommands(host: AuthoredHost, server: LanguageServer): vscode.Disposable {
  const register = (id: string, run: (...args: readonly unknown[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await run(...args);
      } catch (error) {
        host.log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        return undefined;
      }
    });
  return vscode.Disposable.from(
    register(Commands.showScenario, (uri, scenario, cut) => show(host, uri, scenario, cut)),
    register(Commands.runScenario, (uri, scenario) => run(host, server, uri, scenario)),
    register(Commands.solvePuzzle, (uri, _scenario, line) => solve(server, uri, line)),
  );
}

/** Arguments: the file, the scenario's name in it, and the id of a cut. */
async function show(
  { panels }: AuthoredHost,
  given: unknown,
  scenario: unknown,
  cut?: unknown,
): Promise<void> {
  const uri = uriOf(given);
  if (uri === undefined) return;
  const { session } = panels.open(uri);
  await session.settled();
  const { executions } = session;
  const isOther = typeof scenario === "string" && executions !== undefined && executions.chosen !== scenario;
  if (isOther && executions.names.includes(scenario)) await session.viewExecution(scenario);
  if (typeof cut === "string") session.selectCut(cut);
}

/** Arguments: the file, and the scenario's name; without one, all scenarios of the file. Gives what has come of them. */
async function run(
  host: AuthoredHost,
  server: LanguageServer,
  given: unknown,
  scenario: unknown,
): Promise<readonly ScenarioOutcome[] | undefined> {
  const uri = uriOf(given);
  const all =
    uri === undefined ? undefined : await server.request("lightcone/outcomes", { uri: uri.toString() });
  if (uri === undefined || all === undefined) {
    throw new Error(vscode.l10n.t("Open a .lightcone file first."));
  }
  const asked = typeof scenario === "string" ? all.filter(({ name }) => name === scenario) : all;
  // Not awaited: the command has ended when the outcome is there, not when its message is closed.
  void tell(host, uri, asked);
  return asked;
}

/** Arguments: the file, what a lens knows of its scenario, and the puzzle's line, from 1; without it the one at the cursor. */
async function solve(
  server: LanguageServer,
  given: unknown,
  line: unknown,
): Promise<vscode.TextDocument | undefined> {
  const uri = uriOf(given);
  if (uri === undefined) throw new Error(vscode.l10n.t("Open a .lightcone file first."));
  const cursor = (vscode.window.activeTextEditor?.selection.active.line ?? -1) + 1;
  return solvePuzzle(
    server,
    uri,
    typeof line === "string" || typeof line === "number" ? Number(line) : cursor,
  );
}

async function tell(
  host: AuthoredHost,
  uri: vscode.Uri,
  scenarios: readonly ScenarioOutcome[],
): Promise<void> {
  const expectations = scenarios.flatMap((each) => each.expectations);
  const failed = expectations.filter(({ kind }) => kind === "fails");
  const open = expectations.filter(({ kind }) => kind === "open").length;
  const name = scenarios.length === 1 ? scenarios[0].name : vscode.l10n.t("{0} scenarios", scenarios.length);
  if (expectations.length === 0) {
    const words = vscode.l10n.t("{0}: nothing is expected. Add a line such as “expect consistent”.", name);
    await vscode.window.showInformationMessage(words);
    return;
  }
  const counts = vscode.l10n.t(
    "{0}: {1} of {2} as expected",
    name,
    expectations.length - failed.length - open,
    expectations.length,
  );
  const [first] = failed;
  if (first === undefined) {
    const words = open === 0 ? counts : vscode.l10n.t("{0}, {1} not decided", counts, open);
    await vscode.window.showInformationMessage(words);
    return;
  }
  host.log.info(failed.map((each) => `${name}, line ${each.position.line}: ${each.words}`).join("\n"));
  await offerLine(
    uri,
    `${counts}. ${vscode.l10n.t("Line {0}: {1}.", first.position.line, first.words)}`,
    first,
  );
}

async function offerLine(uri: vscode.Uri, words: string, { position }: ExpectationOutcome): Promise<void> {
  const go = vscode.l10n.t("Go to Line");
  if ((await vscode.window.showWarningMessage(words, go)) !== go) return;
  const at = new vscode.Position(position.line - 1, position.column - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given === "string") return vscode.Uri.parse(given);
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "lightcone" ? document.uri : undefined;
}
