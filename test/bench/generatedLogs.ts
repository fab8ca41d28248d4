// Large logs with vector clocks for the benchmark, as GoVector writes them: services that do some work, send and receive,
// with clocks that are merged as the messages go. Pieces of text, because a log of this size fits into no string.

import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const HOSTS: readonly string[] = [
  "api-gateway",
  "auth-service",
  "billing",
  "cart-service",
  "catalog",
  "inventory",
  "ledger-primary",
  "ledger-replica",
  "mailer",
  "orders",
  "payments",
  "search-index",
  "shipping",
  "web-frontend",
];
/** Events a piece of text. */
const PIECE = 1_000;

interface Letter {
  readonly from: number;
  readonly clock: Uint32Array;
}

/** A log of so many events, in pieces; the same seed gives the same log. */
export function* goVectorLog(events: number, seed: number): Iterable<string> {
  const generator = xoroshiro128plus(seed);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  const clocks = HOSTS.map(() => new Uint32Array(HOSTS.length));
  const inboxes = HOSTS.map((): Letter[] => []);
  let piece = "";
  for (let event = 1; event <= events; event++) {
    const host = below(HOSTS.length);
    const clock = clocks[host];
    const letter = below(3) > 0 ? inboxes[host].shift() : undefined;
    clock[host]++;
    let label = `Handled request of kind ${below(40)} from queue`;
    if (letter !== undefined) {
      letter.clock.forEach((value, i) => {
        if (value > clock[i]) clock[i] = value;
      });
      label = `Received reply ${event} from ${HOSTS[letter.from]}`;
    } else if (below(3) === 0) {
      const to = (host + 1 + below(HOSTS.length - 1)) % HOSTS.length;
      inboxes[to].push({ from: host, clock: clock.slice() });
      label = `Sending request ${event} to ${HOSTS[to]}`;
    }
    piece += `${HOSTS[host]} ${clockText(clock)}\nINFO ${label}\n`;
    if (event % PIECE > 0 && event < events) continue;
    yield piece;
    piece = "";
  }
}

/** As GoVector writes a clock: by name, and only the hosts that are known. */
function clockText(clock: Uint32Array): string {
  const entries: string[] = [];
  HOSTS.forEach((name, i) => {
    if (clock[i] > 0) entries.push(`"${name}":${clock[i]}`);
  });
  return `{${entries.join(", ")}}`;
}
