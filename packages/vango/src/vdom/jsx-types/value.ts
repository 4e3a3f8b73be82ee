/**
 * The words all attribute types are written in. `Word` lets lists of names be read as lists: the
 * names stand in plain strings, separated by spaces.
 */
import type { Child } from '../vnode.ts'

/** The union of the words in a string: `Word<'get post'>` is `'get' | 'post'`. */
export type Word<Names extends string> = Names extends `${infer First} ${infer Rest}`
  ? First | Word<Rest>
  : Names

/** Something with a current value that can be watched: a signal or a computed of `T`. */
export interface Source<T> {
  get(): T
  peek(): T
}

/** Values that leave an attribute out. `aria-*`, `data-*` and the like print `false` instead. */
export type Nothing = undefined | null | false

/** A value, or a signal of it: the node is bound to the signal and follows it alone. */
export type AttributeValue<T> = T | Nothing | Source<T | Nothing>

export type Text = AttributeValue<string>
export type Amount = AttributeValue<number | string>
/** Present or absent. */
export type Flag = AttributeValue<boolean>
/** `true` and `false` are values here: both are printed. */
export type TrueFalse = AttributeValue<boolean | 'true' | 'false'>
/** One of the words. */
export type OneOf<Words extends string> = AttributeValue<Word<Words>>
/** One of the words, which are suggested, or any other text. */
export type AnyOf<Words extends string> = AttributeValue<Word<Words> | AnyString>

/** Any string, in a way that keeps the literals beside it in a union. */
export type AnyString = string & Record<never, never>

/** Attributes of one type, by their names. */
export type Texts<Names extends string> = { [Name in Word<Names>]?: Text }
export type Amounts<Names extends string> = { [Name in Word<Names>]?: Amount }
export type Flags<Names extends string> = { [Name in Word<Names>]?: Flag }

/** `'a b'`, `{ a: true, b: isOpen }`, or arrays of these; what is false is left out. */
export type ClassValue = string | Nothing | ClassConditions | readonly ClassValue[]

export interface ClassConditions {
  readonly [name: string]: boolean | undefined | null
}

/** What may stand between the tags of most elements. */
export interface Content {
  children?: Child
}

/** Children of elements whose content is text to the HTML parser. */
export type TextChild =
  | string
  | number
  | bigint
  | Nothing
  | true
  | Source<string | number | bigint | boolean | undefined | null>
  | readonly TextChild[]

export interface TextContent {
  children?: TextChild
}

/** Elements without an end tag. */
export interface NoContent {
  children?: undefined
}
