import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With `/`, as in the archive. */
  readonly path: string;
  /** Bytes that it takes in the archive, and unpacked. */
  readonly deflated: number;
  readonly size: number;
  readonly content: () => Buffer;
}

/** Reads the table at the end of a ZIP file, as .vsix packages are: one disk, no encryption, below 4 GB. */
export async function readZip(file: string): Promise<ZipEntry[]> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error(`${file} is no ZIP file.`);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const stored = zip.readUInt16LE(at + 10) === 0;
    const deflated = zip.readUInt32LE(at + 20);
    const size = zip.readUInt32LE(at + 24);
    const nameLength = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    entries.push({
      path: zip.toString('utf8', at + 46, at + 46 + nameLength),
      deflated,
      size,
      content: () => {
        const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
        const bytes = zip.subarray(start, start + deflated);
        return stored ? bytes : inflateRawSync(bytes);
      },
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
