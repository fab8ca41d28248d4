// Servers' names as something to follow: definition, references, highlights, renaming. A name means the same server in
// all files over one topology.

import * as vscode from "vscode";
import { serverNames } from "../../language/course/courseView.ts";
import {
  declarationOf,
  type NameUse,
  nameAt,
  namesIn,
  renaming,
  usesOf,
  whyNoName,
} from "../../language/course/names.ts";
import { editOf, locationOf, rangeOf } from "./convert.ts";
import type { CourseDocuments } from "./courseDocuments.ts";

export class Navigation
  implements
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.DocumentHighlightProvider,
    vscode.RenameProvider
{
  readonly #documents: CourseDocuments;

  constructor(documents: CourseDocuments) {
    this.#documents = documents;
  }

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[]> {
    const name = this.#nameAt(document, position);
    const seen = name === undefined ? undefined : await this.#documents.see(document);
    if (name === undefined || seen === undefined) return [];
    const place = declarationOf(seen.view, name.name);
    if (place === undefined) return [];
    const targetRange = rangeOf(place);
    return [
      { originSelectionRange: rangeOf(name.place), targetUri: vscode.Uri.parse(place.file), targetRange },
    ];
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): Promise<vscode.Location[]> {
    const name = this.#nameAt(document, position);
    if (name === undefined) return [];
    const uses = usesOf(await this.#documents.family(document), name.name);
    return uses
      .filter(({ declares }) => includeDeclaration || !declares)
      .map(({ place }) => locationOf(place));
  }

  provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.DocumentHighlight[] {
    const file = this.#documents.fileOf(document);
    const name = this.#nameAt(document, position);
    if (file === undefined || name === undefined) return [];
    const { Read, Write } = vscode.DocumentHighlightKind;
    return namesIn(file, name.name).map(
      ({ place, declares }) => new vscode.DocumentHighlight(rangeOf(place), declares ? Write : Read),
    );
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    const name = this.#nameAt(document, position);
    const seen = name === undefined ? undefined : await this.#documents.see(document);
    if (name === undefined || !serverNames(seen?.view.topology).includes(name.name)) {
      throw new Error(vscode.l10n.t("Only a server that the topology declares can be renamed."));
    }
    return { range: rangeOf(name.place), placeholder: name.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const name = this.#nameAt(document, position);
    const seen = name === undefined ? undefined : await this.#documents.see(document);
    if (name === undefined || seen === undefined) return undefined;
    const why = whyNoName(seen.view, name.name, newName);
    if (why !== undefined) throw new Error(why);
    return editOf(renaming(await this.#documents.family(document), name.name, newName));
  }

  #nameAt(document: vscode.TextDocument, { line, character }: vscode.Position): NameUse | undefined {
    const file = this.#documents.fileOf(document);
    return file === undefined ? undefined : nameAt(file, line + 1, character + 1);
  }
}
