// Reads a puzzle from JSON: `{"processes": {"P": ["G"]}, "channels": [["P", "Q"]], "snapshot": {"processes": {"P": []},
// "channels": {"P->Q": ["G"]}}}`. A process's tokens are a multiset; a channel's messages, a token each, stand in the order of
// receipt. `"underway": {"P->Q": ["G"]}` has messages in channels at first. What is not named is empty. Each fault is told at
// its place, and a file with one asks nothing.

import {
  type JsonEntry,
  JsonFault,
  type JsonNode,
  positionIn,
  readJsonTree,
} from "../../formats/json/jsonTree.ts";
import { asProcess, type ProcessId } from "../../trace/ids.ts";
import { EMPTY_STATE, type LocalState, tokenList } from "../../trace/localState.ts";
import type { Problem } from "../../trace/problem.ts";
import type { Payload } from "../../trace/trace.ts";
import type { PuzzleQuestion } from "./puzzle.ts";

export interface PuzzleReading {
  /** Absent where something is wrong. */
  readonly question?: PuzzleQuestion;
  readonly problems: readonly Problem[];
}

export function readPuzzle(file: string, text: string): PuzzleReading {
  const reader = new PuzzleReader(file, text);
  const question = reader.read();
  return reader.problems.length > 0 ? { problems: reader.problems } : { question, problems: [] };
}

