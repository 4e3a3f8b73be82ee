import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutate, mutations } from './check-mutations.ts'

test.each(mutations)('the line of "$name" is still there, once', (mutation) => {
  const path = new URL(`../packages/vango/src/${mutation.file}`, import.meta.url)

  const mutated = mutate(readFileSync(path, 'utf8'), mutation)

  expect(mutated).toContain(mutation.becomes)
})
