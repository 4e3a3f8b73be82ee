/**
 * Other modules of Node in a browser under test: the few functions of them that the server's rooms
 * use when they load a page.
 */

// --- node:util ---

// oxlint-disable-next-line no-control-regex -- which is what it is for
const controls = /\u001b\[[0-9;]*[A-Za-z]/g

export function stripVTControlCharacters(text: string): string {
  return text.replace(controls, '')
}

// --- node:zlib: nobody asks for an encoding here, so none is made ---

export function brotliCompressSync(bytes: Uint8Array): Uint8Array {
  return bytes
}

export function gzipSync(bytes: Uint8Array): Uint8Array {
  return bytes
}
