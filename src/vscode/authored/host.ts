// What the extension hands to the part for the authored language when it loads it: what is made once for all of the host,
// and would be there twice if that part made it.

import type * as vscode from "vscode";
import type { DiagramPanels } from "../panel/diagramPanels.ts";
import type { Sessions } from "../sessions/sessions.ts";

export interface AuthoredHost {
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly sessions: Sessions;
  readonly panels: DiagramPanels;
}
