// The answers to what the extension asks beyond the Language Server Protocol; protocol/language.ts says what is asked.
// Each is given a document whose names are resolved, with everything that was typed before.

import { DocumentState, type LangiumDocument, URI } from "langium";
import type { LangiumSharedServices } from "langium/lsp";
import type { CancellationToken, Connection } from "vscode-languageserver";
import type { EditAnswer } from "../../../core/analysis/scenarioEdit.ts";
import type { EditRequest, LanguageRequests, ScenarioOutcome } from "../../../protocol/language.ts";
import { editScenario } from "../editing/editScenario.ts";
import type { File } from "../grammar/generated/ast.ts";
import type { SourceFile } from "../meaning/compile.ts";
import { Places } from "../meaning/places.ts";
import { problemsOf } from "../parsing/parse.ts";
import type { Judgements } from "./judgements.ts";
import { puzzleOutcomes } from "./puzzleOutcomes.ts";

type Name = keyof LanguageRequests;
type Answers = {
  readonly [Each in Name]: (
    document: LangiumDocument<File>,
    params: LanguageRequests[Each]["params"],
    judgements: Judgements,
    services: LangiumSharedServices,
  ) => Promise<LanguageRequests[Each]["result"]>;
};

const ANSWERS: Answers = {
  "lightcone/outcomes": (document, _params, judgements) => outcomes(document, judgements),
  "lightcone/editScenario": async (document, params, judgements, services) =>
    editAnswer(document, params, judgements, services),
  "lightcone/puzzles": (document, _params, judgements) => puzzleOutcomes(document, judgements),
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
      async (params: LanguageRequests[typeof name]["params"], token: CancellationToken): Promise<unknown> => {
        const document = await documentOf(services, params.uri, token);
        // A name's own parameters came with it; the compiler does not see that they belong together.
        const answer = ANSWERS[name] as Answers["lightcone/outcomes"];
        return document === undefined ? null : answer(document, params, judgements, services);
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

/** A text that is tried is read by itself: the document stays as it is. */
function editAnswer(
  document: LangiumDocument<File>,
  { version, scenario, edit }: EditRequest,
  judgements: Judgements,
  services: LangiumSharedServices,
): EditAnswer {
  if (document.textDocument.version !== version)
    return { kind: "refused", words: "the text has changed meanwhile: try again" };
  const { parser } = services.ServiceRegistry.getServices(document.uri);
  const parse = (text: string, name: string) => {
    const result = parser.LangiumParser.parse<File>(text);
    return { file: result.value, problems: problemsOf(result, name, text) };
  };
  const findImport = (path: string, from: string): SourceFile | undefined => {
    const found = judgements.imported(path, from);
    return found === undefined ? undefined : { name: found.uri.toString(), file: found.parseResult.value };
  };
  const name = document.uri.toString();
  return editScenario({ name, text: document.textDocument.getText(), findImport, parse }, scenario, edit);
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
