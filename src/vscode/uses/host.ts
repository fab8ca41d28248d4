// What the extension hands to the part for what snapshots are for, beside the session that is asked about: what is made once
// for all of the host, and would be there twice if that part made it.

import type * as vscode from "vscode";
import type { Ready, UserError } from "../commands/command.ts";
import type { DiagramPanels } from "../panel/diagramPanels.ts";
import type { showPicture } from "../panel/picturePage.ts";
import type { openUnsaved } from "../platform/besideDiagram.ts";
import type { Slices } from "../platform/slices.ts";
import type { titledCut } from "../sessions/cuts.ts";

export interface UsesHost extends Ready {
  /** The setting that says which fields are what: entries `ROLE=NAME`, whatever is in it. */
  readonly fields: readonly unknown[];
  readonly panels: DiagramPanels;
  readonly log: vscode.LogOutputChannel;
  readonly titledCut: typeof titledCut;
  readonly showPicture: typeof showPicture;
  readonly openUnsaved: typeof openUnsaved;
  readonly Slices: typeof Slices;
  readonly UserError: typeof UserError;
}
