// What an action says to the host and to a screen reader, from the states before and after it. Pure, as the reducer
// is; the store carries it out.

import { describeEvent, describeMessage } from "../../src/core/trace/describe.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import type { PanelToHost } from "../../src/protocol/diagram.ts";
import type { Action } from "./actions.ts";
import type { Model } from "./model.ts";
import type { ViewState } from "./viewState.ts";

/** The messages to the host that an action is followed by. */
export function postsOf(action: Action, before: ViewState, after: ViewState, model: Model): PanelToHost[] {
  switch (action.type) {
    case "select":
    case "go":
      return action.type === "select" && action.by === "host"
        ? []
        : selectionPosts(action, before, after, model);
    case "revealSource": {
      const event = sourceEvent(after, model);
      return event === NONE ? [] : [{ type: "revealEvent", event, focus: true }];
    }
    case "cutAt":
      return after.selection.event === NONE
        ? []
        : [{ type: "cutAt", event: after.selection.event, by: action.by }];
    case "nearestCut":
      return after.cut === "" ? [] : [{ type: "nearestCut", cut: after.cut, side: action.side }];
    case "cut":
      return action.by === "host" || before.cut === after.cut
        ? []
        : [{ type: "cutSelected", cut: after.cut }];
    default:
      return [];
  }
}

/** The host learns of the selected event; its line is revealed, without taking the keyboard away from the panel. */
function selectionPosts(action: Action, before: ViewState, after: ViewState, model: Model): PanelToHost[] {
  const isClick = action.type === "select" && action.by === "pointer";
  if (before.selection === after.selection && !isClick) return [];
  const posts: PanelToHost[] = [];
  if (before.selection.event !== after.selection.event) {
    posts.push({ type: "eventSelected", event: after.selection.event });
  }
  const event = sourceEvent(after, model);
  if (event !== NONE) posts.push({ type: "revealEvent", event, focus: false });
  return posts;
}

/** The event whose source line stands for the selection: the event, or the sending of the message; NONE without a line. */
export function sourceEvent(state: ViewState, model: Model): number {
  if (!model.abilities.reveal) return NONE;
  const { event, message } = state.selection;
  const { send, receive } = model.trace.messages;
  const candidates = event !== NONE ? [event] : message === NONE ? [] : [send[message], receive[message]];
  return candidates.find((id) => id !== NONE && model.trace.events.line[id] > 0) ?? NONE;
}

/** What a screen reader is told of a change; undefined where nothing is worth telling. */
export function announcementOf(before: ViewState, after: ViewState, model: Model): string | undefined {
  if (after.step !== before.step && after.step >= 0) {
    const step = model.step(after);
    const count = model.steps(model.cut(after.cut)).length;
    if (step !== undefined)
      return `Step ${after.step + 1} of ${count}. ${step.ruleName}. ${step.title}. ${step.text}`;
  }
  if (after.cut !== before.cut) {
    const cut = model.cut(after.cut);
    return cut === undefined ? "No cut chosen" : `${cut.title}: ${cut.words}`;
  }
  const { event, message } = after.selection;
  if (event === before.selection.event && message === before.selection.message) return undefined;
  if (event !== NONE) return describeEvent(model.trace, event);
  return message === NONE ? "Nothing selected" : describeMessage(model.trace, message);
}
