/** Forms and fields. Their `value`, `checked` and `selected` follow what the server says, live. */
import type { CheckData, SelectData } from '../event-data.ts'
import type { FieldEventAttributes } from './events.ts'
import type { BaseHtmlAttributes, HtmlAttributes, HtmlContentAttributes } from './global.ts'
import type { LinkTarget } from './links.ts'
import type {
  Amount,
  Amounts,
  AnyOf,
  AttributeValue,
  Content,
  Flag,
  Flags,
  NoContent,
  OneOf,
  Text,
  TextContent,
  Texts,
} from './value.ts'

export interface FormElements {
  button: ButtonAttributes
  fieldset: FieldsetAttributes
  form: FormAttributes
  input: InputAttributes
  label: LabelAttributes
  meter: MeterAttributes
  optgroup: OptionGroupAttributes
  option: OptionAttributes
  output: OutputAttributes
  progress: ProgressAttributes
  select: SelectAttributes
  textarea: TextareaAttributes
}

/** What every field that is sent with a form has; `form` is the id of a form elsewhere. */
interface FieldAttributes extends Texts<'form name'> {
  disabled?: Flag
}

/** A submit button can send its form elsewhere, or in another way. */
interface SubmitterAttributes extends Texts<'formaction'> {
  formenctype?: Encoding
  formmethod?: OneOf<'get post dialog'>
  formnovalidate?: Flag
  formtarget?: LinkTarget
  /** The id of the popover that it opens or closes. */
  popovertarget?: Text
  popovertargetaction?: OneOf<'hide show toggle'>
}

type Encoding = OneOf<'application/x-www-form-urlencoded multipart/form-data text/plain'>

/** Tokens that tell the browser what to fill in. */
type Autocomplete = AnyOf<
  | 'off on additional-name address-level1 address-level2 address-level3 address-level4'
  | 'address-line1 address-line2 address-line3 bday bday-day bday-month bday-year cc-additional-name'
  | 'cc-csc cc-exp cc-exp-month cc-exp-year cc-family-name cc-given-name cc-name cc-number cc-type'
  | 'country country-name current-password email family-name given-name honorific-prefix'
  | 'honorific-suffix impp language name new-password nickname one-time-code organization'
  | 'organization-title photo postal-code sex street-address tel tel-area-code tel-country-code'
  | 'tel-extension tel-local tel-local-prefix tel-local-suffix tel-national transaction-amount'
  | 'transaction-currency url username webauthn'
>

type InputTypes =
  | 'button checkbox color date datetime-local email file hidden image month number password radio'
  | 'range reset search submit tel text time url week'

export interface ButtonAttributes
  extends HtmlContentAttributes, FieldAttributes, SubmitterAttributes {
  /** What it asks of the element `commandfor`; own commands begin with `--`. */
  command?: AttributeValue<
    | 'toggle-popover'
    | 'show-popover'
    | 'hide-popover'
    | 'show-modal'
    | 'close'
    | 'request-close'
    | `--${string}`
  >
  commandfor?: Text
  type?: OneOf<'submit button reset'>
  value?: Amount
}

export interface FieldsetAttributes extends HtmlContentAttributes, FieldAttributes {}

export interface FormAttributes
  extends HtmlContentAttributes, Texts<'accept-charset action name rel'> {
  autocomplete?: OneOf<'on off'>
  enctype?: Encoding
  method?: OneOf<'get post dialog'>
  novalidate?: Flag
  target?: LinkTarget
}

export interface InputAttributes
  extends
    BaseHtmlAttributes,
    NoContent,
    FieldEventAttributes<CheckData>,
    FieldAttributes,
    SubmitterAttributes,
    Texts<'accept alt dirname list pattern placeholder src'>,
    Amounts<'height max maxlength min minlength size step width'>,
    Flags<'alpha multiple readonly required webkitdirectory'> {
  autocomplete?: Autocomplete
  /** Take a new photo or recording; which camera. */
  capture?: AttributeValue<boolean | 'user' | 'environment'>
  checked?: Flag
  colorspace?: OneOf<'limited-srgb display-p3'>
  /** Neither on nor off. A property only: it is set once the page is live. */
  indeterminate?: Flag
  type?: OneOf<InputTypes>
  value?: Amount
}

export interface LabelAttributes extends HtmlContentAttributes, Texts<'for'> {}

export interface MeterAttributes
  extends HtmlContentAttributes, Amounts<'high low max min optimum value'> {}

export interface OptionGroupAttributes extends HtmlContentAttributes, Texts<'label'> {
  disabled?: Flag
}

export interface OptionAttributes extends HtmlContentAttributes, Texts<'label'> {
  disabled?: Flag
  selected?: Flag
  value?: Amount
}

export interface OutputAttributes extends HtmlContentAttributes, Texts<'for form name'> {}
export interface ProgressAttributes extends HtmlContentAttributes, Amounts<'max value'> {}

export interface SelectAttributes
  extends BaseHtmlAttributes, Content, FieldEventAttributes<SelectData>, FieldAttributes {
  autocomplete?: Autocomplete
  multiple?: Flag
  required?: Flag
  size?: Amount
  /** The option that is chosen. With `multiple`, set `selected` on the options instead. */
  value?: Amount
}

export interface TextareaAttributes
  extends
    HtmlAttributes,
    TextContent,
    FieldAttributes,
    Texts<'dirname placeholder'>,
    Amounts<'cols maxlength minlength rows'>,
    Flags<'readonly required'> {
  autocomplete?: Autocomplete
  value?: Amount
  wrap?: OneOf<'soft hard'>
}
