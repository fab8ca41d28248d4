// Hovers on servers and links: what a topology says of them, and what the run of a script over it, where one is known,
// makes of them.

import { systemOf, unreachableFrom } from "../../core/simulation/system.ts";
import { asProcess } from "../../core/trace/ids.ts";
import { receiverOf, senderOf } from "../../core/trace/trace.ts";
import { counted } from "../../core/trace/verdict.ts";
import type { CourseLine, TopologyFile } from "./courseFile.ts";
import { type CourseView, destinationsOf, serverNames } from "./courseView.ts";
import { code, plain } from "./markdown.ts";
import { holdingInAll } from "./moments.ts";

/** Names that a list shows; of more it says how many. */
const NAMES_LISTED = 12;

/** A server: its tokens at the beginning and the end, its line, its links. */
export function serverHover({ topology, run }: CourseView, name: string): string[] {
  const server = topology?.servers.find((candidate) => candidate.name === name);
  if (topology === undefined) return [];
  if (server === undefined) return [`There is no server ${code(name)} in the topology.`];
  const total = run === undefined ? undefined : holdingInAll(run.trace, name);
  const end = total === undefined ? "" : ` and ends with ${total.after}`;
  const outgoing = destinationsOf(topology, name);
  const incoming = topology.links
    .filter(({ words }) => words[1].text === name)
    .map(({ words }) => words[0].text);
  return [
    `**${plain(name)}** begins with ${counted(server.tokens, "token")}${end}.`,
    `Links to ${listed(outgoing)}; from ${listed([...new Set(incoming)])}.`,
  ];
}

/** The first line: how many servers, tokens and links, and whether a snapshot can end. */
export function countHover(topology: TopologyFile): string[] {
  const names = serverNames(topology);
  const tokens = topology.servers.reduce((sum, server) => sum + server.tokens, 0);
  const { length: links } = topology.links;
  const totals = `${counted(names.length, "server")}, ${counted(tokens, "token")}, ${counted(links, "link")}`;
  const cut = cutOff(topology, names);
  const reach =
    cut === undefined
      ? "Every server reaches every other, so every snapshot ends."
      : `No path of links leads from ${plain(cut.from)} to ${plain(cut.to)}: a snapshot by ${plain(cut.from)} never ends.`;
  return names.length === 0 ? [`${totals}.`] : [`${totals}.`, reach];
}

/** A link: the channel it stands for, and what the run sends on it. */
export function linkHover({ run }: CourseView, topology: TopologyFile, link: CourseLine): string[] {
  const [from, to] = link.words.map(({ text }) => text);
  const back = destinationsOf(topology, to).includes(from);
  const direction = back ? "a link back is there too" : "there is no link back";
  const paragraphs = [
    `The channel from **${plain(from)}** to **${plain(to)}**: first in, first out; a message takes 1 to 5 ticks or more. Only this way; ${direction}.`,
  ];
  if (run === undefined) return paragraphs;
  const { trace } = run;
  let messages = 0;
  for (let m = 0; m < trace.messages.send.length; m++) {
    if (trace.messages.kind[m] !== 0) continue;
    const isHere =
      trace.processes[senderOf(trace, m)]?.name === from &&
      trace.processes[receiverOf(trace, m)]?.name === to;
    if (isHere) messages++;
  }
  return [...paragraphs, `The run sends ${counted(messages, "message")} on it.`];
}

/** Two servers of which the second cannot be reached from the first. */
function cutOff(topology: TopologyFile, names: readonly string[]): { from: string; to: string } | undefined {
  const channels = topology.links.flatMap(({ words }) => {
    const from = names.indexOf(words[0].text);
    const to = names.indexOf(words[1].text);
    return from < 0 || to < 0 ? [] : [{ from: asProcess(from), to: asProcess(to) }];
  });
  const state = { tokens: [], fields: [] };
  const system = systemOf({ processes: names.map((name) => ({ name, initial: state })), channels });
  for (let p = 0; p < names.length; p++) {
    const [first] = unreachableFrom(system, [asProcess(p)]);
    if (first !== undefined) return { from: names[p], to: names[first] };
  }
  return undefined;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "no server";
  const shown = names.slice(0, NAMES_LISTED).map(plain).join(", ");
  return names.length > NAMES_LISTED ? `${shown} and ${names.length - NAMES_LISTED} more` : shown;
}
