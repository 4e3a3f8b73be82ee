/** Roles and states of WAI-ARIA 1.2 and the 1.3 names that browsers know, with DPUB and graphics. */
import type { Amounts, AttributeValue, OneOf, Text, Texts, TrueFalse, Word } from './value.ts'

type RoleNames =
  // Widgets
  | 'button checkbox combobox gridcell link listbox menu menubar menuitem menuitemcheckbox'
  | 'menuitemradio option progressbar radio radiogroup scrollbar searchbox separator slider'
  | 'spinbutton switch tab tablist tabpanel textbox tree treegrid treeitem'
  // Structure
  | 'application article blockquote caption cell code columnheader comment definition deletion'
  | 'directory document emphasis feed figure generic grid group heading image img insertion list'
  | 'listitem mark math meter none note paragraph presentation row rowgroup rowheader'
  | 'sectionfooter sectionheader strong subscript suggestion superscript table term time toolbar'
  | 'tooltip'
  // Landmarks, live regions, windows
  | 'banner complementary contentinfo form main navigation region search'
  | 'alert log marquee status timer alertdialog dialog'
  // Digital publishing, graphics
  | 'doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry'
  | 'doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit'
  | 'doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata'
  | 'doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction'
  | 'doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist doc-part'
  | 'doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc'
  | 'graphics-document graphics-object graphics-symbol'

export type AriaRole = Word<RoleNames>

type Tristate = AttributeValue<boolean | 'true' | 'false' | 'mixed'>

/** Ids of other elements, separated by spaces. */
type IdReferences =
  | 'aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage'
  | 'aria-flowto aria-labelledby aria-owns'

type Labels =
  | 'aria-braillelabel aria-brailleroledescription aria-colindextext aria-description'
  | 'aria-keyshortcuts aria-label aria-placeholder aria-roledescription aria-rowindextext'
  | 'aria-valuetext'

type Numbers =
  | 'aria-colcount aria-colindex aria-colspan aria-level aria-posinset aria-rowcount aria-rowindex'
  | 'aria-rowspan aria-setsize aria-valuemax aria-valuemin aria-valuenow'

type States =
  | 'aria-atomic aria-busy aria-disabled aria-expanded aria-grabbed aria-hidden aria-modal'
  | 'aria-multiline aria-multiselectable aria-readonly aria-required aria-selected'

type AriaStates = { [Name in Word<States>]?: TrueFalse }

export interface AriaAttributes
  extends Texts<IdReferences>, Texts<Labels>, Amounts<Numbers>, AriaStates {
  /** One role, or several separated by spaces: the first that the browser knows counts. */
  role?: AttributeValue<AriaRole | `${AriaRole} ${string}`>
  'aria-autocomplete'?: OneOf<'inline list both none'>
  'aria-checked'?: Tristate
  'aria-current'?: AttributeValue<boolean | Word<'page step location date time true false'>>
  /** @deprecated in ARIA 1.1 */
  'aria-dropeffect'?: Text
  'aria-haspopup'?: AttributeValue<boolean | Word<'true false menu listbox tree grid dialog'>>
  'aria-invalid'?: AttributeValue<boolean | Word<'true false grammar spelling'>>
  'aria-live'?: OneOf<'assertive off polite'>
  'aria-orientation'?: OneOf<'horizontal vertical undefined'>
  'aria-pressed'?: Tristate
  /** `additions`, `removals`, `text`, `all`, separated by spaces. */
  'aria-relevant'?: Text
  'aria-sort'?: OneOf<'ascending descending none other'>
}
