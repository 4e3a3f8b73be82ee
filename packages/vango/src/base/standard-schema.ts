/**
 * The part of Standard Schema (https://standardschema.dev) that Vango uses: valibot, zod and arktype all
 * make such schemas. The types are copied by design: the specification asks for no dependency.
 */

/** A schema of any library that follows Standard Schema, with `T` as its output. */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** `lines[2].text: Expected string`, one after the other. */
export function describeIssues(issues: readonly SchemaIssue[]): string {
  return issues.map(describeIssue).join('; ')
}

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const place = path
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .map((key, i) => (/^\d+$/.test(key) ? `[${key}]` : i === 0 ? key : `.${key}`))
    .join('')
  return place === '' ? message : `${place}: ${message}`
}
