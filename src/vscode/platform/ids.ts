// The ids of commands, views and editors that more than one file speaks of; package.json declares them, and a
// test compares the two.

export const DIAGRAM_PANEL = "lightcone.diagram";
export const CHARTS_PANEL = "lightcone.charts";
export const COMPARISON_PANEL = "lightcone.comparison";
export const LATTICE_PANEL = "lightcone.lattice";
export const ROLLBACK_PANEL = "lightcone.rollback";
export const TRACE_EDITOR = "lightcone.trace";
/** The same editor for files whose ending is not ours: only when the user asks for it. */
export const TRACE_EDITOR_BY_CHOICE = "lightcone.traceByChoice";

/** A context key: the sample that was opened last; the lecture's steps wait for theirs. */
export const SAMPLE_KEY = "lightcone.sample";

/** How the ids of cuts begin that a scenario draws itself. */
export const DRAWN = "drawn:";

export const Views = {
  processes: "lightcone.processes",
  channels: "lightcone.channels",
  snapshots: "lightcone.snapshots",
} as const;

export const Commands = {
  openDiagram: "lightcone.diagram.open",
  openTogether: "lightcone.diagram.openTogether",
  openFolder: "lightcone.diagram.openFolder",
  chooseExecution: "lightcone.execution.choose",
  adjustClocks: "lightcone.clocks.adjust",
  exportDiagram: "lightcone.diagram.export",
  openCharts: "lightcone.charts.open",
  compareAlgorithms: "lightcone.algorithms.compare",
  runSnapshot: "lightcone.snapshot.run",
  runSnapshotWith: "lightcone.snapshot.runWith",
  exploreRuns: "lightcone.runs.explore",
  findCounterExample: "lightcone.counterexample.find",
  showLattice: "lightcone.lattice.show",
  verifyCut: "lightcone.cut.verify",
  checkPredicate: "lightcone.predicate.check",
  findDeadlock: "lightcone.deadlock.find",
  findGarbage: "lightcone.garbage.find",
  checkTermination: "lightcone.termination.check",
  checkSum: "lightcone.sum.check",
  couldRecord: "lightcone.snapshot.couldRecord",
  restartSnapshot: "lightcone.snapshot.restart",
  showRecoveryLine: "lightcone.recovery.show",
  selectCut: "lightcone.cut.select",
  removeCut: "lightcone.cut.remove",
  addNote: "lightcone.note.add",
  editNote: "lightcone.note.edit",
  removeNote: "lightcone.note.remove",
  saveSession: "lightcone.session.save",
  exportTrace: "lightcone.trace.export",
  nearestCut: "lightcone.cut.nearest",
  revealEvent: "lightcone.event.reveal",
  showEvent: "lightcone.event.show",
  chooseCompanion: "lightcone.topology.choose",
  toggleLearning: "lightcone.learning.toggle",
  predict: "lightcone.learning.predict",
  revealAnswer: "lightcone.learning.reveal",
  solvePuzzle: "lightcone.puzzle.solve",
  openSample: "lightcone.sample.open",
  showScenario: "lightcone.scenario.show",
  runScenario: "lightcone.scenario.run",
  hideProcess: "lightcone.process.hide",
  showProcesses: "lightcone.process.showAll",
  showLog: "lightcone.log.show",
} as const;
