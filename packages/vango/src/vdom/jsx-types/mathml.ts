/** MathML Core. */
import type { FieldEventAttributes } from './events.ts'
import type { CoreAttributes } from './global.ts'
import type { Amounts, Content, OneOf, Texts, TrueFalse, Word } from './value.ts'

export interface MathAttributes
  extends
    CoreAttributes,
    FieldEventAttributes,
    Content,
    Texts<'mathbackground mathcolor mathvariant href'>,
    Amounts<'mathsize scriptlevel'> {
  dir?: OneOf<'ltr rtl'>
  displaystyle?: TrueFalse
}

/** Elements that have only the attributes above. */
type PlainTags =
  | 'annotation maction merror mi mmultiscripts mn mphantom mprescripts mroot mrow ms msqrt mstyle'
  | 'msub msubsup msup mtable mtext mtr semantics'

type PlainElements = { [Tag in Word<PlainTags>]: MathAttributes }

type Accents = { accent?: TrueFalse; accentunder?: TrueFalse }

interface OperatorAttributes extends MathAttributes, Amounts<'lspace maxsize minsize rspace'> {
  fence?: TrueFalse
  form?: OneOf<'prefix infix postfix'>
  largeop?: TrueFalse
  movablelimits?: TrueFalse
  separator?: TrueFalse
  stretchy?: TrueFalse
  symmetric?: TrueFalse
}

export interface MathElements extends PlainElements {
  // Its name has a hyphen, so it must also be what a custom element may be.
  'annotation-xml': MathAttributes & Texts<'encoding'> & { [name: string]: unknown }
  annotation: MathAttributes & Texts<'encoding'>
  math: MathAttributes & { display?: OneOf<'block inline'>; xmlns?: string }
  mfrac: MathAttributes & Amounts<'linethickness'>
  mo: OperatorAttributes
  mover: MathAttributes & Accents
  mpadded: MathAttributes & Amounts<'depth height lspace voffset width'>
  mspace: MathAttributes & Amounts<'depth height width'>
  mtd: MathAttributes & Amounts<'columnspan rowspan'>
  munder: MathAttributes & Accents
  munderover: MathAttributes & Accents
}
