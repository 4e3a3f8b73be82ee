import { describe, expect, test } from 'vitest'

import { readCommand } from './args.ts'

describe('readCommand', () => {
  test('reads command, folder and options', () => {
    expect(readCommand(['dev', '/my/app', '--port', '0', '--host', '0.0.0.0'], {})).toEqual({
      name: 'dev',
      root: '/my/app',
      port: 0,
      host: '0.0.0.0',
    })
  })

  test('leaves what is not said to the command, in this folder', () => {
    expect(readCommand(['build'], {})).toEqual({
      name: 'build',
      root: process.cwd(),
      port: undefined,
      host: undefined,
    })
  })

  test('takes port and host from the environment, unless they are options', () => {
    const env = { PORT: '8080', HOST: '::' }

    expect(readCommand(['start'], env)).toMatchObject({ port: 8080, host: '::' })
    expect(readCommand(['start', '--port=1'], env)).toMatchObject({ port: 1, host: '::' })
    expect(readCommand(['start'], { PORT: '', HOST: '' })).toMatchObject({
      port: undefined,
      host: undefined,
    })
  })

  test.each([
    [[], 'help'],
    [['--help'], 'help'],
    [['dev', '-h'], 'help'],
    [['-v'], 'version'],
  ])('%j is %s', (argv, name) => {
    expect(readCommand(argv, {}).name).toBe(name)
  })

  test.each([
    [['serve'], 'cli/unknown-command'],
    [['dev', 'a', 'b'], 'cli/bad-option'],
    [['dev', '--open'], 'cli/bad-option'],
    [['dev', '--port'], 'cli/bad-option'],
    [['dev', '--port', '65536'], 'cli/bad-port'],
    [['dev', '--port', '-1'], 'cli/bad-option'],
    [['dev', '--port', '3e3'], 'cli/bad-port'],
  ])('%j is refused: %s', (argv, code) => {
    expect(() => readCommand(argv, {})).toThrow(code)
  })

  test('refuses a port of the environment that is none', () => {
    expect(() => readCommand(['start'], { PORT: 'http' })).toThrow('The variable PORT')
  })
})
