export const testingMessages = {
  'testing/mount-failed': (p: { page: string; cause: string }): string =>
    `${p.page} could not be rendered: ${p.cause}. Expected it to render once without an error; ` +
    `the cause has the place. To test an error, put an ErrorBoundary around it.`,
  'testing/problems': (p: { page: string; problems: readonly string[] }): string =>
    `${p.page} had ${p.problems.length === 1 ? 'a problem' : `${p.problems.length} problems`}:\n` +
    p.problems.map((problem) => `  - ${problem}\n`).join('') +
    `Expected none. Fix them; if a test means one to happen, call page.expectProblem(/…/) before.`,
  'testing/no-problem': (p: { page: string; expected: string }): string =>
    `${p.page} had no problem that matches ${p.expected}, though the test expects one. ` +
    `Check that the test does what should go wrong, and awaits it.`,
  'testing/not-settled': (p: { page: string; waiting: string }): string =>
    `${p.page} does not settle: ${p.waiting}. Expected the server to answer within a few turns of the event loop. ` +
    `Something on the page keeps changing it, or the server's answers do not arrive.`,
  'testing/wrong-text': (p: {
    page: string
    element: string
    expected: string
    got: string
  }): string =>
    `${p.page}: the text of ${p.element} is wrong. Expected: ${p.expected}, got: ${p.got}. ` +
    `Either the component renders it wrongly, or the test has not awaited what changes it.`,
  'testing/not-found': (p: { page: string; cause: string }): string => `${p.page}: ${p.cause}`,
  'testing/page-closed': (p: { page: string }): string =>
    `${p.page} is closed already. Expected to use a page before close(), or before the end of its test. ` +
    `Await everything a test does with its page.`,
  'testing/cannot-fill': (p: { page: string; element: string }): string =>
    `${p.page}: ${p.element} cannot be filled in. Expected an <input>, a <textarea> or something contenteditable. ` +
    `Use click() for buttons and check boxes, select() for a <select>.`,
  'testing/no-socket': (_: object): string =>
    `The page has no open socket. Expected one, to say something on. ` +
    `Open a page first; after close() or a drop let the clock go on until the page has connected again.`,
  'testing/no-hello': (_: object): string =>
    `The page has not said HELLO yet. Expected it before WELCOME. Await page.settled() first.`,
  'testing/no-kit': (_: object): string =>
    `The page has no kit. Expected it before the page was loaded. ` +
    `Call await addKit(context) of 'vango/testing-playwright' before page.goto().`,
  'testing/second-clock': (_: object): string =>
    `The time is stopped already. Expected one clock at a time. ` +
    `Call restore() on the first, or share it between the pages of the test.`,
  'testing/outside-of-app': (p: { url: string; origin: string }): string =>
    `The page wants to go to ${p.url}, which is outside of the app. Expected an address of ${p.origin}. ` +
    `Look at the link's href instead of clicking it.`,
  'testing/too-many-redirects': (p: { url: string }): string =>
    `${p.url} redirects for ever. Expected at most 20 redirects. Look at what its page and middleware answer.`,
}
