// The input of a predicate: under what is typed stands first what it comes to at the selected cut, or its fault with its column;
// then what may be written next, which is put in where it is chosen.

import * as vscode from "vscode";
import { type Asked, answerAt } from "../../core/analysis/uses/questions.ts";
import { compilePredicate, faultWords } from "../../core/predicate/compile.ts";
import { completePredicate, type Suggestion } from "../../core/predicate/completion.ts";
import type { Vocabulary } from "../../core/predicate/vocabulary.ts";
import { titleOf } from "../sessions/together.ts";
import type { UsesHost } from "./host.ts";

interface Item extends vscode.QuickPickItem {
  /** The whole text after choosing; absent where it is done. */
  readonly becomes?: string;
  /** Whether it can be asked as it is. */
  readonly isReady?: boolean;
}

/** Names that are offered at a time. */
const MOST_OFFERED = 60;

const ICONS: Readonly<Record<Suggestion["kind"], string>> = {
  process: "server-process",
  field: "symbol-field",
  token: "circle-filled",
  word: "symbol-string",
  function: "symbol-function",
  keyword: "symbol-keyword",
  variable: "symbol-variable",
  domain: "symbol-array",
};

/** Undefined where the user gives up. */
export function askPredicate(
  { session }: UsesHost,
  vocabulary: Vocabulary,
  asked: Asked,
): Promise<string | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  input.title = vscode.l10n.t("Check Predicate at {0} of {1}", asked.title, titleOf(session.uri));
  input.placeholder = vscode.l10n.t("A condition, such as {0}", example(vocabulary));
  input.ignoreFocusOut = true;
  const show = (value: string): void => {
    input.items = [...verdictItem(value, vocabulary, asked), ...suggestionItems(value, vocabulary)];
  };
  show("");
  return new Promise((resolve) => {
    input.onDidChangeValue(show);
    input.onDidAccept(() => {
      const [item] = input.activeItems;
      if (item?.becomes !== undefined) {
        input.value = item.becomes;
        show(item.becomes);
      } else if (item?.isReady) {
        resolve(input.value);
        input.hide();
      }
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function example({ processes, fields, tokens }: Vocabulary): string {
  const [process = "P"] = processes;
  if (fields.length > 0) return `${process}.${fields[0]} = 1`;
  return tokens.length > 0 ? `tokens(${process}) > 0` : "messages() = 0";
}

/** What the text comes to. VS Code filters items by what is typed, so each says that it is always shown. */
function verdictItem(value: string, vocabulary: Vocabulary, asked: Asked): Item[] {
  if (value.trim() === "") return [];
  const compiled = compilePredicate(value, vocabulary);
  if (compiled.kind === "fault")
    return [{ label: `$(error) ${faultWords(compiled.fault)}`, alwaysShow: true }];
  const { kind, words, details } = answerAt({ kind: "predicate", predicate: compiled.predicate }, asked);
  const icon = { holds: "pass", violated: "circle-slash", unknown: "question" }[kind];
  const remarks = compiled.predicate.remarks.map(({ start, message }) => `column ${start + 1}: ${message}`);
  return [
    {
      label: `$(${icon}) ${words}`,
      description: vscode.l10n.t("Enter checks it along the run"),
      detail: [...remarks, ...details].join("; "),
      alwaysShow: true,
      isReady: true,
    },
  ];
}

function suggestionItems(value: string, vocabulary: Vocabulary): Item[] {
  const { start, end, suggestions } = completePredicate(value, value.length, vocabulary);
  return suggestions.slice(0, MOST_OFFERED).map(({ insert, kind, detail }) => ({
    label: `$(${ICONS[kind]}) ${insert}`,
    description: detail,
    alwaysShow: true,
    becomes: `${value.slice(0, start)}${insert}${value.slice(end)}`,
  }));
}
