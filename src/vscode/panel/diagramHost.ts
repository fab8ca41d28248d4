// The host's side of one diagram, be it a panel beside a file or a custom editor: sends the session's trace and cuts,
// and does what the page asks for.

import * as vscode from "vscode";
import type { EventNote, SnapshotNote } from "../../core/session/savedSession.ts";
import { type Cut, causalPast, cutAtTime, misfit } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { asEvent, NONE } from "../../core/trace/ids.ts";
import type { Trace } from "../../core/trace/trace.ts";
import type {
  CutBy,
  DiagramCut,
  HostToPanel,
  PanelCommand,
  PanelEdit,
  PanelToHost,
} from "../../protocol/diagram.ts";
import type { DiagramPageData } from "../../protocol/diagramPage.ts";
import { frameOf, isLarge, partCount, partsOf } from "../../protocol/traceParts.ts";
import { Commands } from "../platform/ids.ts";
import { choiceSetting } from "../platform/settings.ts";
import type { ActiveSession } from "../sessions/activeSession.ts";
import { titledCut } from "../sessions/cuts.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { wrongTextOf } from "../sessions/words.ts";
import { panelMessage } from "./incoming.ts";
import { pageHtml, webviewOptions } from "./page.ts";
import { Requests } from "./requests.ts";
import { remarksOf, sameCuts, staleWords } from "./shownParts.ts";
import type { SourceReveal } from "./sourceReveal.ts";

/** What a diagram needs of the extension. */
export interface DiagramServices {
  readonly extension: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly sessions: Sessions;
  readonly active: ActiveSession;
  readonly reveal: SourceReveal;
  /** Loads what edits authored texts. */
  readonly editor: () => Promise<ScenarioEditor>;
}

/** Changes the text of a scenario as its diagram asks for. */
export interface ScenarioEditor {
  /** Whether the edit is possible, and if `makesIt` makes it; `words`: what is so then or why not, "" where the user gave up. */
  answer(
    session: Session,
    edit: PanelEdit,
    makesIt: boolean,
  ): Promise<{ readonly isPossible: boolean; readonly words: string }>;
}

interface Shown {
  trace?: Trace;
  cuts?: readonly DiagramCut[] | undefined;
  selected?: string;
  notes?: readonly (EventNote | SnapshotNote)[];
  hidden?: readonly string[];
  failure?: string;
  execution?: string | undefined;
  stale?: string;
}

