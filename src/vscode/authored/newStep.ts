// Which step is to be added to a process: asked with VS Code's own quick pick, as far as the process can do it then: a message
// to those to whom it has a channel, with what it holds at that time; a local step; a snapshot.

import * as vscode from "vscode";
import type { DiagramEdit, NewStep } from "../../core/analysis/scenarioEdit.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { stateAt } from "../../core/trace/checkpoints.ts";
import { cutAtTime } from "../../core/trace/cut.ts";
import { formatTime } from "../../core/trace/describe.ts";
import { PLAIN_TOKEN } from "../../core/trace/localState.ts";
import type { Payload, Trace } from "../../core/trace/trace.ts";

/** Undefined: the user gave up. */
export async function chooseStep(
  trace: Trace,
  scenario: Scenario,
  process: number,
  time: number,
): Promise<DiagramEdit | undefined> {
  const name = trace.processes[process]?.name;
  if (name === undefined) return undefined;
  const title = vscode.l10n.t("New step of {0} at {1}", name, formatTime(trace, time));
  const receivers = scenario.channels
    .filter(({ from }) => from === process)
    .map(({ to }) => scenario.processes[to].name);
  const items = [
    ...receivers.map((to) => ({
      label: vscode.l10n.t("$(arrow-right) Send to {0}", to),
      to,
      does: "send" as const,
    })),
    { label: vscode.l10n.t("$(circle-large-outline) Local Step"), to: "", does: "local" as const },
    { label: vscode.l10n.t("$(device-camera) Snapshot Here"), to: "", does: "snapshot" as const },
  ];
  const placeHolder = vscode.l10n.t("What does {0} do then?", name);
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  const step = chosen === undefined ? undefined : await details(chosen, title, trace, process, time);
  return step === undefined ? undefined : { kind: "add", process: name, time, step };
}

async function details(
  { does: kind, to }: { readonly does: NewStep["kind"]; readonly to: string },
  title: string,
  trace: Trace,
  process: number,
  time: number,
): Promise<NewStep | undefined> {
  if (kind === "snapshot") return { kind };
  if (kind === "local") {
    const label = await askText(title, vscode.l10n.t("What is this step called? It may be left empty."));
    return label === undefined ? undefined : { kind, label };
  }
  const payload = await askPayload(title, to, trace, process, time);
  return payload === undefined ? undefined : { kind, to, payload };
}

async function askPayload(
  title: string,
  to: string,
  trace: Trace,
  process: number,
  time: number,
): Promise<Payload | undefined> {
  const { tokens } = stateAt(trace, process, cutAtTime(trace, time)[process]);
  const text = { label: vscode.l10n.t("$(quote) A Text…"), payload: undefined, isText: true };
  const items = [
    ...tokens.map(({ token, count }) => ({
      label: token === PLAIN_TOKEN ? vscode.l10n.t("1 token") : token,
      description: vscode.l10n.t("of {0}", count),
      payload: { label: "", tokens: [{ token, count: 1 }], fields: [] },
      isText: false,
    })),
    {
      label: vscode.l10n.t("$(dash) Nothing"),
      payload: { label: "", tokens: [], fields: [] },
      isText: false,
    },
    text,
  ];
  const placeHolder = vscode.l10n.t("What does the message to {0} carry?", to);
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  if (chosen === undefined) return undefined;
  if (!chosen.isText) return chosen.payload;
  const label = await askText(title, placeHolder);
  return label === undefined || label === "" ? undefined : { label, tokens: [], fields: [] };
}

function askText(title: string, prompt: string): Thenable<string | undefined> {
  const validateInput = (value: string): string | undefined =>
    /["\n\r]/.test(value) ? vscode.l10n.t("A text holds no quotes.") : undefined;
  return vscode.window.showInputBox({ title, prompt, validateInput });
}
