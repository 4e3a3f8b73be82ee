/**
 * Who can log in. Passwords are kept as scrypt hashes, as they should be anywhere; those of a gallery are
 * no secret, and so stand beside them.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { SessionUser } from 'vango/server'

interface Person {
  readonly name: string
  readonly password: string
  readonly roles: readonly string[]
}

export const people: readonly Person[] = [
  { name: 'vincent', password: 'sunflowers', roles: ['painter'] },
  { name: 'theo', password: 'letters', roles: [] },
]

const hash = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
) => Promise<Buffer>
const hashBytes = 32
/** Takes as long for a name that nobody has. */
const nobody = createRecord({ name: '', password: randomBytes(16).toString('hex'), roles: [] })
const records = new Map(people.map((person) => [person.name, createRecord(person)]))

interface PasswordRecord {
  readonly person: Person
  readonly salt: Buffer
  readonly hash: Promise<Buffer>
}

/** The user of that name, if the password is right. */
export async function checkPassword(
  name: string,
  password: string,
): Promise<SessionUser | undefined> {
  const record = records.get(name) ?? nobody
  const given = await hash(password, record.salt, hashBytes)
  if (!timingSafeEqual(given, await record.hash) || record === nobody) return undefined

  return { id: record.person.name, roles: record.person.roles }
}

function createRecord(person: Person): PasswordRecord {
  const salt = randomBytes(16)
  return { person, salt, hash: hash(person.password, salt, hashBytes) }
}
