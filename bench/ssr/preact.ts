/** The pages in Preact, as its automatic JSX runtime would call it. */
import type { VNode } from 'preact'
import { jsx, jsxs } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'
import type { NestedProps, Row, SmallProps } from './data.ts'

export function small(props: SmallProps): string {
  return renderToString(jsx(Small, props))
}

export function table(props: { rows: readonly Row[] }): string {
  return renderToString(jsx(Table, props))
}

export function nested(props: NestedProps): string {
  return renderToString(jsx(Nested, props))
}

function Small({ title, user, count, items }: SmallProps): VNode {
  return jsxs('main', {
    class: 'page',
    children: [
      jsxs('header', {
        children: [
          jsx('a', { class: 'brand', href: '/', children: 'Shop' }),
          jsx('nav', {
            children: jsxs('ul', {
              children: [
                jsx('li', { children: jsx('a', { href: '/new', children: 'New' }) }),
                jsx('li', { children: jsx('a', { href: '/sale', children: 'Sale' }) }),
                jsx('li', { children: jsx('a', { href: '/about', children: 'About' }) }),
              ],
            }),
          }),
          jsxs('p', { class: 'user', children: ['Hello ', jsx('b', { children: user }), '!'] }),
        ],
      }),
      Content({ title, count, items }),
      jsxs('footer', {
        children: [
          jsx('p', { children: jsx('small', { children: 'All prices include tax.' }) }),
          jsx('p', { children: jsx('a', { href: '/terms', children: 'Terms' }) }),
        ],
      }),
    ],
  })
}

function Content({ title, count, items }: Omit<SmallProps, 'user'>): VNode {
  return jsxs('section', {
    id: 'content',
    children: [
      jsx('h1', { children: title }),
      jsxs('p', {
        children: ['There are ', jsx('em', { children: count }), ' things in your cart.'],
      }),
      jsx('ul', { class: 'items', children: items.map((item) => jsx('li', { children: item })) }),
      jsxs('form', {
        method: 'get',
        action: '/search',
        children: [
          jsxs('label', {
            children: ['Search ', jsx('input', { type: 'search', name: 'q', placeholder: title })],
          }),
          jsx('button', { type: 'submit', children: 'Go' }),
        ],
      }),
    ],
  })
}

function Table({ rows }: { rows: readonly Row[] }): VNode {
  return jsx('table', {
    children: jsx('tbody', {
      children: rows.map(({ id, name, city, price }) =>
        jsxs(
          'tr',
          {
            children: [
              jsx('td', { children: id }),
              jsx('td', { children: name }),
              jsx('td', { children: city }),
              jsx('td', { children: price }),
            ],
          },
          String(id),
        ),
      ),
    }),
  })
}

function Nested({ chains, depth, label }: NestedProps): VNode {
  return jsx('div', {
    class: 'levels',
    children: Array.from({ length: chains }, () => jsx(Level, { depth, label })),
  })
}

function Level({ depth, label }: Omit<NestedProps, 'chains'>): VNode {
  return jsxs('div', {
    class: 'level',
    children: [
      jsx('span', { children: label }),
      depth > 1 ? jsx(Level, { depth: depth - 1, label }) : undefined,
    ],
  })
}
