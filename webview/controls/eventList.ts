// The list twin of the picture: the events of one process at a time, a page at a time, as a listbox whose arrow keys
// select as they do in the picture.

import { html, nothing, type TemplateResult } from "lit/html.js";
import { eventAction, formatTime } from "../../src/core/trace/describe.ts";
import { missingAt } from "../../src/core/trace/gaps.ts";
import { eventCountOf, localIndex, type Trace } from "../../src/core/trace/trace.ts";
import { counted } from "../../src/core/trace/verdict.ts";
import type { DiagramCut } from "../../src/protocol/diagram.ts";
import { PAGE_SIZE } from "../state/navigation.ts";
import type { PartInput } from "./part.ts";

/** One row of the list: the same in words for all who read it. */
export interface EventRow {
  readonly event: number;
  readonly number: string;
  readonly time: string;
  readonly words: string;
  readonly isInside: boolean;
  /** What is missing in the source before the event, or after it where it is the last; "" where nothing is. */
  readonly missing: string;
}

/** The rows of a page of a process's events. */
export function eventRows(
  trace: Trace,
  process: number,
  page: number,
  cut: Pick<DiagramCut, "frontier"> | undefined,
): readonly EventRow[] {
  const first = trace.firstEvent[process] + page * PAGE_SIZE;
  const end = Math.min(trace.firstEvent[process + 1], first + PAGE_SIZE);
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => {
    const event = first + i;
    const place = localIndex(trace, event);
    return {
      event,
      number: String(place + 1),
      time: formatTime(trace, trace.events.time[event]),
      words: eventAction(trace, event),
      isInside: cut !== undefined && place < cut.frontier[process],
      missing: missingWords(trace, process, place),
    };
  });
}

/** Hides the listed process in the picture, or shows it again. */
function hiding({ state, model, dispatch }: PartInput): TemplateResult {
  const { name } = model.trace.processes[state.listedProcess];
  const isHidden = state.hidden.includes(name);
  const others = state.hidden.filter((each) => each !== name);
  const act = (): void => dispatch({ type: "hide", processes: isHidden ? others : [...others, name] });
  const isLast = !isHidden && model.lanes <= 1;
  return html`
    <p class="acts">
      <button class="link" type="button" ?disabled=${isLast} @click=${act}>
        ${isHidden ? "Show" : "Hide"} ${name} in the Diagram
      </button>
    </p>
  `;
}

function missingWords(trace: Trace, process: number, place: number): string {
  const parts: string[] = [];
  const before = missingAt(trace, process, place);
  if (before > 0) parts.push(`${counted(before, "event")} missing before this one`);
  const count = eventCountOf(trace, process);
  const after = place + 1 === count ? missingAt(trace, process, count) : 0;
  if (after > 0) parts.push(`at least ${counted(after, "event")} missing after this one`);
  return parts.join("; ");
}

export function eventList(input: PartInput): TemplateResult {
  const { state, model, dispatch } = input;
  const { trace } = model;
  if (trace.processes.length === 0) return html`<p class="hint">The trace has no processes.</p>`;
  const process = state.listedProcess;
  const choose = (event: Event): void => {
    dispatch({ type: "list", process: (event.target as HTMLSelectElement).selectedIndex, page: 0 });
  };
  return html`
    <select class="processes" aria-label="Process" @change=${choose}>
      ${trace.processes.map(
        ({ name }, p) => html`
          <option ?selected=${p === process}>${name} (${eventCountOf(trace, p).toLocaleString()} events)</option>
        `,
      )}
    </select>
    ${hiding(input)} ${rows(input)} ${pages(input)}
  `;
}

function rows({ state, model, dispatch }: PartInput): TemplateResult {
  const { trace } = model;
  const list = eventRows(trace, state.listedProcess, state.listedPage, model.shownCut(state));
  if (list.length === 0) return html`<p class="hint">No events.</p>`;
  const selected = state.selection.event;
  const isHere = list.some(({ event }) => event === selected);
  const onKey = (press: KeyboardEvent): void => {
    const to = LIST_KEYS[press.key];
    if (press.ctrlKey || press.altKey || press.metaKey) return;
    if (press.key === "Enter") dispatch({ type: "revealSource" });
    else if (to === undefined) return;
    else if (isHere) dispatch({ type: "go", to });
    else dispatch(pick(list[0].event));
    press.preventDefault();
  };
  return html`
    <div
      class="rows"
      role="listbox"
      tabindex="0"
      aria-label="Events of ${trace.processes[state.listedProcess].name}"
      aria-activedescendant=${isHere ? `event-${selected}` : nothing}
      @keydown=${onKey}
    >
      ${list.map(
        (row) => html`
          <div
            role="option"
            id="event-${row.event}"
            class="row ${row.isInside ? "is-inside" : ""}"
            aria-selected=${row.event === selected ? "true" : "false"}
            @click=${() => dispatch(pick(row.event))}
          >
            <span class="number">${row.number}</span>
            <span class="action"
              >${row.missing === "" ? nothing : html`<span class="missing">${row.missing}</span>`}${row.words}</span
            >
            <span class="time">${row.time}</span>
            ${row.isInside ? html`<span class="visually-hidden">, inside the cut</span>` : nothing}
          </div>
        `,
      )}
    </div>
  `;
}

const LIST_KEYS: Readonly<Record<string, "next" | "previous" | "first" | "last">> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
};

const pick = (event: number) =>
  ({ type: "select", selection: { event, message: -1 }, by: "pointer", reveal: true }) as const;

function pages({ state, model, dispatch }: PartInput): TemplateResult | typeof nothing {
  const count = eventCountOf(model.trace, state.listedProcess);
  if (count <= PAGE_SIZE) return nothing;
  const last = Math.ceil(count / PAGE_SIZE) - 1;
  const first = state.listedPage * PAGE_SIZE;
  const turn = (page: number) => () => dispatch({ type: "list", process: state.listedProcess, page });
  return html`
    <div class="pages">
      <button class="link" type="button" ?disabled=${state.listedPage === 0} @click=${turn(state.listedPage - 1)}>
        Earlier
      </button>
      <span>${first + 1}–${Math.min(count, first + PAGE_SIZE)} of ${count.toLocaleString()}</span>
      <button class="link" type="button" ?disabled=${state.listedPage === last} @click=${turn(state.listedPage + 1)}>
        Later
      </button>
    </div>
  `;
}
