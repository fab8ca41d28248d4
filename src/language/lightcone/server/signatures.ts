// The form of the construct that is being typed, with the part in which the cursor stands: what an editor shows beside the
// cursor after a blank. It is found on the line alone, for half a statement is no statement yet.

import type { LangiumDocument } from "langium";
import type { SignatureHelpProvider } from "langium/lsp";
import type { SignatureHelp, SignatureHelpOptions, SignatureHelpParams } from "vscode-languageserver";
import { CONSTRUCTS, type Construct } from "./constructs.ts";

interface Shape {
  readonly begins: RegExp;
  readonly type: string;
  /** For each part of the form, what stands before it; the last that is found on the line tells where the cursor is. */
  readonly before: readonly RegExp[];
}

const NAME = '(?:"[^"]*"|[\\p{L}_][\\p{L}\\p{N}_-]*)';
const SHAPES: readonly Shape[] = [
  { begins: /^process\s/, type: "Processes", before: [/^process\s/, /\{/] },
  {
    begins: /^channel\s/,
    type: "Channels",
    before: [/^channel\s/, /->\s*\S+\s|(mesh|ring|star|grid|random)\s/],
  },
  { begins: /^clock\s/, type: "Clock", before: [/skew\s/, /drift\s/] },
  { begins: /^partition\s/, type: "Partition", before: [/^partition\s/, /\sat\s/] },
  { begins: /^time\s/, type: "TimeUnit", before: [/in\s/] },
  { begins: /^seed\s/, type: "Seed", before: [/^seed\s/] },
  { begins: /^stop\s/, type: "Stop", before: [/at\s/] },
  { begins: /^snapshot\s/, type: "Snapshot", before: [/^snapshot\s/, /\sby\s/, /\sat\s/, /\susing\s/] },
  { begins: /^cut\s/, type: "Cut", before: [/^cut\s/, /\{|\sat\s/] },
  { begins: /^random\s/, type: "Workload", before: [/^random\s/, /seed\s/, /\sat\s/] },
  { begins: /^(lose|duplicate|corrupt)\s/, type: "Fault", before: [/\s/] },
  { begins: /^delay\s/, type: "Delay", before: [/^delay\s/, /\sby\s/] },
  {
    begins: /^expect\s/,
    type: "Expectation",
    before: [/^expect\s/, /\s(snapshot\s+\S+|cut\s+\S+|puzzle\s+\S+|end|tokens|missing|duplicated)\s/],
  },
  { begins: /^possible\s/, type: "Puzzle", before: [/^possible\s/, /\{/] },
  { begins: /^import\s/, type: "Import", before: [/^import\s/] },
  { begins: /^scenario\s/, type: "Scenario", before: [/^scenario\s/, /\{/] },
  {
    begins: new RegExp(`^(underway\\s+)?${NAME}\\s*->`, "u"),
    type: "Send",
    before: [/->/, /:/, /\sas\s/, /\sat\s/],
  },
  { begins: new RegExp(`^${NAME}\\s+receives\\s`, "u"), type: "Receive", before: [/receives\s/, /\sat\s/] },
  { begins: new RegExp(`^${NAME}\\s+does\\s`, "u"), type: "Local", before: [/does\s/, /\{/, /\sat\s/] },
  { begins: new RegExp(`^${NAME}\\s+crashes\\s`, "u"), type: "Crash", before: [/\sat\s/] },
  { begins: new RegExp(`^${NAME}\\s+restarts\\s`, "u"), type: "Restart", before: [/restarts\s/, /\sat\s/] },
];

export class Signatures implements SignatureHelpProvider {
  readonly signatureHelpOptions: SignatureHelpOptions = {
    triggerCharacters: [" ", ":", ">", "{"],
    retriggerCharacters: [",", "."],
  };

  provideSignatureHelp(
    { textDocument }: LangiumDocument,
    { position }: SignatureHelpParams,
  ): SignatureHelp | undefined {
    const line = textDocument.getText({ start: { line: position.line, character: 0 }, end: position });
    return signatureOf(line.replace(/^.*\bscenario\s+\S+\s*\{/, ""));
  }
}

/** `line`: what stands on the line before the cursor. */
function signatureOf(line: string): SignatureHelp | undefined {
  const typed = line.trimStart();
  if (/\/\//.test(typed)) return undefined;
  const shape = SHAPES.find(({ begins }) => begins.test(typed));
  const construct = shape === undefined ? undefined : CONSTRUCTS[shape.type];
  if (shape === undefined || construct === undefined) return undefined;
  const parameters = construct.parts.map(({ form, means }) => ({
    label: placeIn(construct, form),
    documentation: { kind: "markdown" as const, value: means },
  }));
  const active = shape.before.reduce((last, pattern, i) => (pattern.test(typed) ? i : last), 0);
  const documentation = { kind: "markdown" as const, value: construct.means };
  const signature = { label: construct.form, documentation, parameters, activeParameter: active };
  return { signatures: [signature], activeSignature: 0, activeParameter: active };
}

function placeIn({ form }: Construct, part: string): [number, number] {
  const start = form.indexOf(part);
  return [start, start + part.length];
}
