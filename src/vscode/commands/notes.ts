// "Add Note…", "Edit Note…" and "Remove Note": a text on an event, or on a cut or snapshot. Arguments: a row of the Snapshots
// view, or the file and { event } or { cut }, and { text } if no question is to be asked. Without any: the event that is
// selected in the diagram, else the selected cut.

import * as v from "valibot";
import * as vscode from "vscode";
import { describeEvent } from "../../core/trace/describe.ts";
import { recordedPlace } from "../../core/trace/insertedEvents.ts";
import { Commands } from "../platform/ids.ts";
import { askText } from "../platform/prompts.ts";
import type { NoteTarget } from "../sessions/additions.ts";
import { noteTargetOf } from "../sessions/cuts.ts";
import { type Command, type Ready, type Services, UserError, withTrace } from "./command.ts";

const asked = v.object({
  event: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  cut: v.optional(v.string()),
  text: v.optional(v.string()),
});
/** A row of the view is a cut's, or a note's own. */
const row = v.variant("kind", [
  v.object({ kind: v.literal("cut"), id: v.string() }),
  v.object({ kind: v.literal("remark"), cut: v.string() }),
  v.object({ kind: v.literal("note"), process: v.string(), place: v.number() }),
]);

/** What a note is on, and how that is named. */
interface Noted {
  readonly target: NoteTarget;
  readonly words: string;
}

export const addNote: Command = {
  id: Commands.addNote,
  run: (services, first, options) => write(services, first, options),
};

export const editNote: Command = {
  id: Commands.editNote,
  run: (services, first, options) => write(services, first, options),
};

export const removeNote: Command = {
  id: Commands.removeNote,
  run: (services, first, options) =>
    withNoted(services, first, options, async ({ session }, { target }) => {
      session.change((additions) => additions.setNote(target, ""));
    }),
};

function write(services: Services, first: unknown, options: unknown): Promise<unknown> {
  return withNoted(services, first, options, async ({ session }, { target, words }) => {
    const parsed = v.safeParse(asked, options);
    const before = session.additions.noteOn(target);
    const given = parsed.success ? parsed.output.text : undefined;
    const text = given ?? (await ask(words, before));
    if (text === undefined) return;
    session.change((additions) => additions.setNote(target, text.trim()));
  });
}

function withNoted(
  services: Services,
  first: unknown,
  options: unknown,
  body: (ready: Ready, noted: Noted) => Promise<void>,
): Promise<unknown> {
  // A row belongs to the session that the views show.
  const file = v.is(row, first) ? services.active.current?.uri : first;
  return withTrace(services, file, async (ready) => {
    const noted = v.is(row, first) ? ofRow(ready, first) : ofArguments(services, ready, options);
    await body(ready, noted);
  });
}

function ofRow(ready: Ready, given: v.InferOutput<typeof row>): Noted {
  if (given.kind !== "note") return ofCut(ready, given.kind === "cut" ? given.id : given.cut);
  const target = { kind: "event", process: given.process, event: given.place } as const;
  return { target, words: vscode.l10n.t("{0}, event {1}", given.process, given.place) };
}

function ofArguments({ panels }: Services, ready: Ready, options: unknown): Noted {
  const { event, cut } = v.is(asked, options) ? options : {};
  if (cut !== undefined) return ofCut(ready, cut);
  const selected = event ?? panels.find(ready.session.uri)?.selectedEvent ?? -1;
  if (selected >= 0) return ofEvent(ready, selected);
  const shown = ready.session.selectedCut;
  if (shown !== undefined) return ofCut(ready, shown.id);
  throw new UserError(vscode.l10n.t("Select an event in the diagram, or a cut, first."));
}

function ofEvent({ trace }: Ready, event: number): Noted {
  if (event >= trace.events.time.length) throw new UserError(vscode.l10n.t("There is no such event."));
  const place = recordedPlace(trace, event);
  if (place === 0) {
    throw new UserError(
      vscode.l10n.t("A replayed snapshot put this event in. Write the note on the snapshot."),
    );
  }
  const process = trace.processes[trace.events.process[event]].name;
  return { target: { kind: "event", process, event: place }, words: describeEvent(trace, event) };
}

function ofCut({ session, opened }: Ready, id: string): Noted {
  const cut = session.cuts.find((each) => each.id === id);
  if (cut === undefined) throw new UserError(vscode.l10n.t("There is no such cut."));
  return { target: noteTargetOf(cut, opened, session.furtherOf(cut)), words: cut.title };
}

function ask(words: string, before: string): Promise<string | undefined> {
  return askText({
    title: before === "" ? vscode.l10n.t("Add Note") : vscode.l10n.t("Edit Note"),
    value: before,
    placeholder: vscode.l10n.t("What is to be known of it?"),
    prompt: vscode.l10n.t("On: {0}", words),
    // An empty text takes the note away, or writes none.
    check: () => undefined,
  });
}
