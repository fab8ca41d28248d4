// A large course scenario made from a seed, as text, so that reading it is part of what is measured.

import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export interface Size {
  readonly servers: number;
  /** Outgoing links of each server. */
  readonly links: number;
  readonly sends: number;
  readonly ticks: number;
  /** Ticks from one snapshot to the next. */
  readonly snapshotEvery: number;
}

/** The size that the project's figures are about. */
export const LARGE: Size = { servers: 100, links: 10, sends: 200_000, ticks: 20_000, snapshotEvery: 1_000 };

/** The texts of a topology and a script. Tokens never run out; the same seed gives the same texts. */
export function generatedScenario(
  size: Size,
  seed: number,
): { readonly topology: string; readonly events: string } {
  const generator = xoroshiro128plus(seed);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  const name = (server: number): string => `N${server % size.servers}`;
  const lines = [String(size.servers)];
  for (let server = 0; server < size.servers; server++) lines.push(`${name(server)} ${10 * size.sends}`);
  // Steps of a fixed length make every server reachable and no link double.
  for (let server = 0; server < size.servers; server++) {
    for (let link = 1; link <= size.links; link++) lines.push(`${name(server)} ${name(server + link)}`);
  }
  const commands: string[] = [];
  let sent = 0;
  for (let tick = 0; tick < size.ticks; tick++) {
    if (tick % size.snapshotEvery === 0) commands.push(`snapshot ${name(below(size.servers))}`);
    for (; sent < ((tick + 1) * size.sends) / size.ticks; sent++) {
      const server = below(size.servers);
      commands.push(`send ${name(server)} ${name(server + 1 + below(size.links))} ${1 + below(9)}`);
    }
    commands.push("tick");
  }
  return { topology: `${lines.join("\n")}\n`, events: `${commands.join("\n")}\n` };
}
