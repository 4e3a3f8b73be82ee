/** The kit as a script of its own. It is there once, however often it is loaded. */
import { createKit } from './kit.ts'

const page = window as Window & typeof globalThis & { vango?: object }
page.vango ??= createKit(window)
