// "Find Smallest Counter-Example…": the smallest scenario in which a snapshot algorithm goes wrong once one of its assumptions is
// broken, as an unsaved text beside its diagram; or, with none broken, that there is none up to a size. Arguments: { algorithm,
// without, size } if nothing is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import {
  type Breakable,
  isSearchedSize,
  LEAST_SIZE,
  MOST_SIZE,
  USUAL_SIZE,
} from "../../core/exploration/breakable.ts";
import type { CounterReport } from "../../protocol/exploring.ts";
import type { SearchedAlgorithm } from "../opening/main.ts";
import { openUnsaved, showBesideDiagram } from "../platform/besideDiagram.ts";
import { Commands } from "../platform/ids.ts";
import { askText, type Check } from "../platform/prompts.ts";
import { type Command, type Services, UserError } from "./command.ts";
import { newThread, withThreadProgress } from "./explorerThreads.ts";

const argument = v.object({
  algorithm: v.string(),
  /** As the command line calls it; absent to break nothing. */
  without: v.optional(v.string()),
  size: v.optional(v.pipe(v.number(), v.check(isSearchedSize))),
});

interface Wish {
  readonly algorithm: SearchedAlgorithm;
  /** Undefined: nothing is broken. */
  readonly broken: Breakable | undefined;
  readonly size: number;
}

export const findCounterExample: Command = {
  id: Commands.findCounterExample,
  run: async (services, given) => {
    const { searchedAlgorithms } = await import("../opening/main.ts");
    const algorithms = searchedAlgorithms();
    const parsed = v.safeParse(argument, given);
    const wish = parsed.success ? wishOf(algorithms, parsed.output) : await ask(algorithms);
    if (wish === undefined) return undefined;
    const report = await search(services, wish);
    if (report === undefined) return undefined;
    const words = wordsOf(wish, report);
    services.log.info(words);
    const document = report.found && (await open(wish, report, report.found.text));
    // Not awaited: the command has ended when all is shown, not when its message is closed.
    void tell(wish, report, words, document?.uri);
    return { report, words, uri: document?.uri.toString() };
  },
};

function wishOf(algorithms: readonly SearchedAlgorithm[], asked: v.InferOutput<typeof argument>): Wish {
  const algorithm = algorithms.find(({ id }) => id === asked.algorithm);
  if (algorithm === undefined)
    throw new UserError(vscode.l10n.t("There is no algorithm {0} that promises something.", asked.algorithm));
  const broken = algorithm.breakable.find(({ name }) => name === asked.without);
  if (asked.without !== undefined && broken === undefined)
    throw new UserError(vscode.l10n.t("{0} does not assume {1}.", algorithm.name, asked.without));
  return { algorithm, broken, size: asked.size ?? USUAL_SIZE };
}

async function ask(algorithms: readonly SearchedAlgorithm[]): Promise<Wish | undefined> {
  const title = vscode.l10n.t("Find Smallest Counter-Example");
  const items = algorithms.map((algorithm) => ({
    label: algorithm.name,
    description: algorithm.id,
    detail: algorithm.assumes,
    algorithm,
  }));
  const placeHolder = vscode.l10n.t(
    "Which snapshot algorithm is to go wrong? Below each stands what it assumes.",
  );
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen === undefined) return undefined;
  const { algorithm } = chosen;
  const assumption = await askBroken(`${title}: ${algorithm.name}`, algorithm);
  if (assumption === undefined) return undefined;
  const { broken } = assumption;
  const size = broken === undefined ? await askSize(`${title}: ${algorithm.name}`) : USUAL_SIZE;
  return size === undefined ? undefined : { algorithm, broken, size };
}

interface BrokenItem extends vscode.QuickPickItem {
  readonly broken?: Breakable;
}

async function askBroken(title: string, { breakable }: SearchedAlgorithm): Promise<BrokenItem | undefined> {
  const items: BrokenItem[] = [
    ...breakable.map((broken) => ({ label: broken.words, description: broken.name, broken })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t("Nothing: check the algorithm"),
      detail: vscode.l10n.t("with all that it assumes nothing should go wrong, up to a size that you say"),
    },
  ];
  const placeHolder = vscode.l10n.t("Which of its assumptions is to be broken?");
  return vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
}

