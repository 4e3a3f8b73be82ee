/**
 * Four services of an observatory, as slow as services are. They are made up here; yours would be
 * queries and calls. Each stops when its signal aborts.
 */
import { setTimeout as wait } from 'node:timers/promises'

export interface Telescope {
  readonly name: string
  readonly hours: number
}

export interface Entry {
  readonly time: string
  readonly text: string
}

export type Range = 'night' | 'week' | 'month'

const nights: Readonly<Record<Range, number>> = { night: 1, week: 7, month: 30 }
const telescopes = [
  { name: 'Meridian', hours: 6.5 },
  { name: 'Long tube', hours: 4 },
  { name: 'Dome B', hours: 7.8 },
  { name: 'Comet seeker', hours: 2.2 },
]
const entries: readonly Entry[] = [
  { time: '02:40', text: 'Saturn out of the haze, rings at 21°' },
  { time: '01:15', text: 'Comet seeker back on its mount' },
  { time: '23:50', text: 'Two satellites through the long exposure' },
]

export async function countVisitors(signal: AbortSignal): Promise<number> {
  await wait(150, undefined, { signal })
  return 40 + Math.floor(Math.random() * 20)
}

export async function loadTelescopes(range: Range, signal: AbortSignal): Promise<Telescope[]> {
  await wait(500, undefined, { signal })
  return telescopes.map(({ name, hours }) => ({ name, hours: hours * nights[range] }))
}

export async function loadLog(signal: AbortSignal): Promise<readonly Entry[]> {
  await wait(900, undefined, { signal })
  return entries
}

/** The weather station does not answer when it is asked for the first time. */
export async function loadWeather(attempt: number, signal: AbortSignal): Promise<string> {
  await wait(300, undefined, { signal })
  if (attempt === 1) throw new Error('The weather station does not answer.')
  return 'Clear, 4 °C, seeing 1.2″'
}
