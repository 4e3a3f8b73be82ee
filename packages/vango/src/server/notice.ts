/** The default 404 and 500 pages: plain documents, no script. */
import { stripVTControlCharacters } from 'node:util'

import { escapeAttribute, escapeText } from '../html/escape.ts'
import type { SubmittedField } from '../vdom/event-data.ts'
import type { Assets } from './assets.ts'
import { documentEnd, documentStart } from './document.ts'

export interface Notice {
  readonly status: number
  readonly title: string
  readonly text: string
  /** Shown as it is, in a box; for developers only. */
  readonly detail?: string | undefined
  /** Printed behind the text. */
  readonly html?: string
}

export function notFoundNotice(): Notice {
  return {
    status: 404,
    title: 'Page not found',
    text: 'There is no page at this address.',
  }
}

/** In production it says nothing about the error: messages and stacks can hold secrets. */
export function errorNotice(error: unknown): Notice {
  if (process.env['NODE_ENV'] === 'production') {
    return {
      status: 500,
      title: 'Something went wrong',
      text: 'This page could not be shown. Please try again in a moment.',
    }
  }

  const message = error instanceof Error ? error.message : String(error)
  return {
    status: 500,
    title: error instanceof Error ? error.name : 'Error',
    // Compilers draw whole pictures in colours; they are in the detail.
    text: stripVTControlCharacters(message.split('\n', 1)[0] ?? ''),
    detail: stripVTControlCharacters(describe(error) ?? message),
  }
}

export function printNotice(notice: Notice, lang: string, assets: Assets): string {
  const head = `<link rel="stylesheet" href="${assets.notice.path}">`
  const detail = notice.detail ? `<pre>${escapeText(notice.detail)}</pre>` : ''

  return (
    documentStart({ lang, title: notice.title, head }, undefined) +
    `<main><p class="status">${notice.status}</p><h1>${escapeText(notice.title)}</h1>` +
    `<p>${escapeText(notice.text)}</p>${notice.html ?? ''}${detail}</main>` +
    documentEnd()
  )
}

/** A form that sends what was sent already, at one click. */
export function printResend(fields: readonly SubmittedField[]): string {
  const inputs = fields.map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeAttribute(name)}" value="${escapeAttribute(value)}">`,
  )
  return `<form method="post">${inputs.join('')}<button>Send again</button></form>`
}

/** Stack and causes; a compiler's picture of the place comes first, where there is one. */
function describe(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined

  const frame = (error as { frame?: unknown }).frame
  const cause = describe(error.cause)
  return [
    ...(typeof frame === 'string' && frame !== '' ? [frame] : []),
    error.stack ?? error.message,
    ...(cause === undefined ? [] : [`Caused by: ${cause}`]),
  ].join('\n\n')
}
