// "Explore All Runs…": what each snapshot of a scenario can record, and whether what it expects holds in every run; choosing
// one opens its run as a scenario beside its diagram. Arguments: the file, and { order, starts, choose } if nothing is asked.

import * as v from "valibot";
import * as vscode from "vscode";
import type { ExploredReport, FoundExpectation } from "../../protocol/exploring.ts";
import { showBesideDiagram } from "../platform/besideDiagram.ts";
import { Commands } from "../platform/ids.ts";
import type { ExplorerThread } from "../platform/thread/explorerThread.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, type Services, UserError, withTrace } from "./command.ts";
import { newThread, withThreadProgress } from "./explorerThreads.ts";

const argument = v.object({
  order: v.picklist(["free", "timed"]),
  starts: v.picklist(["script", "any"]),
  /** The place among what is listed of the run to open; absent to open none. */
  choose: v.optional(v.number()),
});
type Wish = v.InferOutput<typeof argument>;

interface RunItem extends vscode.QuickPickItem {
  readonly final?: number;
}

export const exploreRuns: Command = {
  id: Commands.exploreRuns,
  run: (services, given, options) =>
    withTrace(services, given, async ({ session, opened }) => {
      const { scenario } = opened;
      if (scenario === undefined)
        throw new UserError(vscode.l10n.t("A recorded trace has one run; scenarios have many to explore."));
      const parsed = v.safeParse(argument, options);
      const wish = parsed.success ? parsed.output : await ask();
      if (wish === undefined) return undefined;
      const title = vscode.l10n.t("Runs of {0}", titleOf(session.uri));
      const thread = newThread(services);
      try {
        const request = { type: "explore", scenario, order: wish.order, starts: wish.starts } as const;
        const { report } = await withThreadProgress(title, thread, (progress) =>
          thread.ask(request, "explored", progress),
        );
        services.log.info(`${title}: ${report.extent}`);
        const items = itemsOf(report);
        const chosen = parsed.success ? items[wish.choose ?? -1] : await choose(title, report, items);
        if (chosen?.final !== undefined) await openRun(services, thread, chosen.final);
        return report;
      } finally {
        thread.end();
      }
    }),
};

async function ask(): Promise<Wish | undefined> {
  const items = [
    {
      label: vscode.l10n.t("Any order"),
      detail: vscode.l10n.t("times say nothing; each process does its lines in their order"),
      wish: { order: "free", starts: "script" } as const,
    },
    {
      label: vscode.l10n.t("Any order, snapshots at any moment"),
      detail: vscode.l10n.t("whatever stands before them"),
      wish: { order: "free", starts: "any" } as const,
    },
    {
      label: vscode.l10n.t("Keep the order of times"),
      detail: vscode.l10n.t("what has a time happens in that order; deliveries are free"),
      wish: { order: "timed", starts: "script" } as const,
    },
  ];
  const title = vscode.l10n.t("Explore All Runs");
  const placeHolder = vscode.l10n.t("In which order may things happen?");
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.wish;
}

function choose(
  title: string,
  report: ExploredReport,
  items: readonly RunItem[],
): Thenable<RunItem | undefined> {
  const remarks = [report.extent, ...report.remarks].join(". ");
  return vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t("Choose one to open its run. {0}.", remarks),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

/** What fails first, then the snapshots with all that they can record, then what holds. */
function itemsOf({ snapshots, expectations, complete }: ExploredReport): RunItem[] {
  const fails = expectations.filter(({ kind }) => kind === "fails");
  const others = expectations.filter(({ kind }) => kind !== "fails");
  const separator = (label: string): RunItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...fails.map((each) => ({
      label: `$(error) ${vscode.l10n.t("Show Shortest Failing Run")}`,
      description: vscode.l10n.t("line {0}, {1} steps", each.line, each.steps ?? 0),
      detail: each.words,
      final: each.final,
    })),
    ...snapshots.flatMap(({ title, states }) => [
      separator(
        complete
          ? vscode.l10n.t("{0} can record {1} global states", title, states.length)
          : vscode.l10n.t("{0} can record {1} global states or more", title, states.length),
      ),
      ...states.map(({ words, verdict, verdictWords, finals, steps, final }) => ({
        label: `$(${verdict === "consistent" ? "pass" : verdict === "unknown" ? "question" : "error"}) ${words}`,
        description: verdictWords,
        detail: vscode.l10n.t("ends of runs with it: {0}; steps of a shortest run: {1}", finals, steps),
        final,
      })),
    ]),
    ...(others.length === 0 ? [] : [separator(vscode.l10n.t("Expectations"))]),
    ...others.map(expectationItem),
  ];
}

function expectationItem({ kind, line, words }: FoundExpectation): RunItem {
  const place = vscode.l10n.t("line {0}", line);
  if (kind === "holds")
    return { label: `$(pass) ${vscode.l10n.t("Holds in every run")}`, description: place, detail: words };
  if (kind === "unknown")
    return {
      label: `$(question) ${vscode.l10n.t("Unknown: not all runs were seen")}`,
      description: place,
      detail: words,
    };
  return { label: `$(circle-slash) ${vscode.l10n.t("Not explored")}`, description: place, detail: words };
}

/** Writes the run into a file of our own and opens it beside its diagram. */
async function openRun({ storage }: Services, thread: ExplorerThread, final: number): Promise<void> {
  const { text } = await thread.ask({ type: "run", final }, "run");
  const folder = vscode.Uri.joinPath(storage, "runs");
  await vscode.workspace.fs.createDirectory(folder);
  const there = await vscode.workspace.fs.readDirectory(folder);
  const uri = vscode.Uri.joinPath(folder, `run-${there.length + 1}.lightcone`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await showBesideDiagram(await vscode.workspace.openTextDocument(uri));
}