export class DiagramHost implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
  readonly #services: DiagramServices;
  readonly #requests = new Requests();
  readonly #disposables: vscode.Disposable[];
  readonly #session: Session;
  #ready = false;
  #announceReady: () => void = () => {};
  readonly #whenReady = new Promise<void>((resolve) => {
    this.#announceReady = resolve;
  });
  /** What the page shows now, so that only what has changed is sent. */
  #shown: Shown = {};
  #selectedEvent = -1;
  /** Whether that event was chosen before the page showed the trace. */
  #isEventDue = false;
  /** Shows what a wrong text gives, until it is right again. */
  #showsWrong = false;
  /** While a large trace is on its way to the page. */
  #sending: Promise<void> | undefined;

  constructor(panel: vscode.WebviewPanel, uri: vscode.Uri, services: DiagramServices) {
    this.panel = panel;
    this.uri = uri;
    this.#services = services;
    const hold = services.sessions.hold(uri);
    this.#session = services.sessions.open(uri);
    this.#disposables = [
      hold,
      this.#session.onDidChange(() => this.#update()),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => this.#focus()),
    ];
    panel.webview.options = webviewOptions(services.extension);
    panel.webview.html = pageHtml(panel.webview, services.extension, {
      script: "webview.js",
      style: "panel.css",
      title: panel.title,
      data: { ...pageData(uri) },
    });
    this.#focus();
  }

  get session(): Session {
    return this.#session;
  }

  /** The event that is selected in the page, or −1. */
  get selectedEvent(): number {
    return this.#selectedEvent;
  }

  /** Whether the page shows another run than the session has: its events are no events of that. */
  get isStale(): boolean {
    return this.#shown.trace !== this.#session.opened?.trace;
  }

  /** Selects an event in the page, at once or as soon as it shows the trace. */
  selectEvent(event: number): void {
    this.#selectedEvent = event;
    if (!this.#ready || this.#shown.trace === undefined) this.#isEventDue = true;
    else this.#post({ type: "selectEvent", event, reveal: true });
  }

  /** The diagram as an image that the page makes: bytes in base 64. */
  async image(format: "svg" | "png"): Promise<string> {
    await this.#whenReady;
    return this.#requests.ask((request) => this.#post({ type: "image", request, format }));
  }

  dispose(): void {
    this.#requests.refuseAll("the diagram was closed");
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #focus(): void {
    if (this.panel.active) this.#services.active.focus(this.uri);
  }

  /** Posts at once, or after the trace that is on its way. */
  #post(message: HostToPanel): void {
    if (!this.#ready) return;
    if (this.#sending === undefined) void this.panel.webview.postMessage(message);
    else void this.#sending.then(() => this.#post(message));
  }

  /** A large trace goes in parts, each when the one before has arrived, so that others have their turn. */
  #show(message: Extract<HostToPanel, { type: "show" }>): void {
    const { trace } = message;
    if (!isLarge(trace)) {
      this.#post(message);
      return;
    }
    if (this.#sending !== undefined) {
      void this.#sending.then(() => this.#show(message));
      return;
    }
    const send = async (): Promise<void> => {
      const words = vscode.l10n.t("Handing {0} events to the diagram", trace.events.time.length);
      const { webview } = this.panel;
      let sent = 0;
      for (const part of partsOf(trace)) {
        if (!(await webview.postMessage({ type: "parts", parts: [part] }))) return;
        const fraction = Math.min(1, ++sent / partCount(trace));
        await webview.postMessage({ type: "progress", words, fraction } satisfies HostToPanel);
      }
      await this.panel.webview.postMessage({ ...message, trace: frameOf(trace) });
    };
    this.#sending = send().finally(() => {
      this.#sending = undefined;
    });
  }

  #update(): void {
    const { opened, failure } = this.#session;
    const wrong = this.#session.isAuthored ? wrongTextOf(opened) : undefined;
    if (wrong === undefined) this.#showsWrong = false;
    const isStale = wrong !== undefined && !this.#showsWrong && this.#showsExecution();
    const stale = isStale ? staleWords(wrong) : "";
    if (stale !== (this.#shown.stale ?? "")) this.#post({ type: "stale", words: stale });
    this.#shown.stale = stale;
    if (isStale) return;
    if (opened?.trace === undefined || failure !== undefined) {
      if (failure !== undefined && failure !== this.#shown.failure) {
        this.#shown = { failure };
        this.#post({ type: "failed", words: failure });
      }
      return;
    }
    const { trace } = opened;
    const cuts = this.#session.cuts;
    const selected = this.#session.selectedCut?.id ?? "";
    if (trace !== this.#shown.trace) {
      const abilities = {
        runSnapshot: trace.processes.length > 0,
        reveal: true,
        edit: this.#session.isAuthored,
      };
      const { executions } = this.#session;
      this.#show({ type: "show", trace, cuts, selectCut: selected, abilities, executions });
      this.#shown.execution = executions?.chosen;
    } else if (!sameCuts(cuts, this.#shown.cuts)) {
      this.#post({ type: "cuts", cuts, selectCut: selected });
    } else if (selected !== this.#shown.selected) {
      this.#post({ type: "selectCut", cut: selected });
    }
    this.#showAdditions(trace);
    this.#shown = { ...this.#shown, trace, cuts, selected };
    if (!this.#ready || !this.#isEventDue) return;
    this.#isEventDue = false;
    this.#post({ type: "selectEvent", event: this.#selectedEvent, reveal: true });
  }

  /** Whether the page shows the execution that is chosen: of another one it has nothing older to show. */
  #showsExecution(): boolean {
    const { executions } = this.#session;
    const isChosen = executions === undefined || executions.chosen === this.#shown.execution;
    return this.#shown.trace !== undefined && isChosen;
  }

  /** Notes and hidden processes, where they are not what the page shows: a page without a trace shows none. */
  #showAdditions(trace: Trace): void {
    const { notes, hidden } = this.#session.additions;
    const isFresh = trace !== this.#shown.trace;
    const { notes: notesBefore = [], hidden: hiddenBefore = [] } = this.#shown;
    const hasNotes = notes.length + notesBefore.length > 0;
    if (hasNotes && (notes !== notesBefore || isFresh))
      this.#post({ type: "notes", notes: remarksOf(trace, notes) });
    const hasHidden = hidden.length + hiddenBefore.length > 0;
    if (hasHidden && hidden !== hiddenBefore) this.#post({ type: "hide", processes: hidden });
    this.#shown = { ...this.#shown, notes, hidden };
  }

  #receive(value: unknown): void {
    const message = panelMessage(value);
    if (message === undefined) {
      this.#services.log.warn(`The diagram of ${this.uri.toString()} sent a message that is not understood.`);
      return;
    }
    this.#handle(message);
  }

  #handle(message: PanelToHost): void {
    switch (message.type) {
      case "ready":
        this.#ready = true;
        this.#shown = {};
        this.#announceReady();
        if (this.#session.state === "opening") {
          this.#post({ type: "progress", words: vscode.l10n.t("Reading the trace"), fraction: -1 });
        }
        this.#update();
        return;
      case "eventSelected":
        this.#eventSelected(message.event, message.isQuiet === true);
        return;
      case "revealEvent":
        if (!this.isStale)
          void this.#services.reveal.open(this.#session, message.event, message.focus, this.panel.viewColumn);
        return;
      case "cutSelected":
        this.#shown.selected = message.cut;
        this.#session.selectCut(message.cut);
        return;
      case "cutAt":
        this.#cutAt(message.event, message.by);
        return;
      case "nearestCut":
        void vscode.commands.executeCommand(Commands.nearestCut, this.uri, message.cut, message.side);
        return;
      case "setCut":
        this.#setCut(message.cut, Uint32Array.from(message.frontier));
        return;
      case "tryEdit":
      case "edit":
        void this.#edit(message);
        return;
      case "chooseExecution":
        void this.#session.viewExecution(message.name);
        return;
      case "showWrong":
        this.#showsWrong = true;
        this.#update();
        return;
      case "command":
        this.#run(message.command);
        return;
      case "hidden":
        this.#hide(message.processes);
        return;
      case "image":
        this.#requests.answer(message.request, message.data);
        return;
      case "error":
        this.#services.log.error(`diagram of ${this.uri.toString()}: ${message.words}`);
        this.#requests.refuse(message.request, message.words);
        return;
      default:
        message satisfies never;
    }
  }

  /** Asks the part for authored texts, which is loaded for it. */
  async #edit({ type, request, edit }: Extract<PanelToHost, { type: "tryEdit" | "edit" }>): Promise<void> {
    const { isStale } = this;
    const answer = await this.#services
      .editor()
      .then((editor) =>
        isStale
          ? { isPossible: false, words: vscode.l10n.t("the diagram is older than the text: try again") }
          : editor.answer(this.#session, edit, type === "edit"),
      )
      .catch((error: unknown) => ({ isPossible: false, words: String(error) }));
    this.#post({ type: "editAnswer", request, ...answer });
  }

  #eventSelected(event: number, isQuiet: boolean): void {
    this.#selectedEvent = event;
    if (this.isStale) return;
    if (isQuiet) this.#services.reveal.mark(this.#session, event);
    else this.#services.reveal.show(this.#session, event);
  }

  #run(command: PanelCommand): void {
    const options = command === "runSnapshotHere" ? { event: this.#selectedEvent } : undefined;
    void vscode.commands.executeCommand(COMMAND_OF[command], this.uri, options);
  }

  #hide(processes: readonly string[]): void {
    const known = new Set(this.#session.opened?.trace?.processes.map(({ name }) => name));
    const before = this.#session.additions.hidden;
    // The page knows only of processes that the trace has.
    const strays = before.filter((name) => !known.has(name));
    const hidden = [...processes, ...strays].sort();
    if (hidden.join("\n") === [...before].sort().join("\n")) return;
    this.#shown = { ...this.#shown, hidden };
    this.#session.change((additions) => {
      additions.hidden = hidden;
    });
  }

  #cutAt(event: number, by: CutBy): void {
    const trace = this.#session.opened?.trace;
    if (trace === undefined || this.isStale || event < 0 || event >= trace.events.time.length) return;
    const time = trace.events.time[event];
    if (by === "past") this.#verify(trace, causalPast(trace, asEvent(event)));
    else if (!Number.isNaN(time)) this.#verify(trace, cutAtTime(trace, time));
  }

  /** The page shows what it asked for until it is answered, so it is answered in any case. */
  #setCut(id: string, frontier: Cut): void {
    const trace = this.#session.opened?.trace;
    if (this.isStale) {
      this.#post({ type: "cuts", cuts: this.#shown.cuts ?? [], selectCut: "" });
      return;
    }
    this.#shown = { ...this.#shown, cuts: undefined };
    if (trace === undefined || misfit(trace, frontier) !== NONE) this.#update();
    else this.#session.moveCut(id, titledCut(trace, frontier));
  }

  /** As the command does it: the cut gets its verdict, and everybody shows it. */
  #verify(trace: Trace, cut: Cut): void {
    const text = cutText(trace, cut) || `${trace.processes[0].name}=0`;
    void vscode.commands.executeCommand(Commands.verifyCut, this.uri, { cut: text });
  }
}

/** How a new diagram starts, by the settings; what the user then switches in the page stays there. */
function pageData(uri: vscode.Uri): DiagramPageData {
  return {
    document: uri.toString(),
    axis: choiceSetting("diagram.axis", ["time", "logical"], uri),
    direction: choiceSetting("diagram.direction", ["right", "down"], uri),
  };
}

const COMMAND_OF = {
  runSnapshot: Commands.runSnapshot,
  runSnapshotHere: Commands.runSnapshot,
  addNote: Commands.addNote,
  verifyCut: Commands.verifyCut,
  exportDiagram: Commands.exportDiagram,
} as const;
