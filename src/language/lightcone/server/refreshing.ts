// Asks the editor to ask again for lenses and inlay hints where these have changed and their file has not: when a file that it
// imports has changed, and when settings have. An editor that cannot is left alone.

import { DocumentState } from "langium";
import type { LangiumSharedServices } from "langium/lsp";

export function refreshOnChanges(shared: LangiumSharedServices): void {
  const { DocumentBuilder: builder, ConfigurationProvider: settings } = shared.workspace;
  const can = { hints: false, lenses: false };
  shared.lsp.LanguageServer.onInitialize(({ capabilities: { workspace } }) => {
    can.hints = workspace?.inlayHint?.refreshSupport === true;
    can.lenses = workspace?.codeLens?.refreshSupport === true;
  });
  const ask = (isAble: boolean, method: string): void => {
    // An editor that is about to end answers no more.
    if (isAble) void shared.lsp.Connection?.sendRequest(method).catch(() => undefined);
  };
  settings.onConfigurationSectionUpdate(() => ask(can.hints, "workspace/inlayHint/refresh"));

  const changed = new Set<string>();
  builder.onUpdate((uris) => {
    for (const uri of uris) changed.add(uri.toString());
  });
  builder.onBuildPhase(DocumentState.Validated, (documents) => {
    // Of a file that was changed itself the editor asks unasked.
    const isOpen = ({ uri }: (typeof documents)[number]): boolean =>
      shared.workspace.TextDocuments?.get(uri) !== undefined;
    const others = documents.filter((document) => isOpen(document) && !changed.has(document.uri.toString()));
    changed.clear();
    if (others.length === 0) return;
    ask(can.hints, "workspace/inlayHint/refresh");
    ask(can.lenses, "workspace/codeLens/refresh");
  });
}
