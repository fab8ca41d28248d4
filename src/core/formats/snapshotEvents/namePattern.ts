// How a rule recognises a name: a text in which `*` stands for anything and `{id}`, `{from}`, `{to}`, `{message}` and
// `{count}` for what the name tells. No regular expression: a match takes one pass over the name, whatever it holds.

/** What a name can tell at a place of its own. */
export const PLACES = ["id", "from", "to", "message", "count"] as const;
export type Place = (typeof PLACES)[number];
/** What a name tells at the places of a pattern. */
export type Told = Readonly<Partial<Record<Place, string>>>;

/** What a literal of a pattern stands behind: a place, `*`, or nothing at the beginning. */
interface Piece {
  readonly wild: Place | "*" | undefined;
  readonly literal: string;
}

const NOTHING: Told = {};

/** What is wrong with a pattern; undefined where nothing is. */
export function patternFault(text: string): string | undefined {
  const wilds: readonly string[] = text.match(WILD) ?? [];
  const unknown = wilds.find((wild) => wild !== "*" && !PLACES.some((place) => wild === `{${place}}`));
  if (unknown !== undefined) {
    return `there is no place ${unknown}; there are ${PLACES.map((place) => `{${place}}`).join(", ")}`;
  }
  const twice = wilds.find((wild, i) => wild !== "*" && wilds.indexOf(wild) !== i);
  if (twice !== undefined) return `${twice} stands in it twice`;
  const touching = piecesOf(text).some(({ wild, literal }, i, all) => {
    return wild !== undefined && literal === "" && i < all.length - 1;
  });
  return touching ? "two places touch each other, so nobody can tell where one ends" : undefined;
}

const WILD = /\*|\{[^{}]*\}/g;

function piecesOf(text: string): Piece[] {
  const literals = text.split(WILD);
  const wilds: readonly string[] = text.match(WILD) ?? [];
  return literals.map((literal, i): Piece => {
    if (i === 0) return { wild: undefined, literal };
    const wild = wilds[i - 1];
    return { wild: wild === "*" ? "*" : (wild.slice(1, -1) as Place), literal };
  });
}

export class NamePattern {
  readonly text: string;
  /** The name begins with this. */
  readonly beginning: string;
  readonly #ending: string;
  readonly #pieces: readonly Piece[];

  /** The text must be without fault. */
  constructor(text: string) {
    const pieces = piecesOf(text);
    this.text = text;
    this.beginning = pieces[0].literal;
    this.#ending = pieces[pieces.length - 1].literal;
    this.#pieces = pieces;
  }

  /** Whether only one name fits. */
  get isExact(): boolean {
    return this.#pieces.length === 1;
  }

  tells(place: Place): boolean {
    return this.#pieces.some(({ wild }) => wild === place);
  }

  /** What a name tells; undefined where it does not fit. Each place takes as little as it can, but something. */
  match(name: string): Told | undefined {
    if (this.isExact) return name === this.text ? NOTHING : undefined;
    if (!name.endsWith(this.#ending) || !name.startsWith(this.beginning)) return undefined;
    const told: Partial<Record<Place, string>> = {};
    const end = name.length - this.#ending.length;
    let at = this.beginning.length;
    for (let i = 1; i < this.#pieces.length; i++) {
      const { wild, literal } = this.#pieces[i];
      const least = at + (wild === "*" ? 0 : 1);
      const next = i === this.#pieces.length - 1 ? end : name.indexOf(literal, least);
      if (next < least || next > end) return undefined;
      if (wild !== "*" && wild !== undefined) {
        const text = name.slice(at, next).trim();
        if (text === "") return undefined;
        told[wild] = text;
      }
      at = next + literal.length;
    }
    return told;
  }
}
