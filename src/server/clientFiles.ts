// Files as the editor knows them: the server asks its client for each. So imports are read wherever the workspace lies, on
// a disk or not, and what the editor leaves out of its searches is left out here.

import type { FileSystemNode, FileSystemProvider, URI } from "langium";
import { URI as Uri } from "langium";
import type { Connection } from "vscode-languageserver";
import type { HostRequests } from "../protocol/language.ts";

export class ClientFiles implements FileSystemProvider {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async readFile(uri: URI): Promise<string> {
    return (await this.#ask("lightcone/readFile", uri)) ?? "";
  }

  async stat(uri: URI): Promise<FileSystemNode> {
    const kind = await this.#ask("lightcone/fileKind", uri);
    if (kind === null) throw new Error(`there is no ${uri.toString()}`);
    return { isFile: kind === "file", isDirectory: kind === "folder", uri };
  }

  async exists(uri: URI): Promise<boolean> {
    return (await this.#ask("lightcone/fileKind", uri)) !== null;
  }

  /** All authored files below the folder at once, as if they lay in it: the editor's search needs no walk. */
  async readDirectory(uri: URI): Promise<FileSystemNode[]> {
    const found = await this.#ask("lightcone/findFiles", uri);
    return found.map((each) => ({ isFile: true, isDirectory: false, uri: Uri.parse(each) }));
  }

  readBinary(): Promise<Uint8Array> {
    return unknown();
  }

  statSync(): FileSystemNode {
    return unknown();
  }

  existsSync(): boolean {
    return unknown();
  }

  readBinarySync(): Uint8Array {
    return unknown();
  }

  readFileSync(): string {
    return unknown();
  }

  readDirectorySync(): FileSystemNode[] {
    return unknown();
  }

  #ask<Name extends keyof HostRequests>(name: Name, uri: URI): Promise<HostRequests[Name]["result"]> {
    return this.#connection.sendRequest(name, { uri: uri.toString() });
  }
}

/** Langium has ways to read that this language never takes. */
function unknown(): never {
  throw new Error("authored files are read as texts, one after the other");
}
