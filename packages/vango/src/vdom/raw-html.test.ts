import { describe, expect, test } from 'vitest'
import { defuse } from './raw-html.ts'

describe('raw HTML', () => {
  test.each([
    '<p class="data-hidden" data-online data-only=1 data-hidden data-vango-keep>5 < 8, 5 <8</p>',
    '<!-- 8 --><!---8--><!----><p>1/8</p>',
    '<portal-vango></portal-vango>',
  ])('is left as it is: %s', (html) => {
    expect(defuse(html)).toBe(html)
  })

  test.each([
    ['<b data-hid="2" DATA-ON=click>', '<b data&#45;hid="2" data&#45;ON=click>'],
    ['<b data-hid data-on/>', '<b data&#45;hid data&#45;on/>'],
    ['data-hid', 'data&#45;hid'],
    ['<template data-vango-part="1">', '<template data&#45;vango-part="1">'],
    [
      '<Vango-Portal data-to="#a"></VANGO-PORTAL>',
      '<Vango-raw-Portal data-to="#a"></VANGO-raw-PORTAL>',
    ],
    ['<!--8-->', '<!-- 8-->'],
    ['<!8></8><?8>', '<! 8></ 8><? 8>'],
    ['<!--?8--><!?8></?8>', '<!--? 8--><!? 8></? 8>'],
  ])('has no marks in it: %s', (html, expected) => {
    expect(defuse(html)).toBe(expected)
    // Once is enough, and more does no more.
    expect(defuse(expected)).toBe(expected)
  })
})
