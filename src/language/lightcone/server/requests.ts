// The answers to what the extension asks beyond the Language Server Protocol; protocol/language.ts says what is asked.
// Each is given a document whose names are resolved, with everything that was typed before.

import { DocumentState, type LangiumDocument, URI } from "langium";
import type { LangiumSharedServices } from "langium/lsp";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { LanguageRequests, ScenarioOutcome } from "../../../protocol/language.ts";
import type { File } from "../grammar/generated/ast.ts";
import { Places } from "../meaning/places.ts";
import type { Judgements } from "./judgements.ts";

type Name = keyof LanguageRequests;
type Answers = {
  readonly [Each in Name]: (
    document: LangiumDocument<File>,
    params: LanguageRequests[Each]["params"],
    judgements: Judgements,
  ) => Promise<LanguageRequests[Each]["result"]>;
};

const ANSWERS: Answers = {
  "lightcone/outcomes": (document, _params, judgements) => outcomes(document, judgements),
};

/** Answers on a connection that does not listen yet. */
export function answerRequests(
  connection: Connection,
  services: LangiumSharedServices,
  judgements: Judgements,
): void {
  for (const name of Object.keys(ANSWERS) as Name[]) {
    connection.onRequest(
      name,
      async (params: LanguageRequests[typeof name]["params"], token: CancellationToken) => {
        const document = await documentOf(services, params.uri, token);
        return document === undefined ? null : ANSWERS[name](document, params, judgements);
      },
    );
  }
}

/** A document with its names resolved, or undefined: a file that nobody knows. */
async function documentOf(
  { workspace }: LangiumSharedServices,
  uri: string,
  token: CancellationToken,
): Promise<LangiumDocument<File> | undefined> {
  const { LangiumDocuments: documents, DocumentBuilder: builder, WorkspaceLock: lock } = workspace;
  const wanted = URI.parse(uri);
  // What was typed before is built first.
  await lock.read(() => undefined);
  if (!documents.hasDocument(wanted)) return undefined;
  await builder.waitUntil(DocumentState.Linked, wanted, token);
  return documents.getDocument(wanted) as LangiumDocument<File>;
}

async function outcomes(document: LangiumDocument<File>, judgements: Judgements): Promise<ScenarioOutcome[]> {
  const { runs } = await judgements.of(document);
  const places = new Places(document.uri.toString());
  const { scenarios } = document.parseResult.value;
  return runs.map(({ scenario, expectations }, i) => ({
    name: scenario?.name ?? "",
    line: scenarios[i] === undefined ? 1 : places.of(scenarios[i]).line,
    expectations: expectations.map(({ expectation, kind, words, expected, actual }) => ({
      position: expectation.position,
      kind,
      words,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    })),
  }));
}
