/** What is marked with `data-hid` and anchors: all that a patch may look for, and nothing else. */
import { describe, expect, test } from 'vitest'
import { ErrorBoundary } from '../component/boundary.ts'
import { computed, state } from '../component/state.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { Fragment, jsx, Portal } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'

describe('a page that nothing can change', () => {
  test('has no marks', () => {
    function Name(props: { children: Child }) {
      return <b>{props.children}</b>
    }
    const page = openPage(() => (
      <section title={['a', 'b'].join(' ')}>
        Hello <Name>World</Name>, {'text'} and {[1, <i>2</i>]}
        <Fragment>{null}</Fragment>
        <ErrorBoundary fallback="x">still</ErrorBoundary>
      </section>
    ))

    expect(page.printed).toBe(
      '<section title="a b">Hello <b>World</b>, text and 1<i>2</i>still</section>',
    )
    expect(page.root.isLive).toBe(false)
  })

  test('is told from one with a handler', () => {
    expect(openPage(() => <b onClick={() => {}}>x</b>).root.isLive).toBe(true)
  })
})

describe('marks stand where something can change, and nowhere else', () => {
  const text = state('t')

  function Live() {
    return text.get()
  }

  function Still() {
    return <h1>still</h1>
  }

  test.each<[string, () => Child, string]>([
    ['a bound only child', () => <p>{text}</p>, '<p data-hid="1">t</p>'],
    ['a bound attribute', () => <p title={text}>x</p>, '<p data-hid="1" title="t">x</p>'],
    [
      'a bound child between text',
      () => <p>a {text} b</p>,
      '<p data-hid="1">a <!---->t<!--2--> b</p>',
    ],
    [
      'a bound child after an element',
      () => (
        <p>
          <br />
          {text}
        </p>
      ),
      '<p data-hid="1"><br>t<!--2--></p>',
    ],
    [
      'only the element that changes',
      () => (
        <p>
          <i>still</i>
          <b>{text}</b>
        </p>
      ),
      '<p data-hid="1"><i>still</i><b data-hid="2">t</b></p>',
    ],
    [
      'a handler',
      () => (
        <p>
          <b onClick={() => {}}>x</b>
        </p>
      ),
      '<p data-hid="1"><b data-hid="2" data-on="click">x</b></p>',
    ],
    [
      'a bound child of an element built at run time',
      () => jsx('p', { children: text }),
      '<p data-hid="1">t</p>',
    ],
    [
      'a bound child in a list of it',
      () => jsx('p', { children: ['a', text] }),
      '<p>a<!---->t<!--3--></p>',
    ],
    ['a bound root', () => text, 't<!--1-->'],
    ['bound children side by side', () => [text, text], 't<!--2-->t<!--3-->'],
    [
      'a live component after text',
      () => (
        <p>
          Hello <Live />
        </p>
      ),
      '<p>Hello <!---->t<!--3--></p>',
    ],
    [
      'a live component after text of a value',
      () => (
        <p>
          {String('Hello ')}
          <Live />
        </p>
      ),
      '<p>Hello <!---->t<!--4--></p>',
    ],
    ['a still component beside a live one', () => [<Still />, <Live />], '<h1>still</h1>t<!--3-->'],
    [
      'a still component in a bound hole',
      () => (
        <p>
          {computed(() => (
            <Still />
          ))}
        </p>
      ),
      '<p data-hid="1"><h1 data-hid="2">still</h1></p>',
    ],
    [
      'a still component in a boundary beside a live one',
      () => (
        <ErrorBoundary fallback="">
          <Still />
          <Live />
        </ErrorBoundary>
      ),
      '<h1 data-hid="2">still</h1>t<!--3--><!--1-->',
    ],
    [
      'a boundary around still components',
      () => (
        <ErrorBoundary fallback="">
          <Still />
        </ErrorBoundary>
      ),
      '<h1>still</h1>',
    ],
  ])('%s', (_, render, html) => {
    expect(openPage(render).printed).toBe(html)
  })

  test('a component that can render again is marked all through', () => {
    const page = openPage(() => {
      const now = text.get()
      return (
        <p>
          Hello {now}
          {[now, <b>{now}</b>]}
          <>{now}</>
          <i>still</i>
        </p>
      )
    })

    expect(page.printed).toBe(
      '<p data-hid="1">Hello <!---->t<!--2-->t<!--5--><b data-hid="6">t</b><!--3-->t<!--4-->' +
        '<i>still</i></p>',
    )
  })

  test('hids are handed out in the order of the tree', () => {
    const page = openPage(() => {
      const now = text.get()
      return (
        <ul>
          {[1, 2].map((n) => (
            <li key={n}>
              <b>{n}</b> {now}
            </li>
          ))}
        </ul>
      )
    })

    expect(page.printed).toBe(
      '<ul data-hid="1"><li data-hid="2"><b data-hid="3">1</b> <!---->t<!--4--></li>' +
        '<li data-hid="5"><b data-hid="6">2</b> <!---->t<!--7--></li></ul>',
    )
  })
})

describe('portals', () => {
  test('of a still page stand in their place', () => {
    const page = openPage(() => (
      <p>
        a<Portal to="#x">b</Portal>c
      </p>
    ))

    expect(page.printed).toBe('<p>a<vango-portal data-hid="4" data-to="#x">b</vango-portal>c</p>')
  })

  test('of a live component leave an anchor', () => {
    const text = state('t')
    const page = openPage(() => <Portal to="#x">{text.get()}</Portal>)

    expect(page.printed).toBe('<!--1--><vango-portal data-hid="2" data-to="#x">t</vango-portal>')
  })
})
