import { expect, test } from 'vitest'
import { compileExpression } from './fixtures/compile.ts'

test.each([
  ['<p/>', '$t1 = ["<p></p>"] | jsxTemplate($t1)'],
  ['<p>Hello {name}!</p>', '$t1 = ["<p>Hello ", "!</p>"] | jsxTemplate($t1, name)'],
  ['<p>{a}{b}</p>', '$t1 = ["<p>", "", "</p>"] | jsxTemplate($t1, a, b)'],
  [
    '<li key={id} class={c} onClick={f}>{label} #{n}</li>',
    '$t1 = ["<li key=", " class=", " onClick=", ">", " #", "</li>"] | jsxTemplate($t1, id, c, f, label, n)',
  ],
  [
    '<a class="x" href={url} title="a &quot;b&quot;">go</a>',
    '$t1 = ["<a class=\\"x\\" href=", " title=\\"a &quot;b&quot;\\">go</a>"] | jsxTemplate($t1, url)',
  ],
  ['<p key="a">t</p>', '$t1 = ["<p key=\\"a\\">t</p>"] | jsxTemplate($t1)'],
  ['<p key={1}>t</p>', '$t1 = ["<p key=", ">t</p>"] | jsxTemplate($t1, 1)'],
  [
    '<div><br/><img src="a"/></div>',
    '$t1 = ["<div><br><img src=\\"a\\"></div>"] | jsxTemplate($t1)',
  ],
  ['<input disabled />', '$t1 = ["<input disabled>"] | jsxTemplate($t1)'],
  [
    '<p a={true} b={false} c={null} d={undefined} e={1} f={-2} g={`h`}/>',
    '$t1 = ["<p a e=\\"1\\" f=\\"-2\\" g=\\"h\\"></p>"] | jsxTemplate($t1)',
  ],
  ['<p a={("b" as const)!}/>', '$t1 = ["<p a=\\"b\\"></p>"] | jsxTemplate($t1)'],
  [
    '<p>{"a<b"}{`c`}{1.50}{true}{false}{null}{undefined}{/* no */}{" "}d</p>',
    '$t1 = ["<p>a&lt;bc1.5 d</p>"] | jsxTemplate($t1)',
  ],
  ['<p>{`a${b}`}</p>', '$t1 = ["<p>", "</p>"] | jsxTemplate($t1, `a${b}`)'],
  ['<p>{10n}{/r/}</p>', '$t1 = ["<p>", "", "</p>"] | jsxTemplate($t1, 10n, /r/)'],
  ['<p>{...list} end</p>', '$t1 = ["<p>", " end</p>"] | jsxTemplate($t1, [...list])'],
  ['<my-tag some-prop="1"/>', '$t1 = ["<my-tag some-prop=\\"1\\"></my-tag>"] | jsxTemplate($t1)'],
  [
    '<use xlink:href="#a" stroke-width={w}/>',
    '$t1 = ["<use xlink:href=\\"#a\\" stroke-width=", "></use>"] | jsxTemplate($t1, w)',
  ],
  ['<svg:rect/>', '$t1 = ["<svg:rect></svg:rect>"] | jsxTemplate($t1)'],
  [
    '<p a="&lt;&amp;&eacute;&#65;">&copy; &lt;b&gt; &unknown;</p>',
    '$t1 = ["<p a=\\"&lt;&amp;éA\\">© &lt;b> &amp;unknown;</p>"] | jsxTemplate($t1)',
  ],
  ['<p>&#13;</p>', '$t1 = ["<p>&#13;</p>"] | jsxTemplate($t1)'],
  ['<pre>{"\\n"}a</pre>', '$t1 = ["<pre>\\n\\na</pre>"] | jsxTemplate($t1)'],
  ['<pre>{a}{"\\n"}</pre>', '$t1 = ["<pre>", "\\n</pre>"] | jsxTemplate($t1, a)'],
  ['<div><p><b>{a}</b></p></div>', '$t1 = ["<div><p><b>", "</b></p></div>"] | jsxTemplate($t1, a)'],
  ['<p onClick="x"/>', '$t1 = ["<p onClick=", "></p>"] | jsxTemplate($t1, "x")'],
  [
    '<input value="&amp;" checked/>',
    '$t1 = ["<input value=", " checked=", ">"] | jsxTemplate($t1, "&", true)',
  ],
  [
    '<p draggable={false} aria-hidden hidden={false} data-on-top={true}/>',
    '$t1 = ["<p draggable=\\"false\\" aria-hidden=\\"true\\" data-on-top=\\"true\\"></p>"] | jsxTemplate($t1)',
  ],
  [
    '<select><option value="a">b</option></select>',
    '$t1 = ["<select><option value=\\"a\\">b</option></select>"] | jsxTemplate($t1)',
  ],
  ['<input checked={false}/>', '$t1 = ["<input checked=", ">"] | jsxTemplate($t1, false)'],
  [
    '<p icon={<i/>} as=<b/>/>',
    '$t1 = ["<p icon=", " as=", "></p>"], $t2 = ["<i></i>"], $t3 = ["<b></b>"]'.replaceAll(
      '], ',
      '] | ',
    ) + ' | jsxTemplate($t1, jsxTemplate($t2), jsxTemplate($t3))',
  ],
  [
    '<ul>{xs.map((x) => <li key={x}>{x}</li>)}</ul>',
    '$t1 = ["<ul>", "</ul>"] | $t2 = ["<li key=", ">", "</li>"] | jsxTemplate($t1, xs.map((x) => jsxTemplate($t2, x, x)))',
  ],
  [
    '<p>{a ? <i/> : b && <b/>}</p>',
    '$t1 = ["<p>", "</p>"] | $t2 = ["<i></i>"] | $t3 = ["<b></b>"] | jsxTemplate($t1, a ? jsxTemplate($t2) : b && jsxTemplate($t3))',
  ],
  ['<p>{a /* c */ // d\n}</p>', '$t1 = ["<p>", "</p>"] | jsxTemplate($t1, a\n)'],
  [
    '<p title={t as string} a={b satisfies B} c={d<E>(f)!}/>',
    '$t1 = ["<p title=", " a=", " c=", "></p>"] | jsxTemplate($t1, t as string, b satisfies B, d<E>(f)!)',
  ],
])('%s', (source, expected) => {
  expect(compileExpression(source)).toBe(expected)
})
