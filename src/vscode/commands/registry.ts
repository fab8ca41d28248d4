// The commands that there are, and their one way to fail: the log has the details, the user gets a sentence
// and the offer to see the log. A test compares this list with package.json.

import * as vscode from "vscode";
import { adjustClocks } from "./adjustClocks.ts";
import { chooseExecution } from "./chooseExecution.ts";
import { chooseTopology } from "./chooseTopology.ts";
import { type Command, type Services, UserError } from "./command.ts";
import { compareAlgorithms } from "./compareAlgorithms.ts";
import { exploreRuns } from "./exploreRuns.ts";
import { exportDiagram } from "./exportDiagram.ts";
import { exportTrace } from "./exportTrace.ts";
import { findCounterExample } from "./findCounterExample.ts";
import { hideProcess, showProcesses } from "./hideProcess.ts";
import { predictCommand, revealAnswer, toggleLearning } from "./learning.ts";
import { nearestCut } from "./nearestCut.ts";
import { addNote, editNote, removeNote } from "./notes.ts";
import { openCharts } from "./openCharts.ts";
import { openDiagram } from "./openDiagram.ts";
import { openSample } from "./openSample.ts";
import { openFolder, openTogether } from "./openTogether.ts";
import { removeCut } from "./removeCut.ts";
import { revealEvent } from "./revealEvent.ts";
import { runSnapshot, runSnapshotWith } from "./runSnapshot.ts";
import { saveSession } from "./saveSession.ts";
import { selectCut } from "./selectCut.ts";
import { showEvent } from "./showEvent.ts";
import { showLattice } from "./showLattice.ts";
import { showLog } from "./showLog.ts";
import {
  checkPredicate,
  checkSum,
  checkTermination,
  couldRecord,
  findDeadlock,
  findGarbage,
  restartSnapshot,
  showRecoveryLine,
} from "./uses.ts";
import { verifyCutCommand } from "./verifyCut.ts";

const COMMANDS: readonly Command[] = [
  openDiagram,
  openTogether,
  openFolder,
  chooseExecution,
  adjustClocks,
  runSnapshot,
  runSnapshotWith,
  exploreRuns,
  findCounterExample,
  showLattice,
  verifyCutCommand,
  checkPredicate,
  findDeadlock,
  findGarbage,
  checkTermination,
  checkSum,
  couldRecord,
  restartSnapshot,
  showRecoveryLine,
  addNote,
  editNote,
  removeNote,
  saveSession,
  exportTrace,
  exportDiagram,
  openCharts,
  compareAlgorithms,
  openSample,
  toggleLearning,
  predictCommand,
  revealAnswer,
  revealEvent,
  selectCut,
  removeCut,
  nearestCut,
  showEvent,
  chooseTopology,
  hideProcess,
  showProcesses,
  showLog,
];

export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...COMMANDS.map(({ id, run }) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
        try {
          return await run(services, ...args);
        } catch (error) {
          await tell(services.log, id, error);
          return undefined;
        }
      }),
    ),
  );
}

async function tell(log: vscode.LogOutputChannel, id: string, error: unknown): Promise<void> {
  const known = error instanceof UserError;
  const words = error instanceof Error ? error.message : String(error);
  log.error(`${id}: ${!known && error instanceof Error ? (error.stack ?? words) : words}`);
  const show = vscode.l10n.t("Show Log");
  const shown = vscode.window.showErrorMessage(words, show);
  // Not awaited: a command has ended when it has failed, not when its message is closed.
  void shown.then((choice) => (choice === show ? log.show() : undefined));
}
