// Questions in VS Code's quick input that check the answer while it is given, and that belong to a series of steps.
// Closing one is no answer: the command then ends without a word.

import * as vscode from "vscode";

/** What the answer given so far comes to: words under the input, and whether it can be taken. */
export interface Check {
  readonly words: string;
  readonly severity: "info" | "warning" | "error";
}

export interface PromptBase {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
}

export interface ListPrompt<Item extends vscode.QuickPickItem> extends PromptBase {
  readonly items: readonly Item[];
  readonly picked: readonly Item[];
  readonly placeholder: string;
  /** Words above the list about what is ticked. */
  readonly check: (picked: readonly Item[]) => Check;
}

/** Lets the user tick items of a list; undefined when the user gives up. */
export function pickSeveral<Item extends vscode.QuickPickItem>(
  prompt: ListPrompt<Item>,
): Promise<readonly Item[] | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  input.title = prompt.title;
  input.step = prompt.step;
  input.totalSteps = prompt.totalSteps;
  input.placeholder = prompt.placeholder;
  input.canSelectMany = true;
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  input.items = prompt.items;
  input.selectedItems = prompt.picked;
  const tell = (picked: readonly Item[]): void => {
    input.prompt = prompt.check(picked).words;
  };
  tell(prompt.picked);
  return new Promise((resolve) => {
    input.onDidChangeSelection(tell);
    input.onDidAccept(() => {
      if (prompt.check(input.selectedItems).severity === "error") return;
      resolve([...input.selectedItems]);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

export interface ChoicePrompt<Item extends vscode.QuickPickItem> extends PromptBase {
  /** The first is what Enter takes. */
  readonly items: readonly Item[];
  readonly placeholder: string;
  /** What is typed as an item of its own, or why it is none. */
  readonly typed: (value: string) => Item | Check;
}

/** Lets the user choose an item or type another answer; undefined when the user gives up. */
export function pickOrType<Item extends vscode.QuickPickItem>(
  prompt: ChoicePrompt<Item>,
): Promise<Item | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  input.title = prompt.title;
  input.step = prompt.step;
  input.totalSteps = prompt.totalSteps;
  input.placeholder = prompt.placeholder;
  input.ignoreFocusOut = true;
  input.items = prompt.items;
  return new Promise((resolve) => {
    input.onDidChangeValue((value) => {
      const typed = value.trim() === "" ? undefined : prompt.typed(value);
      const isItem = typed !== undefined && "label" in typed;
      input.items = isItem ? [{ ...typed, alwaysShow: true }] : prompt.items;
      input.prompt = typed === undefined || isItem ? undefined : typed.words;
    });
    input.onDidAccept(() => {
      const [item] = input.activeItems;
      if (item === undefined) return;
      resolve(item);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

export interface TextPrompt extends PromptBase {
  readonly value: string;
  readonly placeholder: string;
  readonly prompt: string;
  readonly check: (value: string) => Check | undefined;
}

const SEVERITY = {
  info: vscode.InputBoxValidationSeverity.Info,
  warning: vscode.InputBoxValidationSeverity.Warning,
  error: vscode.InputBoxValidationSeverity.Error,
} as const;

/** Lets the user type a line; undefined when the user gives up. */
export async function askText(text: TextPrompt): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  input.title = text.title;
  input.step = text.step;
  input.totalSteps = text.totalSteps;
  input.prompt = text.prompt;
  input.placeholder = text.placeholder;
  input.value = text.value;
  input.valueSelection = [0, text.value.length];
  input.ignoreFocusOut = true;
  const tell = (value: string): void => {
    const check = text.check(value);
    input.validationMessage =
      check === undefined ? undefined : { message: check.words, severity: SEVERITY[check.severity] };
  };
  tell(text.value);
  return new Promise((resolve) => {
    input.onDidChangeValue(tell);
    input.onDidAccept(() => {
      if (text.check(input.value)?.severity === "error") return;
      resolve(input.value);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
