/** The module that pages with saved values load beside the thin client. */
import { defineStorageElement } from './element.ts'

defineStorageElement()
