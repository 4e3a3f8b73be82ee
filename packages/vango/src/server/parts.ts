/**
 * Parts of a page in its document: each comes as `<template>`s behind what is there already, and one
 * call puts their content where the fallbacks are. Without scripts the fallbacks stay.
 *
 * `docs/decisions/012-streamed-parts.md` tells why it looks like this.
 */
import type { Part, Place } from '../live/hub.ts'
import { nonceAttribute } from './document.ts'

/** Elements that are what they are only if they are parsed inside of an `<svg>`. */
const svgTag =
  /^(?:animate\w*|circle|clippath|defs|desc|ellipse|fe[a-z]+|filter|foreignobject|g|image|line|lineargradient|marker|mask|metadata|mpath|path|pattern|polygon|polyline|radialgradient|rect|set|stop|switch|symbol|text|textpath|tspan|use|view)$/i
const firstTag = /<([a-z][^\s/>]*)/i

/**
 * The script tag of a live page counts the parts in `data-part`. The client takes the count away when
 * it starts: whatever comes later, the socket brings.
 *
 * Nodes are moved and no HTML is written, so that it runs under every policy that knows its nonce.
 */
const placePart = `window.vangoPart=function(n){
const d=document,c=d.querySelector('script[data-session]'),isNext=!c||c.dataset.part==n-1
for(const t of d.querySelectorAll('template[data-vango-part]')){
const hid=t.dataset.vangoPart,w=d.createTreeWalker(d.body,128)
let o
if(isNext)while((o=w.nextNode())&&o.data!='?'+hid);
if(o){
o.before(...('svg'in t.dataset?t.content.firstChild:t.content).childNodes)
for(let end;o&&!end;){const next=o.nextSibling;end=o.nodeType==8&&o.data==hid;o.remove();o=next}
}
t.remove()
}
if(c&&isNext)c.dataset.part=n
d.currentScript?.remove()
}`

/** Comes once, before the first part. */
export function printPartScript(nonce: string | undefined): string {
  return `<script${nonceAttribute(nonce)}>${placePart}</script>`
}

export function printPart({ seq, places }: Part, nonce: string | undefined): string {
  const templates = places.map(printPlace).join('')
  return `${templates}<script${nonceAttribute(nonce)}>window.vangoPart(${seq})</script>`
}

function printPlace({ hid, html }: Place): string {
  const isSvg = svgTag.test(firstTag.exec(html)?.[1] ?? '')
  return isSvg
    ? `<template data-vango-part="${hid}" data-svg><svg>${html}</svg></template>`
    : `<template data-vango-part="${hid}">${html}</template>`
}
