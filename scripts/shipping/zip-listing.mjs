// Lists the files of a zip archive, which a .vsix is, from the directory at its end (PKWARE's APPNOTE, 4.3.12 and
// 4.3.16). The names are all that is needed: nothing is unpacked.

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;

/**
 * @param {Buffer} zip
 * @returns {string[]} file names; folders, which end in a slash, are left out
 */
export function listZip(zip) {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const names = [];
  for (let entry = 0; entry < count; entry++) {
    if (zip.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw new Error(`the zip's directory is broken at byte ${at}`);
    const nameLength = zip.readUInt16LE(at + 28);
    const extraLength = zip.readUInt16LE(at + 30);
    const commentLength = zip.readUInt16LE(at + 32);
    names.push(zip.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength));
    at += ENTRY_SIZE + nameLength + extraLength + commentLength;
  }
  return names.filter((name) => !name.endsWith("/"));
}

/** A comment of any length may follow the end record, so it is looked for backwards. @param {Buffer} zip */
function findEnd(zip) {
  for (let at = zip.length - END_SIZE; at >= 0; at--) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new Error("not a zip archive: it has no end record");
}
