/**
 * The document around a page's body, as text: what stands before it and what after. A page that
 * is not live gets no script, no stylesheet of ours and no trace of a session.
 */
import { escapeAttribute, escapeText } from '../html/escape.ts'
import type { Assets } from './assets.ts'

export interface DocumentStart {
  readonly lang: string
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
    `<title>${escapeText(start.title)}</title>${links}${start.head}</head><body>`
  )
}

export function documentEnd(): string {
  return '</body></html>'
}

export interface LiveScript {
  readonly session: string
  readonly token: string
  readonly nonce?: string | undefined
  /** Paths of scripts beside the thin client, which comes first: it must hear what they say. */
  readonly scripts?: readonly string[]
}

/** The end of a live page. The browser's script reads its session and token from its own tag. */
export function liveDocumentEnd(assets: Assets, script: LiveScript): string {
  const { session, token, nonce, scripts = [] } = script
  return (
    `<script type="module" src="${assets.client.path}"${nonceAttribute(nonce)} ` +
    `data-session="${escapeAttribute(session)}" data-token="${escapeAttribute(token)}" ` +
    `data-more="${assets.more.path}"></script>` +
    scripts.map((path) => moduleScript(path, script)).join('') +
    documentEnd()
  )
}

function preload(path: string, { nonce }: DocumentStart): string {
  return `<link rel="modulepreload" href="${path}"${nonceAttribute(nonce)}>`
}

function moduleScript(path: string, { nonce }: LiveScript): string {
  return `<script type="module" src="${path}"${nonceAttribute(nonce)}></script>`
}

function nonceAttribute(nonce: string | undefined): string {
  return nonce === undefined ? '' : ` nonce="${escapeAttribute(nonce)}"`
}
