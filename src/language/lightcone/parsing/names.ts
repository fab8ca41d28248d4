// Names as they are written and as they are meant: in quotes where they are no word or a word of the language.
// Langium asks here for the value of what it has read; the printer asks here how to write a name.

import { type CstNode, DefaultValueConverter, type GrammarAST, type ValueType } from "langium";

/** Takes names out of their quotes. There are no escapes: a name holds no quote and no line break. */
export class NameConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, node: CstNode): ValueType {
    if (rule.name === "Name" || rule.name === "STRING") return unquoted(input);
    // Not Langium's own: there a circumflex before a word is dropped.
    return rule.name === "ID" ? input : super.runConverter(rule, input, node);
  }
}

/** What a name or text says, written with or without quotes. */
function unquoted(text: string): string {
  return text.startsWith('"') && text.length >= 2 ? text.slice(1, -1) : text;
}
