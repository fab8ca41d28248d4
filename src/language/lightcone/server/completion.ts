// Completion that offers only what fits: after an arrow the processes that a channel leads to from the sender, and the
// messages that go to the receiver.

import { type AstNodeDescription, AstUtils, type ReferenceInfo, type Stream } from "langium";
import { type CompletionContext, DefaultCompletionProvider } from "langium/lsp";
import {
  type File,
  isChannels,
  isFile,
  isScenario,
  isSend,
  type Scenario,
  type Send,
} from "../grammar/generated/ast.ts";

export class FittingCompletion extends DefaultCompletionProvider {
  protected override getReferenceCandidates(
    refInfo: ReferenceInfo,
    context: CompletionContext,
  ): Stream<AstNodeDescription> {
    const all = super.getReferenceCandidates(refInfo, context);
    const { container, property } = refInfo;
    if (property !== "to" || !isSend(container)) return all;
    const reached = neighbours(container);
    return reached === undefined ? all : all.filter(({ name }) => reached.has(name));
  }
}

/** The processes that channels lead to from the sender; undefined where a shape or an import leaves that open. */
function neighbours(send: Send): ReadonlySet<string> | undefined {
  const from = send.from?.$refText;
  const reached = new Set<string>();
  for (const channels of holders(send).flatMap(({ statements }) => statements.filter(isChannels))) {
    if (channels.shape !== undefined) return undefined;
    for (const { from: a, to: b, arrow } of channels.links) {
      if (a?.$refText === from) reached.add(b?.$refText);
      if (arrow === "<->" && b?.$refText === from) reached.add(a?.$refText);
    }
  }
  return reached.size === 0 ? undefined : reached;
}

function holders(send: Send): (Scenario | File)[] {
  const found: (Scenario | File)[] = [];
  const scenario = AstUtils.getContainerOfType(send, isScenario);
  const file = AstUtils.getContainerOfType(send, isFile);
  if (scenario !== undefined) found.push(scenario);
  if (file !== undefined) found.push(file);
  return found;
}