async function askSize(title: string): Promise<number | undefined> {
  const answer = await askText({
    title,
    value: String(USUAL_SIZE),
    placeholder: vscode.l10n.t("a whole number, {0} to {1}", LEAST_SIZE, MOST_SIZE),
    prompt: vscode.l10n.t("Up to which size? Processes, channels and sends in all."),
    check: checkSize,
  });
  return answer === undefined ? undefined : Number(answer);
}

function checkSize(value: string): Check | undefined {
  const words = vscode.l10n.t("a whole number, {0} to {1}", LEAST_SIZE, MOST_SIZE);
  if (value.trim() === "" || !isSearchedSize(Number(value))) return { words, severity: "error" };
  if (Number(value) <= USUAL_SIZE) return undefined;
  return { words: vscode.l10n.t("each size more takes several times as long"), severity: "info" };
}

/** Undefined where it was cancelled. */
async function search(services: Services, wish: Wish): Promise<CounterReport | undefined> {
  const { algorithm, broken, size } = wish;
  const thread = newThread(services);
  const request = { algorithm: algorithm.id, without: broken?.name, mostSize: size };
  try {
    const title = vscode.l10n.t("Smallest counter-example to {0}", algorithm.name);
    const answer = await withThreadProgress(title, thread, (progress) =>
      thread.ask({ type: "counter-example", ...request }, "counter-example", progress),
    );
    return answer.report;
  } finally {
    thread.end();
  }
}

/** What goes wrong, or that nothing does. */
function resultOf({ algorithm: { name }, broken }: Wish, { found, size }: CounterReport): string {
  const head =
    broken === undefined
      ? vscode.l10n.t("{0} (with all that it assumes)", name)
      : vscode.l10n.t("{0} (“{1}” broken)", name, broken.words);
  return found === undefined
    ? vscode.l10n.t("{0}: nothing goes wrong up to size {1}", head, size)
    : vscode.l10n.t("{0}: {1}", head, found.words);
}

/** The result, and how much was gone through for it. */
function wordsOf(wish: Wish, report: CounterReport): string {
  const { found, size, scenarios, states, complete } = report;
  const result = resultOf(wish, report);
  const tried = vscode.l10n.t("scenarios gone through: {0}, states: {1}", scenarios, states);
  if (found !== undefined) {
    const words = vscode.l10n.t("{0}. Processes, channels and sends: {1}; {2}.", result, size, tried);
    return complete ? words : vscode.l10n.t("{0} Not all runs of smaller ones were seen.", words);
  }
  const seen = complete
    ? vscode.l10n.t("all runs of each were seen")
    : vscode.l10n.t("not all runs of each were seen, so there may be one");
  return vscode.l10n.t("{0} (processes, channels and sends); {1}; {2}.", result, tried, seen);
}

/** Offers what one may want to know next: all runs of what was found, or the next size. */
async function tell(
  { algorithm: { id: algorithm }, broken }: Wish,
  { found, size, complete }: CounterReport,
  words: string,
  uri: vscode.Uri | undefined,
): Promise<void> {
  const isExpected = (found === undefined) === (broken === undefined) && complete;
  const show = isExpected ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if (found !== undefined) {
    const explore = vscode.l10n.t("Explore All Runs…");
    const choice = await show(words, explore);
    if (choice === explore) await vscode.commands.executeCommand(Commands.exploreRuns, uri);
    return;
  }
  const next = { algorithm, without: broken?.name, size: size + 1 };
  const further = isSearchedSize(next.size) ? [vscode.l10n.t("Search up to Size {0}", next.size)] : [];
  const choice = await show(words, ...further);
  if (choice !== undefined) await vscode.commands.executeCommand(Commands.findCounterExample, next);
}

/** In the workspace's folder, under a name that says what it shows; without one as a text without a name. */
async function open(wish: Wish, report: CounterReport, text: string): Promise<vscode.TextDocument> {
  const { algorithm, broken } = wish;
  const content = `// ${resultOf(wish, report)}.\n${text}`;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder !== undefined) {
    const name = broken === undefined ? algorithm.id : `${algorithm.id}-without-${broken.name}`;
    return openUnsaved(folder.uri, { name, ending: ".lightcone", content });
  }
  const document = await vscode.workspace.openTextDocument({ language: "lightcone", content });
  await showBesideDiagram(document);
  return document;
}
