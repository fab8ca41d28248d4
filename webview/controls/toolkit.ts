// The one file that knows @vscode/webview-ui-toolkit. Upstream has archived it; whatever replaces it one day defines
// the same custom elements here. Imported from the package's root: its other entries pull React in.

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDivider,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from "@vscode/webview-ui-toolkit";

/** Defines vscode-button, vscode-divider, vscode-dropdown, vscode-option and vscode-progress-ring. */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDivider(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}
