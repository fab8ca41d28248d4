// "Export Trace…": the trace as it is shown, with the snapshots that were replayed over it and the clocks as they were moved,
// as a .lctrace file. Arguments: the file, and { target } if no question is to be asked.

import * as v from "valibot";
import * as vscode from "vscode";
import { Cancelled } from "../../core/formats/format.ts";
import type { Trace } from "../../core/trace/trace.ts";
import { nameOf } from "../platform/files.ts";
import { Commands } from "../platform/ids.ts";
import { Slices } from "../platform/slices.ts";
import { titleOf } from "../sessions/together.ts";
import { type Command, withTrace } from "./command.ts";

const argument = v.object({ target: v.custom<vscode.Uri>((value) => value instanceof vscode.Uri) });
const ENDING = "lctrace";

export const exportTrace: Command = {
  id: Commands.exportTrace,
  run: (services, given, options) =>
    withTrace(services, given, async ({ session, trace }) => {
      const parsed = v.safeParse(argument, options);
      const target = parsed.success ? parsed.output.target : await ask(session.uri);
      if (target === undefined) return undefined;
      const bytes = await written(trace, vscode.l10n.t("Exporting {0}", titleOf(session.uri)));
      if (bytes === undefined) return undefined;
      await vscode.workspace.fs.writeFile(target, bytes);
      const words = vscode.l10n.t("Trace written to {0}", nameOf(target));
      services.log.info(`${words} (${target.toString()})`);
      vscode.window.setStatusBarMessage(`$(check) ${words}`, 6000);
      return target;
    }),
};

function ask(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const path = uri.path.replace(/(\.[^./]*)?$/, `.${ENDING}`);
  // Never over the file that is shown without a word: the dialog asks about a file that is there.
  const defaultUri = uri.with({
    path: path === uri.path ? path.replace(/\.\w+$/, `-2.${ENDING}`) : path,
    fragment: "",
  });
  const filters = { [vscode.l10n.t("Lightcone trace")]: [ENDING] };
  const title = vscode.l10n.t("Export Trace of {0}", titleOf(uri));
  return Promise.resolve(vscode.window.showSaveDialog({ defaultUri, filters, title }));
}

/** The file's bytes, made in slices; undefined where the user cancels. */
async function written(trace: Trace, title: string): Promise<Uint8Array | undefined> {
  const cancelling = new vscode.CancellationTokenSource();
  const slices = new Slices(title, cancelling.token, true);
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let lines = 0;
  try {
    const { ownText } = await import("../opening/main.ts");
    for (const piece of ownText(trace)) {
      pieces.push(encoder.encode(piece));
      for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", at + 1)) lines++;
      await slices.step(vscode.l10n.t("writing"), Math.min(1, lines / trace.events.time.length));
    }
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  } finally {
    slices.dispose();
    cancelling.dispose();
  }
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
