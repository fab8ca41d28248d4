// Inlay hints behind each step: what its process holds then, its vector clock, and when its message arrives. Each can be
// switched off; the editor asks for the lines that it shows.

import type { LangiumDocument } from "langium";
import type { InlayHintProvider } from "langium/lsp";
import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { vectorClock } from "../../../core/trace/clocks.ts";
import { formatTime } from "../../../core/trace/describe.ts";
import { asEvent, NONE } from "../../../core/trace/ids.ts";
import { describeState } from "../../../core/trace/localState.ts";
import { localIndex, MessageFlag, type Trace } from "../../../core/trace/trace.ts";
import { isSend } from "../grammar/generated/ast.ts";
import type { Judgements } from "./judgements.ts";
import { eventOf, isStep, placedRuns, type Step } from "./runPlaces.ts";
import type { HintSettings, Settings } from "./settings.ts";

/** A vector clock of more processes is no hint any more. */
const MOST_PROCESSES = 12;

export class StepHints implements InlayHintProvider {
  readonly #judgements: Judgements;
  readonly #settings: Settings;

  constructor(judgements: Judgements, settings: Settings) {
    this.#judgements = judgements;
    this.#settings = settings;
  }

  async getInlayHints(document: LangiumDocument, { range }: InlayHintParams): Promise<InlayHint[]> {
    const settings = await this.#settings.hints();
    const judgement = await this.#judgements.of(document);
    return placedRuns(document, judgement).flatMap(({ statements, run: { trace } }) =>
      statements.flatMap((statement): InlayHint[] => {
        const position = statement.$cstNode?.range.end;
        if (position === undefined || position.line < range.start.line || position.line > range.end.line)
          return [];
        const facts = trace === undefined || !isStep(statement) ? [] : factsOf(trace, statement, settings);
        if (facts.length === 0) return [];
        const label = facts.map(({ words }) => words).join(" · ");
        const tooltip = facts.map(({ explained }) => explained).join("\n\n");
        return [{ position, label, tooltip: { kind: "markdown", value: tooltip }, paddingLeft: true }];
      }),
    );
  }
}

interface Fact {
  readonly words: string;
  readonly explained: string;
}

/** What is known of a step; nothing where the run does not do it. */
function factsOf(trace: Trace, step: Step, settings: HintSettings): Fact[] {
  const event = eventOf(trace, step);
  if (event === NONE) return [];
  const process = trace.events.process[event];
  const { name } = trace.processes[process];
  const facts: Fact[] = [];
  // Where nobody ever holds anything, "none" behind every line would say nothing.
  if (settings.state && trace.states.keys.length > 0) {
    const state = describeState(stateAt(trace, process, localIndex(trace, event) + 1));
    facts.push({ words: `${name}: ${state}`, explained: `${name} holds ${state} after this step.` });
  }
  if (settings.vectorClock && trace.processes.length <= MOST_PROCESSES) facts.push(clockFact(trace, event));
  if (settings.arrival && isSend(step)) {
    const words = fate(trace, trace.events.sent[event]);
    facts.push({ words, explained: `The message is ${words}.` });
  }
  return facts;
}

export function clockFact(trace: Trace, event: number): Fact {
  const clock = [...vectorClock(trace, asEvent(event))];
  const named = clock.map((count, p) => `${trace.processes[p].name} ${count}`).join(", ");
  return {
    words: `[${clock.join(", ")}]`,
    explained: `Vector clock: ${named}. So many events of each process happened before this one, itself included.`,
  };
}

/** What comes of a message, as the end of a sentence. */
export function fate(trace: Trace, message: number): string {
  const { receive, flags } = trace.messages;
  if (receive[message] !== NONE)
    return `received${(flags[message] & MessageFlag.spoilt) === 0 ? "" : " spoilt"} at ${formatTime(trace, trace.events.time[receive[message]])}`;
  return (flags[message] & MessageFlag.lost) === 0 ? "never received" : "lost";
}
