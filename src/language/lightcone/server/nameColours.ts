// Colours by meaning: what is a process, a token, a message, a snapshot or a cut, which a grammar of patterns cannot tell.
// The words of the language are left to the editor's own grammar.

import type { AstNode } from "langium";
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from "langium/lsp";

/** For each kind of node its properties that are names, and the protocol's type of token for each. */
const COLOURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Process: { name: "class", last: "class" },
  Link: { from: "class", to: "class" },
  Mesh: { members: "class" },
  Ring: { members: "class" },
  Star: { members: "class", center: "class" },
  Grid: { members: "class" },
  RandomShape: { members: "class" },
  Clock: { process: "class" },
  Send: { from: "class", to: "class", name: "variable" },
  Receive: { process: "class", message: "variable" },
  Local: { process: "class" },
  Crash: { process: "class" },
  Restart: { process: "class" },
  Side: { members: "class" },
  Snapshot: { name: "function", algorithm: "enumMember" },
  SnapshotSubject: { snapshot: "function" },
  Initiator: { process: "class" },
  Cut: { name: "function" },
  CutSubject: { cut: "function" },
  CutPoint: { process: "class", message: "variable" },
  Fault: { messages: "variable" },
  Delay: { messages: "variable" },
  ProcessState: { process: "class" },
  ChannelState: { from: "class", to: "class" },
  Puzzle: { name: "function" },
  PuzzleSubject: { puzzle: "function" },
  Scenario: { name: "namespace" },
  TokenCount: { token: "enumMember" },
  Field: { name: "property" },
  FieldChange: { name: "property" },
};

export class NameColours extends AbstractSemanticTokenProvider {
  protected override highlightElement(node: AstNode, acceptor: SemanticTokenAcceptor): void {
    for (const [property, type] of Object.entries(COLOURS[node.$type] ?? {})) {
      acceptor({ node, property: property as keyof typeof node & string, type });
    }
  }
}
