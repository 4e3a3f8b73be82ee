import { describe, expect, test } from 'vitest'
import type { VangoError } from '../base/errors.ts'
import { ErrorBoundary } from '../component/boundary.ts'
import { currentEnv } from '../component/current.ts'
import { state } from '../component/state.ts'
import { jsx, Portal } from '../vdom/jsx.ts'
import { renderToString } from './render.ts'

describe('renderToString', () => {
  test('prints a tree without marks, whatever is live in it', () => {
    const text = state('t')
    function Live() {
      return <b title={text}>{text.get()}</b>
    }

    const html = renderToString(
      <p onClick={() => {}}>
        Hello <Live />
        {text} {[text]} <Portal to="#x">{text}</Portal>
        {jsx('i', { onClick: () => {}, title: text, children: text })}
      </p>,
    )

    expect(html).toBe(
      '<p>Hello <b title="t">t</b>t t <vango-portal data-to="#x">t</vango-portal><i title="t">t</i></p>',
    )
    expect(text.subs).toBeUndefined()
  })

  test('knows the env it was given', () => {
    function Env() {
      return String(currentEnv())
    }

    expect(renderToString(<Env />, 'env')).toBe('env')
  })

  test('shows the fallback of a boundary', () => {
    function Broken(): never {
      throw new Error('broken')
    }

    expect(
      renderToString(
        <ErrorBoundary fallback="sorry">
          <Broken />
        </ErrorBoundary>,
      ),
    ).toBe('sorry')
    expect(() => renderToString(<Broken />)).toThrow('broken')
  })

  test('shows the fallback of a boundary around what cannot be printed', () => {
    expect(
      renderToString(
        <ErrorBoundary fallback={(error) => (error as VangoError).code}>
          <p title={{} as never}>never</p>
        </ErrorBoundary>,
      ),
    ).toBe('html/bad-attribute')
  })

  test('lets go of what it rendered when printing fails', () => {
    const text = state('t')

    expect(() => renderToString([text, jsx('p', { title: {} })])).toThrow('html/bad-attribute')
    expect(text.subs).toBeUndefined()
  })
})
