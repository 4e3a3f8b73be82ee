/**
 * The bound: the same pages as template literals, with the escape that one would write who knows that
 * nearly all text needs none.
 */
import type { NestedProps, Row, SmallProps } from './data.ts'

const special = /[&<]/
const specials = /[&<]/g
const quotes = /[&"<]/
const allQuotes = /[&"<]/g

export function small({ title, user, count, items }: SmallProps): string {
  let list = ''
  for (const item of items) list += `<li>${text(item)}</li>`
  return (
    `<main class="page"><header><a class="brand" href="/">Shop</a><nav><ul>` +
    `<li><a href="/new">New</a></li><li><a href="/sale">Sale</a></li>` +
    `<li><a href="/about">About</a></li></ul></nav><p class="user">Hello <b>${text(user)}</b>!</p>` +
    `</header><section id="content"><h1>${text(title)}</h1><p>There are <em>${count}</em> things in ` +
    `your cart.</p><ul class="items">${list}</ul><form method="get" action="/search"><label>Search ` +
    `<input type="search" name="q" placeholder="${attribute(title)}"></label>` +
    `<button type="submit">Go</button></form></section><footer><p><small>All prices include tax.` +
    `</small></p><p><a href="/terms">Terms</a></p></footer></main>`
  )
}

export function table({ rows }: { rows: readonly Row[] }): string {
  let body = ''
  for (const { id, name, city, price } of rows) {
    body += `<tr><td>${id}</td><td>${text(name)}</td><td>${text(city)}</td><td>${text(price)}</td></tr>`
  }
  return `<table><tbody>${body}</tbody></table>`
}

export function nested({ chains, depth, label }: NestedProps): string {
  let levels = ''
  for (let i = 0; i < chains; i++) levels += level({ depth, label })
  return `<div class="levels">${levels}</div>`
}

function level({ depth, label }: Omit<NestedProps, 'chains'>): string {
  const inner = depth > 1 ? level({ depth: depth - 1, label }) : ''
  return `<div class="level"><span>${text(label)}</span>${inner}</div>`
}

function text(value: string): string {
  return special.test(value) ? value.replace(specials, toEntity) : value
}

function attribute(value: string): string {
  return quotes.test(value) ? value.replace(allQuotes, toEntity) : value
}

function toEntity(character: string): string {
  return character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&quot;'
}
