// The types of the one function that we use of picomatch, which brings none: whether a path fits a glob. The options are
// those that formatSettings.ts sets; its README has the others.

declare module "picomatch" {
  interface Options {
    /** A pattern without a slash is held against the last part of the path alone. */
    readonly basename?: boolean;
    readonly dot?: boolean;
    readonly nocase?: boolean;
  }
  export default function picomatch(glob: string, options?: Options): (path: string) => boolean;
}
