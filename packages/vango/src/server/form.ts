/** The fields of a form that was posted the plain way, files left out, read up to a size. */
import type { SubmittedField } from '../vdom/event-data.ts'
import { readBytes } from './body.ts'

export interface FormLimits {
  readonly maxFormBytes: number
  readonly maxFormFields: number
}

export type PostedForm =
  | { readonly kind: 'fields'; readonly fields: readonly SubmittedField[] }
  /** It is no form, or not one that this function reads. */
  | { readonly kind: 'other' }
  | { readonly kind: 'too-large' }

export const defaultFormLimits: FormLimits = { maxFormBytes: 1_048_576, maxFormFields: 1_000 }

const encoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

/** Reads the body, which is gone from `request` afterwards. */
export async function readForm(request: Request, limits: FormLimits): Promise<PostedForm> {
  const type = request.headers.get('content-type') ?? ''
  const kind = type.split(';', 1)[0]!.trim().toLowerCase()
  if (kind !== encoded && kind !== multipart) return { kind: 'other' }

  const bytes = await readBytes(request, limits.maxFormBytes)
  if (bytes === undefined) return { kind: 'too-large' }
  const fields = kind === encoded ? parseEncoded(bytes) : await parseMultipart(bytes, type)
  if (fields === undefined) return { kind: 'other' }

  return fields.length > limits.maxFormFields ? { kind: 'too-large' } : { kind: 'fields', fields }
}

/** The first value of a name. */
export function fieldOf(form: PostedForm, name: string): string | undefined {
  return form.kind === 'fields' ? form.fields.find((field) => field[0] === name)?.[1] : undefined
}

function parseEncoded(bytes: Uint8Array): SubmittedField[] {
  return [...new URLSearchParams(new TextDecoder().decode(bytes))]
}

async function parseMultipart(
  bytes: Uint8Array,
  type: string,
): Promise<SubmittedField[] | undefined> {
  try {
    const body = new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': type },
    })
    const data = await body.formData()
    return [...data].filter((field): field is [string, string] => typeof field[1] === 'string')
  } catch {
    return undefined
  }
}
