// The services of the language server: Langium's, with ours in their places. Whoever makes the connection (the command
// line, an editor's extension, a test without one) hands it in.

import { inject } from "langium";
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumServices,
  type LangiumSharedServices,
} from "langium/lsp";
import { LightconeGeneratedModule, LightconeGeneratedSharedModule } from "../grammar/generated/module.ts";
import { parsingModule } from "../parsing/parse.ts";
import { ImportingBuilder, UpdateHandler } from "./building.ts";
import { FittingCompletion } from "./completion.ts";
import { Validator } from "./diagnostics.ts";
import { Renaming, TextFormatter } from "./editing.ts";
import { StepHints } from "./hints.ts";
import { Hovers } from "./hover.ts";
import { ImportLinks } from "./importLinks.ts";
import { Judgements } from "./judgements.ts";
import { NameColours } from "./nameColours.ts";
import { QuickFixes } from "./quickFixes.ts";
import { refreshOnChanges } from "./refreshing.ts";
import { ScopeComputation, ScopeProvider } from "./scopes.ts";
import { Settings } from "./settings.ts";
import { Signatures } from "./signatures.ts";
import { VerdictLenses } from "./verdictLenses.ts";

export interface LanguageServices {
  readonly shared: LangiumSharedServices;
  readonly lightcone: LangiumServices;
  readonly judgements: Judgements;
}

export function createLanguageServices(context: DefaultSharedModuleContext): LanguageServices {
  const sharedOwn = {
    workspace: { DocumentBuilder: (services: LangiumSharedServices) => new ImportingBuilder(services) },
    lsp: { DocumentUpdateHandler: (services: LangiumSharedServices) => new UpdateHandler(services) },
  };
  const shared = inject(createDefaultSharedModule(context), LightconeGeneratedSharedModule, sharedOwn);
  const judgements = new Judgements(shared);
  const settings = new Settings(shared);
  refreshOnChanges(shared);
  const own = {
    references: {
      ScopeComputation: (services: LangiumServices) => new ScopeComputation(services),
      ScopeProvider: (services: LangiumServices) => new ScopeProvider(services, judgements),
    },
    validation: { DocumentValidator: (services: LangiumServices) => new Validator(services, judgements) },
    lsp: {
      Formatter: () => new TextFormatter(),
      RenameProvider: (services: LangiumServices) => new Renaming(services),
      CodeLensProvider: () => new VerdictLenses(shared, judgements),
      InlayHintProvider: () => new StepHints(judgements, settings),
      HoverProvider: (services: LangiumServices) => new Hovers(services, judgements),
      SignatureHelp: () => new Signatures(),
      DocumentLinkProvider: () => new ImportLinks(judgements),
      SemanticTokenProvider: (services: LangiumServices) => new NameColours(services),
      CodeActionProvider: () => new QuickFixes(judgements),
      CompletionProvider: (services: LangiumServices) => new FittingCompletion(services, judgements),
    },
  };
  const lightcone = inject(createDefaultModule({ shared }), LightconeGeneratedModule, parsingModule, own);
  shared.ServiceRegistry.register(lightcone);
  return { shared, lightcone, judgements };
}
