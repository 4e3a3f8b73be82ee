/** Event payloads: `[kind][fields]`, from the browser and so from anybody. */
import type { EventPayload, FormField } from './message.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'
import {
  PAYLOAD_CHECKED,
  PAYLOAD_FORM,
  PAYLOAD_KEY,
  PAYLOAD_POINTER,
  PAYLOAD_SCROLL,
  PAYLOAD_VALUE,
  PAYLOAD_VALUES,
} from './message.ts'
import {
  readByte,
  readCount,
  readError,
  readInt,
  readString,
  readUint,
  unknownTag,
} from './reader.ts'
import { writeByte, writeInt, writeString, writeUint } from './writer.ts'

export function writePayload(writer: Writer, payload: EventPayload): void {
  switch (payload.kind) {
    case 'value':
      writeByte(writer, PAYLOAD_VALUE)
      return writeString(writer, payload.value)
    case 'checked':
      writeByte(writer, PAYLOAD_CHECKED)
      writeByte(writer, payload.checked ? 1 : 0)
      return writeString(writer, payload.value)
    case 'values':
      writeByte(writer, PAYLOAD_VALUES)
      writeUint(writer, payload.values.length)
      for (const value of payload.values) writeString(writer, value)
      return
    case 'key':
      writeByte(writer, PAYLOAD_KEY)
      writeUint(writer, payload.modifiers)
      writeString(writer, payload.key)
      return writeString(writer, payload.value)
    case 'pointer':
      writeByte(writer, PAYLOAD_POINTER)
      writeUint(writer, payload.modifiers)
      writeUint(writer, payload.button)
      writeInt(writer, payload.x)
      return writeInt(writer, payload.y)
    case 'form':
      writeByte(writer, PAYLOAD_FORM)
      return writeFields(writer, payload.fields)
    case 'scroll':
      writeByte(writer, PAYLOAD_SCROLL)
      writeInt(writer, payload.left)
      writeInt(writer, payload.top)
      writeUint(writer, payload.clientHeight)
      return writeUint(writer, payload.scrollHeight)
  }
}

export function readPayload(reader: Reader): EventPayload {
  const kind = readByte(reader)
  switch (kind) {
    case PAYLOAD_VALUE:
      return { kind: 'value', value: readString(reader) }
    case PAYLOAD_CHECKED:
      return { kind: 'checked', checked: readFlag(reader), value: readString(reader) }
    case PAYLOAD_VALUES:
      return { kind: 'values', values: readValues(reader) }
    case PAYLOAD_KEY:
      return {
        kind: 'key',
        modifiers: readUint(reader),
        key: readString(reader),
        value: readString(reader),
      }
    case PAYLOAD_POINTER:
      return {
        kind: 'pointer',
        modifiers: readUint(reader),
        button: readUint(reader),
        x: readInt(reader),
        y: readInt(reader),
      }
    case PAYLOAD_FORM:
      return { kind: 'form', fields: readFields(reader) }
    case PAYLOAD_SCROLL:
      return {
        kind: 'scroll',
        left: readInt(reader),
        top: readInt(reader),
        clientHeight: readUint(reader),
        scrollHeight: readUint(reader),
      }
    default:
      reader.offset--
      throw unknownTag(reader, 'payload kind', kind)
  }
}

function writeFields(writer: Writer, fields: readonly FormField[]): void {
  writeUint(writer, fields.length)
  for (const [name, value] of fields) {
    writeString(writer, name)
    writeString(writer, value)
  }
}

function readFields(reader: Reader): FormField[] {
  const fields: FormField[] = []
  for (let left = readFieldCount(reader, 2); left > 0; left--) {
    fields.push([readString(reader), readString(reader)])
  }
  return fields
}

function readValues(reader: Reader): string[] {
  const values: string[] = []
  for (let left = readFieldCount(reader, 1); left > 0; left--) values.push(readString(reader))
  return values
}

function readFieldCount(reader: Reader, itemBytes: number): number {
  const count = readCount(reader, itemBytes)
  const max = reader.limits.maxFormFields
  if (count > max) throw readError(reader, 'wire/too-many-fields', { max, got: count })
  return count
}

function readFlag(reader: Reader): boolean {
  const got = readByte(reader)
  if (got <= 1) return got === 1

  reader.offset--
  throw readError(reader, 'wire/invalid-value', { what: 'checked', expected: '0 or 1', got })
}
