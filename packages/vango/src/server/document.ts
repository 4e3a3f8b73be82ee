/**
 * The document around a page's body, as text: what stands before it and what after. A page that
 * is not live gets no script, no stylesheet of ours and no trace of a session.
 */
import { escapeAttribute, escapeText } from '../html/escape.ts'
import { SCRIPT_HID } from '../live/tokens.ts'
import type { Assets } from './assets.ts'

export interface DocumentStart {
  readonly lang: string
  /** Without one, browsers show the address. */
  readonly title: string
  /** Printed children of the head. */
  readonly head: string
  /** By which the page's security policy knows our script, if it has one. */
  readonly nonce?: string | undefined
  /** Paths of scripts beside the thin client. */
  readonly scripts?: readonly string[]
}

/** Everything up to the body's first node. `assets` are given for a live page only. */
export function documentStart(start: DocumentStart, assets: Assets | undefined): string {
  // The script tag stands at the end of the body, where a slow page may reach it late; the preload
  // lets the browser fetch it beside the body.
  const links =
    assets === undefined
      ? ''
      : `<link rel="stylesheet" href="${assets.banner.path}">` +
        [assets.client.path, ...(start.scripts ?? [])].map((path) => preload(path, start)).join('')

  return (
    `<!doctype html><html lang="${escapeAttribute(start.lang)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `${start.title === '' ? '' : `<title>${escapeText(start.title)}</title>`}${links}${start.head}</head><body>`
  )
}

export function documentEnd(): string {
  return '</body></html>'
}

/** What the browser's script reads from its own tag. */
export interface LiveIds {
  readonly id: string
  readonly token: string
}

export interface ScriptOptions {
  readonly nonce?: string | undefined
  /** Paths of scripts beside the thin client, which comes first: it must hear what they say. */
  readonly scripts?: readonly string[]
  /** How many parts stand before it; given if more may come, which it then need not wait for. */
  readonly part?: number
}

/** The script that makes a page live, and those it needs beside. */
export function liveScript(assets: Assets, { id, token }: LiveIds, options: ScriptOptions): string {
  const { nonce, part, scripts = [] } = options
  const ids =
    `${nonceAttribute(nonce)} data-hid="${SCRIPT_HID}" data-session="${escapeAttribute(id)}" ` +
    `data-token="${escapeAttribute(token)}" data-more="${assets.more.path}"`
  const { path } = assets.client
  if (part === undefined) {
    return (
      `<script type="module" src="${path}"${ids}></script>` +
      scripts.map((script) => moduleScript(script, nonce)).join('')
    )
  }

  // Those that need not wait for the end of the document keep their order only as imports.
  const asynchronous = `<script type="module" async data-part="${part}"`
  return scripts.length === 0
    ? `${asynchronous} src="${path}"${ids}></script>`
    : `${asynchronous}${ids}>${importAll([path, ...scripts])}</script>`
}

/** Scripts that a part needs and the page before it did not. */
export function lateScripts(
  assets: Assets,
  scripts: readonly string[],
  nonce: string | undefined,
): string {
  if (scripts.length === 0) return ''
  const code = importAll([assets.client.path, ...scripts])
  return `<script type="module"${nonceAttribute(nonce)}>${code}</script>`
}

function importAll(paths: readonly string[]): string {
  return paths.map((path) => `import"${path}"`).join(';')
}

function preload(path: string, { nonce }: DocumentStart): string {
  return `<link rel="modulepreload" href="${path}"${nonceAttribute(nonce)}>`
}

function moduleScript(path: string, nonce: string | undefined): string {
  return `<script type="module" src="${path}"${nonceAttribute(nonce)}></script>`
}

/** The styles of a page that turned out to be live when its head had gone. */
export function lateStyles(assets: Assets): string {
  return `<link rel="stylesheet" href="${assets.banner.path}">`
}

export function nonceAttribute(nonce: string | undefined): string {
  return nonce === undefined ? '' : ` nonce="${escapeAttribute(nonce)}"`
}
