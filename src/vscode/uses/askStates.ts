// "Find Deadlock", "Find Garbage", "Check Termination" and "Check Kept Sum…": one question, asked of the selected cut; where all
// is well there, of each snapshot and of the end of the run. The state that shows the trouble is selected, with a process that
// it is about; where the trace does not tell, that is said.

import * as v from "valibot";
import * as vscode from "vscode";
import { readConserved } from "../../core/analysis/uses/conservedSum.ts";
import { type FieldNames, readNames, withNames } from "../../core/analysis/uses/fieldNames.ts";
import { type Answered, answerAt, type Question } from "../../core/analysis/uses/questions.ts";
import { vocabularyOf } from "../../core/predicate/vocabulary.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { titleOf } from "../sessions/together.ts";
import { allStates, selectedState, showAnswer } from "./asked.ts";
import type { UsesHost } from "./host.ts";

export function findDeadlock(host: UsesHost): Promise<object> {
  return ask(host, { kind: "deadlock", names: namesOf(host), or: false });
}

export function findGarbage(host: UsesHost): Promise<object> {
  return ask(host, { kind: "garbage", names: namesOf(host) });
}

/** That a computation has not ended is no trouble: only the selected state is asked. */
export async function checkTermination(host: UsesHost): Promise<object> {
  const answer = answerAt({ kind: "termination", names: namesOf(host) }, selectedState(host));
  return tell(host, answer, false);
}

const argument = v.object({ field: v.string() });

/** Argument: { field } as `lightcone check --conservation` takes it, if nothing is to be asked. */
export async function checkSum(host: UsesHost, options: unknown): Promise<object | undefined> {
  const parsed = v.safeParse(argument, options);
  const field = parsed.success ? parsed.output.field : await askField(host.trace);
  return field === undefined ? undefined : ask(host, { kind: "conservation", what: readConserved(field) });
}

function namesOf(host: UsesHost): FieldNames {
  const read = readNames(host.fields.join(","));
  if ("fault" in read)
    throw new host.UserError(vscode.l10n.t("The setting lightcone.questions.fields: {0}.", read.fault));
  return withNames(read.names);
}

/** What can be added up: all tokens, a field, or one of the processes with another of the messages. */
async function askField(trace: Trace): Promise<string | undefined> {
  const { fields, messageFields, tokens } = vocabularyOf(trace);
  const shared = fields.filter((name) => messageFields.includes(name));
  const items = [
    ...(tokens.length > 0 ? [{ label: "tokens", description: vscode.l10n.t("every kind by itself") }] : []),
    ...shared.map((label) => ({ label, description: vscode.l10n.t("of processes and messages") })),
    ...fields
      .filter((name) => !shared.includes(name))
      .map((label) => ({ label, description: vscode.l10n.t("of processes") })),
    ...fields.flatMap((own) =>
      messageFields
        .filter((carried) => carried !== own)
        .map((carried) => ({
          label: `${own}+${carried}`,
          description: vscode.l10n.t("{0} of processes, {1} of messages", own, carried),
        })),
    ),
  ];
  const title = vscode.l10n.t("Check Kept Sum");
  const placeHolder = vscode.l10n.t("What is added up over processes and channels?");
  if (items.length > 0) return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.label;
  void vscode.window.showInformationMessage(
    vscode.l10n.t("This trace tells of no tokens and no fields, so there is nothing to add up."),
  );
  return undefined;
}

async function ask(host: UsesHost, question: Question): Promise<object> {
  const here = answerAt(question, selectedState(host));
  const answer =
    here.kind === "violated"
      ? here
      : (allStates(host)
          .map((asked) => answerAt(question, asked))
          .find(({ kind }) => kind === "violated") ?? here);
  return tell(host, answer, answer.kind === "violated");
}

/** `isTrouble`: the state is shown, and a warning tells of it. */
function tell(host: UsesHost, answer: Answered, isTrouble: boolean): object {
  const { asked, kind, words, details } = answer;
  const told = { kind, words, details };
  host.log.info(`${titleOf(host.session.uri)}: ${asked.title}: ${[words, ...details].join("; ")}`);
  if (!isTrouble) {
    void vscode.window.showInformationMessage(sentence(answer));
    return told;
  }
  const cut = showAnswer(host, answer);
  void vscode.window.showWarningMessage(sentence(answer));
  return { ...told, cut };
}

/** The answer in words, with its witnesses. */
function sentence({ asked: { title }, words, details }: Answered): string {
  const place = title.charAt(0).toUpperCase() + title.slice(1);
  return vscode.l10n.t("{0}: {1}.", place, [words, ...details].join(". "));
}
