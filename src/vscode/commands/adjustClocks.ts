// "Adjust Clocks…": what the messages prove of the processes' clocks, and a number to add to the times of one, or of all as
// little as makes no message arrive before it was sent. Arguments: the file, and { offsets } if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { suggestedOffsets } from "../../core/analysis/clockOffsets.ts";
import { clockSkews } from "../../core/analysis/clockSkew.ts";
import { skewWords } from "../../core/analysis/traceProblems.ts";
import { signedDuration } from "../../core/trace/describe.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { Commands } from "../platform/ids.ts";
import { askText } from "../platform/prompts.ts";
import type { Session } from "../sessions/session.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, UserError, withTrace } from "./command.ts";

type Offsets = Readonly<Record<string, number>>;

const argument = v.object({ offsets: v.record(v.string(), v.pipe(v.number(), v.finite())) });

export const adjustClocks: Command = {
  id: Commands.adjustClocks,
  run: (services, given, options) =>
    withTrace(services, given, async ({ session, trace }) => {
      if (trace.timeUnit === "none") {
        throw new UserError(vscode.l10n.t("This trace has no times, so there are no clocks to adjust."));
      }
      const parsed = v.safeParse(argument, options);
      const offsets = parsed.success ? parsed.output.offsets : await ask(session, trace);
      if (offsets === undefined) return undefined;
      const unknown = Object.keys(offsets).find(
        (name) => !trace.processes.some((process) => process.name === name),
      );
      if (unknown !== undefined) throw new UserError(vscode.l10n.t("There is no process {0}.", unknown));
      await session.setClockOffsets(offsets);
      services.panels.show(session.uri);
      return session.additions.clockOffsets;
    }),
};

interface Item extends vscode.QuickPickItem {
  readonly offsets?: Offsets;
  readonly process?: string;
}

async function ask(session: Session, trace: Trace): Promise<Offsets | undefined> {
  const now = session.additions.clockOffsets;
  const choice = await vscode.window.showQuickPick<Item>(
    [...wholeItems(trace, now), ...processItems(trace)],
    {
      title: vscode.l10n.t("Adjust Clocks of {0}", titleOf(session.uri)),
      placeHolder: vscode.l10n.t("Times are moved in the diagram only; the file stays as it is"),
      matchOnDescription: true,
      ignoreFocusOut: true,
      matchOnDetail: true,
    },
  );
  if (choice?.process === undefined) return choice?.offsets;
  const offset = await askOffset(trace, choice.process, now[choice.process] ?? 0);
  return offset === undefined ? undefined : { ...now, [choice.process]: offset };
}

/** What is done to all clocks: the least that helps, and back. */
function wholeItems(trace: Trace, now: Offsets): Item[] {
  const items: Item[] = [];
  const found = suggestedOffsets(trace);
  if (found.kind === "none") {
    const names = found.processes.map((process) => trace.processes[process].name).join(", ");
    const label = vscode.l10n.t("No constant offsets would do");
    const detail = vscode.l10n.t("The messages between {0} contradict each other: the clocks drift.", names);
    items.push({ label, detail, iconPath: new vscode.ThemeIcon("warning"), offsets: now });
  } else if (found.offsets.some((offset) => offset > 0)) {
    const moved = trace.processes.flatMap(({ name }, p) =>
      found.offsets[p] > 0 ? [{ name, by: found.offsets[p] }] : [],
    );
    const offsets = {
      ...now,
      ...Object.fromEntries(moved.map(({ name, by }) => [name, by + (now[name] ?? 0)])),
    };
    const label = vscode.l10n.t("Move clocks as little as makes no message arrive before it was sent");
    const detail = moved.map(({ name, by }) => `${name} ${signedDuration(trace, by)}`).join(", ");
    items.push({ label, detail, iconPath: new vscode.ThemeIcon("wand"), offsets });
  }
  if (Object.keys(now).length > 0) {
    const label = vscode.l10n.t("Put all clocks back as they were recorded");
    items.push({ label, iconPath: new vscode.ThemeIcon("discard"), offsets: {} });
  }
  return items;
}

/** A process a line, with how far its clock was moved and what the messages prove of it. */
function processItems(trace: Trace): Item[] {
  const skews = clockSkews(trace);
  return trace.processes.map(({ name, clockOffset = 0 }, p): Item => {
    const worst = skews.find(({ behind }) => behind === p);
    return {
      label: name,
      description:
        clockOffset === 0
          ? vscode.l10n.t("as recorded")
          : vscode.l10n.t("moved by {0}", signedDuration(trace, clockOffset)),
      detail: worst === undefined ? undefined : skewWords(trace, worst),
      iconPath: new vscode.ThemeIcon("watch"),
      process: name,
    };
  });
}

async function askOffset(trace: Trace, process: string, now: number): Promise<number | undefined> {
  const answer = await askText({
    title: vscode.l10n.t("Move the Clock of {0}", process),
    value: String(now),
    placeholder: "0",
    prompt: vscode.l10n.t(
      "What is added to every time of {0}, in {1}; 0 puts it back.",
      process,
      trace.timeUnit,
    ),
    check: (value) =>
      /^[-+]?\d{1,15}(\.\d+)?$/.test(value.trim())
        ? undefined
        : { words: vscode.l10n.t("Type a number, such as 3.5 or -20."), severity: "error" },
  });
  return answer === undefined ? undefined : Number(answer.trim());
}
