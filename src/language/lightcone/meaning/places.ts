// Where nodes of the syntax tree stand, as positions of the core: a name, a reference, a whole statement.
// After a broken statement nodes and their parts may be absent; then the nearest thing that is there is marked.

import { type AstNode, type CstNode, GrammarUtils, type Reference } from "langium";
import type { SourcePosition } from "../../../core/trace/problem.ts";

export class Places {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  of(node: AstNode | undefined): SourcePosition {
    return this.#cst(node?.$cstNode);
  }

  /** A property of a node, such as its name; the node where it is absent. */
  property(node: AstNode, name: string, index?: number): SourcePosition {
    return this.#cst(GrammarUtils.findNodeForProperty(node.$cstNode, name, index) ?? node.$cstNode);
  }

  /** A name that refers to something; `node`: where it stands, should it be absent. */
  reference(reference: Reference | undefined, node: AstNode): SourcePosition {
    return this.#cst(reference?.$refNode ?? node.$cstNode);
  }

  #cst(node: CstNode | undefined): SourcePosition {
    if (node === undefined) return { file: this.file, line: 1, column: 1 };
    const { start, end } = node.range;
    const place = { file: this.file, line: start.line + 1, column: start.character + 1 };
    return end.line === start.line ? { ...place, endColumn: end.character + 1 } : place;
  }
}
