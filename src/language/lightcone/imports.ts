// Which files a .lightcone file imports, and where they lie, seen from it. Hosts ask before they read, so that they can
// open what is needed; the text alone is looked at.

/** The paths after `import`, as written. A comment that looks like an import costs a look-up, no more. */
export function importsIn(text: string): string[] {
  return [...text.matchAll(/^[ \t]*import[ \t]*"([^"\n\r]*)"/gm)].map((match) => match[1]);
}

/** The path or URI of an imported file, with the folder of the one that imports it. */
export function importedPath(path: string, from: string): string {
  if (/^([a-z][\w+.-]*:|[\\/])/i.test(path)) return path;
  // In a URI the names of folders and files are encoded.
  const written = /^[a-z][\w+.-]+:/i.test(from) ? path.split("/").map(encodeURIComponent).join("/") : path;
  const folder = from.slice(0, Math.max(from.lastIndexOf("/"), from.lastIndexOf("\\")) + 1);
  return normalised(`${folder}${written}`);
}

/** Without `.` and inner `..`, so that one file has one name. */
export function normalised(path: string): string {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".") continue;
    const last = kept.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") kept.pop();
    else kept.push(part);
  }
  return kept.join("/");
}
