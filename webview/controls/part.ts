// What a part of the panel is drawn from: the state, what is shown, and the way to change it.
// Parts are functions from this to a template; they keep nothing.

import type { PanelCommand, PanelToHost } from "../../src/protocol/diagram.ts";
import type { Dispatch } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import type { ViewState } from "../state/viewState.ts";

export interface PartInput {
  readonly state: ViewState;
  readonly model: Model;
  readonly dispatch: Dispatch;
}

/** A part that the user can run the host's commands from. */
export interface RunningPart extends PartInput {
  readonly run: (command: PanelCommand) => void;
  readonly host: (message: PanelToHost) => void;
}