class PuzzleReader {
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #text: string;
  readonly #processes = new Map<string, { readonly id: ProcessId; readonly initial: LocalState }>();
  readonly #channels = new Map<string, { readonly from: ProcessId; readonly to: ProcessId }>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  read(): PuzzleQuestion | undefined {
    let root: JsonNode;
    try {
      root = readJsonTree(this.#text);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      const extent = { start: error.offset, end: error.offset };
      this.#report(extent, "puzzle-json", `this is no JSON: ${error.message}`);
      return undefined;
    }
    const parts = this.#fields(root, "a puzzle", ["processes", "channels", "underway", "snapshot"]);
    this.#readProcesses(this.#required(root, parts, "processes"));
    this.#readChannels(parts.get("channels"));
    const first = parts.get("underway");
    const underWay = first === undefined ? {} : { underWay: this.#readContents(first, "underway") };
    const claim = this.#readSnapshot(this.#required(root, parts, "snapshot"));
    const processes = [...this.#processes].map(([name, { initial }]) => ({ name, initial }));
    return { system: { processes, channels: [...this.#channels.values()] }, claim, ...underWay };
  }

  #readProcesses(node: JsonNode | undefined): void {
    for (const { key, value } of this.#entries(node, "processes", "an object of names with their tokens")) {
      this.#processes.set(key, { id: asProcess(this.#processes.size), initial: this.#tokens(value) });
    }
  }

  #readChannels(node: JsonNode | undefined): void {
    if (node === undefined) return;
    const form = 'a channel is a pair of names, such as ["P", "Q"]';
    if (node.kind !== "list") this.#report(node, "puzzle-value", `\`channels\` must be a list: ${form}`);
    for (const item of node.kind === "list" ? node.items : []) {
      const [from, to] = item.kind === "list" ? item.items : [];
      if (item.kind !== "list" || item.items.length !== 2 || from?.kind !== "text" || to?.kind !== "text") {
        this.#report(item, "puzzle-value", form);
        continue;
      }
      const ends = [this.#process(from, from.value), this.#process(to, to.value)];
      const [source, destination] = ends;
      if (source === undefined || destination === undefined) continue;
      const name = `${from.value}->${to.value}`;
      if (source === destination)
        this.#report(item, "puzzle-channel", `${from.value} has no channel to itself`);
      else if (this.#channels.has(name))
        this.#report(item, "puzzle-twice", `the channel ${name} stands here twice`);
      else this.#channels.set(name, { from: source, to: destination });
    }
  }

  #readSnapshot(node: JsonNode | undefined): PuzzleQuestion["claim"] {
    const parts =
      node === undefined ? new Map() : this.#fields(node, "a snapshot", ["processes", "channels"]);
    const states = [...this.#processes].map(() => EMPTY_STATE);
    const held = parts.get("processes");
    for (const { key, keyExtent, value } of held === undefined
      ? []
      : this.#entries(held, "processes", "an object")) {
      const process = this.#process(keyExtent, key);
      const state = this.#tokens(value);
      if (process !== undefined) states[process] = state;
    }
    return { processes: states, channels: this.#readContents(parts.get("channels"), "channels") };
  }

  /** What each channel carries. */
  #readContents(carried: JsonNode | undefined, name: string): Payload[][] {
    const contents = new Map<string, Payload[]>();
    const form = 'an object of channels, such as "P->Q", with what they carry';
    for (const { key, keyExtent, value } of this.#entries(carried, name, form)) {
      const channel = key.replace(/\s*(?:->|→)\s*/, "->").trim();
      if (contents.has(channel))
        this.#report(keyExtent, "puzzle-twice", `the channel ${channel} stands here twice`);
      else if (!this.#channels.has(channel)) {
        const known = [...this.#channels.keys()].slice(0, 5).join(", ");
        const there =
          known === "" ? "there is none" : `there are ${known}${this.#channels.size > 5 ? " …" : ""}`;
        this.#report(keyExtent, "puzzle-channel", `there is no channel ${channel}; ${there}`);
      }
      const tokens = this.#list(value);
      contents.set(
        channel,
        tokens.map((token) => ({ label: "", tokens: [{ token, count: 1 }], fields: [] })),
      );
    }
    return [...this.#channels.keys()].map((channel) => contents.get(channel) ?? []);
  }

  #process(extent: { readonly start: number; readonly end: number }, name: string): ProcessId | undefined {
    const id = this.#processes.get(name)?.id;
    if (id === undefined) this.#report(extent, "puzzle-process", `there is no process ${name}`);
    return id;
  }

  #tokens(node: JsonNode): LocalState {
    const counts = new Map<string, number>();
    for (const token of this.#list(node)) counts.set(token, (counts.get(token) ?? 0) + 1);
    return counts.size === 0 ? EMPTY_STATE : { tokens: tokenList(counts), fields: [] };
  }

  #list(node: JsonNode): string[] {
    if (node.kind !== "list") {
      this.#report(node, "puzzle-value", 'expected a list of tokens, such as ["G", "Y"]');
      return [];
    }
    return node.items.flatMap((item) => {
      if (item.kind === "text" && item.value !== "") return [item.value];
      this.#report(item, "puzzle-value", "a token is a name in quotes");
      return [];
    });
  }

  /** The values of an object that may hold these keys only. */
  #fields(node: JsonNode, what: string, known: readonly string[]): Map<string, JsonNode> {
    const fields = new Map<string, JsonNode>();
    const names = known.map((name) => `\`${name}\``).join(", ");
    for (const { key, keyExtent, value } of this.#entries(node, "", `${what}, an object with ${names}`)) {
      if (known.includes(key)) fields.set(key, value);
      else this.#report(keyExtent, "puzzle-key", `${what} has ${names}, and no \`${key}\``);
    }
    return fields;
  }

  #entries(node: JsonNode | undefined, name: string, form: string): readonly JsonEntry[] {
    if (node === undefined) return [];
    if (node.kind !== "object") {
      this.#report(node, "puzzle-value", `${name === "" ? "this" : `\`${name}\``} must be ${form}`);
      return [];
    }
    const seen = new Set<string>();
    for (const { key, keyExtent } of node.entries) {
      if (seen.has(key)) this.#report(keyExtent, "puzzle-twice", `\`${key}\` stands here twice`);
      seen.add(key);
    }
    return node.entries;
  }

  #required(root: JsonNode, parts: ReadonlyMap<string, JsonNode>, name: string): JsonNode | undefined {
    const part = parts.get(name);
    if (part === undefined && root.kind === "object") {
      this.#report({ start: root.start, end: root.start + 1 }, "puzzle-key", `a puzzle needs \`${name}\``);
    }
    return part;
  }

  #report(extent: { readonly start: number; readonly end: number }, code: string, message: string): void {
    const position = positionIn(this.#file, this.#text, extent);
    this.problems.push({ position, severity: "error", code, message });
  }
}
