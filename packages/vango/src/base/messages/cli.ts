export const cliMessages = {
  'cli/unknown-command': (p: { got: string; commands: string }): string =>
    `There is no command ${JSON.stringify(p.got)}. Expected one of: ${p.commands}. See "vango --help".`,
  'cli/bad-option': (p: { problem: string }): string =>
    `The command line was not understood: ${p.problem} See "vango --help".`,
  'cli/bad-port': (p: { got: string; from: string }): string =>
    `${p.from} is not a port. Expected a whole number from 0 to 65535, got: ${p.got}.`,
  'cli/no-entry': (p: { root: string; tried: string }): string =>
    `No app was found in ${p.root}. Expected one of these files: ${p.tried}. ` +
    `Create app.tsx with "export const app = createApp({ routes: { … } })", or name the app's folder: "vango dev my-app".`,
  'cli/no-app': (p: { file: string; exports: string }): string =>
    `${p.file} exports no app. Expected "export const app = createApp({ … })", got these exports: ${p.exports}.`,
  'cli/not-built': (p: { file: string }): string =>
    `There is nothing to start. Expected the file ${p.file}, which "vango build" makes. Run "vango build" first.`,
  'cli/no-vite': (p: { command: string }): string =>
    `"vango ${p.command}" needs Vite, which is not installed. Expected the package vite in version 8. ` +
    `Install it: "npm install --save-dev vite".`,
  'cli/build-failed': (p: { reason: string }): string => `The app could not be built: ${p.reason}`,
}
