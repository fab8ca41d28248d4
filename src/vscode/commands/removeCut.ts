// "Remove": takes a cut or a further snapshot that the user asked for away again. Arguments: a row of the Snapshots
// view, or the file and the cut's id.

import * as vscode from "vscode";
import { Commands } from "../platform/ids.ts";
import { type Command, type Services, targetOf } from "./command.ts";

export const removeCut: Command = {
  id: Commands.removeCut,
  run: async (services, first, second) => {
    const id = idOf(first) ?? idOf(second);
    const session = await sessionOf(services, first);
    const cut = session?.cuts.find((each) => each.id === id);
    if (session === undefined || cut === undefined) return;
    const further = session.furtherOf(cut);
    if (further !== undefined) await session.removeSnapshot(further);
    else if (cut.snapshot < 0) session.removeCut(cut.id);
  },
};

async function sessionOf(services: Services, given: unknown) {
  const uri =
    given instanceof vscode.Uri ? given : (services.active.current?.uri ?? targetOf(services, given));
  return uri === undefined ? undefined : services.sessions.get(uri);
}

function idOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  return typeof value.id === "string" ? value.id : undefined;
}
