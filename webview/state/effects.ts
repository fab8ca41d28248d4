// What an action says to the host and to a screen reader, from the states before and after it. Pure, as the reducer
// is; the store carries it out.

import { reorderedOf } from "../../src/core/diagram/layout.ts";
import { describeEvent, describeMessage, processName } from "../../src/core/trace/describe.ts";
import { NONE } from "../../src/core/trace/ids.ts";
import { eventCountOf } from "../../src/core/trace/trace.ts";
import { counted } from "../../src/core/trace/verdict.ts";
import type { PanelToHost } from "../../src/protocol/diagram.ts";
import type { Action } from "./actions.ts";
import { editOf, heldWords } from "./heldStep.ts";
import type { Model } from "./model.ts";
import { reorderedWords } from "./reordered.ts";
import type { ViewState } from "./viewState.ts";

/** The messages to the host that an action is followed by. */
export function postsOf(action: Action, before: ViewState, after: ViewState, model: Model): PanelToHost[] {
  switch (action.type) {
    case "select":
    case "hit":
    case "go":
      return action.type === "select" && action.by === "host"
        ? []
        : selectionPosts(action, before, after, model);
    case "shown": {
      const { event } = after.selection;
      return event === before.selection.event ? [] : [{ type: "eventSelected", event, isQuiet: true }];
    }
    case "revealSource": {
      const event = sourceEvent(after, model);
      return event === NONE ? [] : [{ type: "revealEvent", event, focus: true }];
    }
    case "cutAt": {
      const event = eventToCut(after, model);
      return event === NONE ? [] : [{ type: "cutAt", event, by: action.by }];
    }
    case "nearestCut":
      return after.cut === "" ? [] : [{ type: "nearestCut", cut: after.cut, side: action.side }];
    case "newCut":
    case "placeAt":
    case "setCut":
      return settingPosts(before, after);
    case "editTake":
    case "editTo":
    case "editBy":
    case "editSet":
    case "editAdd":
      return editPosts(before, after);
    case "editRemove": {
      const event = eventToCut(after, model);
      if (after.request === before.request || event === NONE) return [];
      return [{ type: "edit", request: after.request, edit: { kind: "remove", event } }];
    }
    case "cut":
      return action.by === "host" || before.cut === after.cut
        ? []
        : [{ type: "cutSelected", cut: after.cut }];
    default:
      return [];
  }
}

/** The host makes the cut that was let go. */
function settingPosts(before: ViewState, after: ViewState): PanelToHost[] {
  const { draft } = after;
  if (draft === undefined || !draft.isSet || before.draft === draft) return [];
  return [{ type: "setCut", cut: draft.cut, frontier: [...draft.frontier] }];
}

/** The host is asked whether what is held may be there, or to make it so. */
function editPosts(before: ViewState, after: ViewState): PanelToHost[] {
  const { held, request } = after;
  if (held === undefined || request === before.request) return [];
  return [{ type: held.isSet ? "edit" : "tryEdit", request, edit: editOf(held) }];
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

/** The event that a cut is made from: the selected one, or the last that the trace knows of the selected message. */
function eventToCut({ selection }: ViewState, model: Model): number {
  const { event, message } = selection;
  if (event !== NONE || message === NONE) return event;
  const { send, receive } = model.trace.messages;
  return receive[message] === NONE ? send[message] : receive[message];
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
  if (after.axis !== before.axis && reorderedOf(after.axis) !== undefined) {
    return reorderedWords(model, after.axis).join(" ");
  }
  const edited = announcementOfEditing(before, after, model);
  if (edited !== undefined) return edited;
  const moved = announcementOfMoving(before, after, model);
  if (moved !== undefined) return moved;
  if (after.cut !== before.cut) {
    const cut = model.cut(after.cut);
    return cut === undefined ? "No cut chosen" : `${cut.title}: ${cut.words}`;
  }
  if (after.anchor !== before.anchor) {
    return after.anchor === NONE
      ? "No event is marked"
      : `Marked: ${describeEvent(model.trace, after.anchor)}. Select another to compare it with`;
  }
  const { event, message } = after.selection;
  if (event === before.selection.event && message === before.selection.message) return undefined;
  if (event !== NONE) {
    const comparison = after.compared === before.compared ? undefined : model.comparison(after);
    return [describeEvent(model.trace, event), ...(comparison === undefined ? [] : [comparison.words])].join(
      ". ",
    );
  }
  return message === NONE ? "Nothing selected" : describeMessage(model.trace, message);
}

/** What is told of a step that is moved: by the keys each time with the host's answer, by the pointer where it is let go. */
function announcementOfEditing(before: ViewState, after: ViewState, model: Model): string | undefined {
  const { held, notice } = after;
  if (notice !== before.notice && notice !== "") return notice;
  if (held === before.held) return undefined;
  if (held === undefined) return before.held?.isSet === false ? "The step stays as it was" : undefined;
  const words = heldWords(model, held);
  if (held.answer !== undefined && held.isSet) return `The text is changed. ${words}`;
  if (held.by === "pointer") return undefined;
  if (before.held === undefined) return `In hand: ${words}`;
  if (held.kind === "add") return words;
  if (held.answer === undefined) return undefined;
  return held.answer.isPossible ? words : `${words}. Not possible: ${held.answer.words}`;
}

/** What is told while a cut is moved: by the keys each step, by the pointer where it is let go. */
function announcementOfMoving(before: ViewState, after: ViewState, model: Model): string | undefined {
  const { draft } = after;
  if (draft === before.draft) return undefined;
  // A cut that the host has made is told as any other cut that is chosen; a drag, when it ends.
  if (draft === undefined) return before.draft?.isSet === false ? "The cut stays as it was" : undefined;
  if (draft.isSet) return `Cut set: ${model.shownCut(after)?.words ?? ""}`;
  if (draft.by === "pointer") return undefined;
  const name = processName(model.trace, draft.process);
  const count = eventCountOf(model.trace, draft.process);
  const words = model.shownCut(after)?.words ?? "";
  return `${name}: ${draft.frontier[draft.process]} of ${counted(count, "event")} inside. ${words}`;
}
