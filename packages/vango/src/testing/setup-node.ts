/** Vitest in Node: each test ends with its pages closed. */
import { afterEach } from 'vitest'
import { cleanup } from './cleanup.ts'

afterEach(cleanup)
