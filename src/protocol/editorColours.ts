// The colours of the user's theme, for pictures on pages of the editor (the lattice of cuts, rollback dependencies): such a page
// knows them by their names.

import type { Palette } from "../core/diagram/style.ts";

const TEXT = "var(--vscode-editor-foreground)";
const MUTED = "var(--vscode-descriptionForeground)";
const LINK = "var(--vscode-textLink-foreground)";

export const EDITOR_COLOURS: Palette = {
  background: "var(--vscode-editor-background)",
  text: TEXT,
  mutedText: MUTED,
  grid: MUTED,
  lane: MUTED,
  event: TEXT,
  message: TEXT,
  marker: LINK,
  inTransit: LINK,
  orphan: "var(--vscode-errorForeground)",
  lost: MUTED,
  cut: LINK,
  past: LINK,
  future: LINK,
  selection: LINK,
  pill: MUTED,
  consistent: "var(--vscode-testing-iconPassed)",
  inconsistent: "var(--vscode-errorForeground)",
  unknown: "var(--vscode-editorWarning-foreground)",
  isHighContrast: false,
};
