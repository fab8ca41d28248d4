// A panel's state for tests: a model of a drawn trace, shown in a picture of a usual size.

import type { Trace } from "../../../src/core/trace/trace.ts";
import type { DiagramCut } from "../../../src/protocol/diagram.ts";
import type { Action } from "../../../webview/state/actions.ts";
import { Model } from "../../../webview/state/model.ts";
import { reduce } from "../../../webview/state/reducer.ts";
import { INITIAL, type ViewState } from "../../../webview/state/viewState.ts";
import { cutPicture, THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "../../core/diagram/picture.ts";
import { type DrawnTrace, traceFromText } from "../../support/traceFromText.ts";

export const drawnThree = (): DrawnTrace => traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS);

/** The cuts of a trace's snapshots, as the host gives them. */
export function snapshotCuts(trace: Trace): DiagramCut[] {
  return trace.snapshots.map(({ id }, index) => {
    const { orphans, inTransit, ...picture } = cutPicture(trace, index, `Snapshot ${id}`);
    return {
      ...picture,
      id: `snapshot:${id}`,
      orphans: Int32Array.from(orphans),
      inTransit: Int32Array.from(inTransit),
    };
  });
}

export function modelOf(trace: Trace, cuts = snapshotCuts(trace)): Model {
  return new Model(trace, cuts, { runSnapshot: true, reveal: true });
}

/** The state after some actions, from a panel that shows the model. */
export function after(model: Model, actions: readonly Action[], from: ViewState = shown(model)): ViewState {
  return actions.reduce((state, action) => reduce(state, action, model), from);
}

export function shown(model: Model, from: ViewState = INITIAL): ViewState {
  const sized = reduce(from, { type: "resize", width: 1000, height: 500 }, undefined);
  return reduce(sized, { type: "shown", before: undefined, selectCut: "" }, model);
}
