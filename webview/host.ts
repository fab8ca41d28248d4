// The bridge to the extension host: typed messages both ways over VS Code's postMessage, and the state that VS Code
// keeps for a hidden or reloaded panel. What comes in is checked; what is not of the protocol is refused.

import type { HostToPanel, PanelToHost } from "../src/protocol/diagram.ts";
import type { DiagramPageData } from "../src/protocol/diagramPage.ts";
import { joined, type TracePart } from "../src/protocol/traceParts.ts";

export interface Host {
  post(message: PanelToHost): void;
  /** What was saved last, by whatever version of us; to be checked by the caller. */
  savedState(): unknown;
  saveState(state: object): void;
  /** What the host wrote on the page: how a diagram without a saved state begins. */
  readonly given: Partial<DiagramPageData>;
}

/** What the panel gets to see: a trace that came in parts is whole by then. */
export type ShownMessage = Exclude<HostToPanel, { readonly type: "parts" }>;

/** Takes the messages of the host; `refuse` is told of those that are none. */
export function connectHost(receive: (message: ShownMessage) => void, refuse: (words: string) => void): Host {
  const api = acquireVsCodeApi();
  const given: Partial<DiagramPageData> = document.body.dataset;
  // Kept from the start: a panel that never showed a trace must know its file too when it comes back.
  if (api.getState() === undefined) api.setState({ document: given.document });
  const parts: TracePart[] = [];
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isParts(data)) {
      parts.push(...data.parts);
      return;
    }
    const message = isShow(data) && parts.length > 0 ? { ...data, trace: joined(data.trace, parts) } : data;
    if (isShow(data)) parts.length = 0;
    if (isHostMessage(message)) receive(message);
    else refuse("The panel was sent a message that it does not know.");
  });
  return {
    post: (message) => api.postMessage(message),
    savedState: () => api.getState(),
    saveState: (state) => {
      api.setState({ ...state, document: given.document });
    },
    given,
  };
}

/** A trace whose parts have come; what it is without them is looked at once they are joined. */
function isShow(data: unknown): data is Extract<HostToPanel, { type: "show" }> {
  return (
    typeof data === "object" && data !== null && "type" in data && data.type === "show" && "trace" in data
  );
}

function isParts(data: unknown): data is Extract<HostToPanel, { type: "parts" }> {
  if (typeof data !== "object" || data === null || !("type" in data) || data.type !== "parts") return false;
  return "parts" in data && Array.isArray(data.parts);
}

/** Whether a message is one of the protocol's, with the fields that its type has. */
export function isHostMessage(data: unknown): data is ShownMessage {
  if (typeof data !== "object" || data === null || !("type" in data)) return false;
  const message = data as Readonly<Record<string, unknown>>;
  switch (message["type"] as ShownMessage["type"]) {
    case "show":
      return isTrace(message["trace"]) && Array.isArray(message["cuts"]) && isText(message["selectCut"]);
    case "cuts":
      return Array.isArray(message["cuts"]) && isText(message["selectCut"]);
    case "notes":
      return Array.isArray(message["notes"]);
    case "selectEvent":
      return isNumber(message["event"]) && typeof message["reveal"] === "boolean";
    case "selectCut":
      return isText(message["cut"]);
    case "hide":
      return Array.isArray(message["processes"]) && message["processes"].every(isText);
    case "progress":
      return isText(message["words"]) && isNumber(message["fraction"]);
    case "stale":
    case "failed":
      return isText(message["words"]);
    case "editAnswer":
      return (
        isNumber(message["request"]) && typeof message["isPossible"] === "boolean" && isText(message["words"])
      );
    case "image":
      return isNumber(message["request"]) && (message["format"] === "svg" || message["format"] === "png");
    default:
      return false;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";

/** A look at the columns that everything else stands on: present, typed arrays, of fitting lengths. */
function isTrace(value: unknown): boolean {
  const trace = value as Partial<Extract<HostToPanel, { type: "show" }>["trace"]> | null | undefined;
  const { processes, firstEvent, events, messages } = trace ?? {};
  if (!Array.isArray(processes) || !(firstEvent instanceof Uint32Array)) return false;
  if (!(events?.time instanceof Float64Array) || !(messages?.send instanceof Int32Array)) return false;
  return firstEvent.length === processes.length + 1 && firstEvent.at(-1) === events.time.length;
}
