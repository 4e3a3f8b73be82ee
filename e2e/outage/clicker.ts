/**
 * What the outage test does in each page. It runs in the browser, so nothing from outside may be used in
 * it but its argument.
 */

/** What one page has clicked: 'a', 'b', 'add', or a row's button. */
export type Click = 'a' | 'b' | 'add' | { readonly row: number; readonly button: 'row' | 'remove' }

export interface Clicker {
  readonly clicks: Click[]
  /** Clicks something that is on the screen, chosen by `seed` and what was clicked before. */
  click(): void
}

export function installClicker(seed: number): void {
  let randomState = seed
  const random = (below: number): number => {
    randomState = (Math.imul(randomState, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((randomState / 2 ** 32) * below)
  }
  const clicks: Click[] = []
  const press = (selector: string, click: Click): void => {
    clicks.push(click)
    document.querySelector<HTMLElement>(selector)!.click()
  }
  ;(window as unknown as { clicker: Clicker }).clicker = {
    clicks,
    click() {
      const rows = [...document.querySelectorAll<HTMLElement>('li')]
      const kind = random(8)
      if (kind < 2 && rows.length > 0) {
        const row = Number(rows[random(rows.length)]!.id.slice(4))
        const button = rows.length > 4 && kind === 0 ? 'remove' : 'row'
        return press(`#row-${row} .${button}`, { row, button })
      }
      if (kind === 2 && rows.length < 8) return press('#add', 'add')
      return kind % 2 === 0 ? press('#a', 'a') : press('#b', 'b')
    },
  }
}

/** What the page must show after these clicks, each handled once and in this order. */
export function toExpectedText(clicks: readonly Click[]): string {
  let trace = ''
  let nextId = 1
  const rows = new Map<number, number>()
  for (const click of clicks) {
    if (click === 'a' || click === 'b') trace += click
    else if (click === 'add') rows.set(nextId++, 0)
    // A click on what an earlier click has removed means nothing any more.
    else if (!rows.has(click.row)) continue
    else if (click.button === 'remove') rows.delete(click.row)
    else rows.set(click.row, rows.get(click.row)! + 1)
  }
  return `${trace}|${[...rows].map(([id, count]) => `${id}:${count}`).join()}`
}

/** The same of what a page shows. Runs in the browser. */
export function readShownText(): string {
  const text = (element: Element | null): string => element?.textContent ?? ''
  const rows = [...document.querySelectorAll('li')]
  const counts = rows.map((row) => `${row.id.slice(4)}:${text(row.querySelector('.row'))}`)
  return `${text(document.querySelector('#trace'))}|${counts.join()}`
}
