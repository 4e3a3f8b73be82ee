/**
 * HTML elements and their own attributes, under their HTML names (`class`, `for`, `tabindex`).
 * Obsolete ones are left out on purpose. Fields stand in `forms.ts`, what loads in `embedded.ts`.
 */
import type { EmbeddedElements } from './embedded.ts'
import type { FormElements } from './forms.ts'
import type { HtmlAttributes, HtmlContentAttributes, VoidAttributes } from './global.ts'
import type {
  CrossOrigin,
  FetchPriority,
  HyperlinkAttributes,
  LinkTarget,
  ReferrerPolicy,
} from './links.ts'
import type {
  Amount,
  Amounts,
  AnyOf,
  Flag,
  Flags,
  OneOf,
  Text,
  TextContent,
  Texts,
  Word,
} from './value.ts'

/** Elements that have only the global attributes. */
type PlainTags =
  | 'abbr address article aside b bdi bdo body caption cite code datalist dd dfn div dl dt em'
  | 'figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup html i kbd legend main mark'
  | 'menu nav noscript p picture pre rp rt ruby s samp search section selectedcontent small span'
  | 'strong sub summary sup table tbody tfoot thead tr u ul var'

type PlainElements = { [Tag in Word<PlainTags>]: HtmlContentAttributes }

export interface HtmlElements extends PlainElements, FormElements, EmbeddedElements {
  a: AnchorAttributes
  base: BaseAttributes
  blockquote: QuoteAttributes
  br: VoidAttributes
  col: ColumnAttributes
  colgroup: ColumnGroupAttributes
  data: DataAttributes
  del: EditAttributes
  details: DetailsAttributes
  dialog: DialogAttributes
  hr: VoidAttributes
  ins: EditAttributes
  li: ListItemAttributes
  link: LinkAttributes
  map: MapAttributes
  meta: MetaAttributes
  ol: OrderedListAttributes
  q: QuoteAttributes
  script: ScriptAttributes
  slot: SlotAttributes
  style: StyleAttributes
  td: CellAttributes
  template: TemplateAttributes
  th: HeaderCellAttributes
  time: TimeAttributes
  title: TitleAttributes
  wbr: VoidAttributes
}

export interface AnchorAttributes
  extends HtmlContentAttributes, HyperlinkAttributes, Texts<'hreflang type'> {}

export interface BaseAttributes extends VoidAttributes, Texts<'href'> {
  target?: LinkTarget
}

export interface QuoteAttributes extends HtmlContentAttributes, Texts<'cite'> {}
export interface EditAttributes extends HtmlContentAttributes, Texts<'cite datetime'> {}
export interface TimeAttributes extends HtmlContentAttributes, Texts<'datetime'> {}
export interface MapAttributes extends HtmlContentAttributes, Texts<'name'> {}
export interface SlotAttributes extends HtmlContentAttributes, Texts<'name'> {}
export interface TitleAttributes extends HtmlAttributes, TextContent {}

export interface DataAttributes extends HtmlContentAttributes {
  value?: Amount
}

// --- tables and lists ---

export interface ColumnAttributes extends VoidAttributes, Amounts<'span'> {}
export interface ColumnGroupAttributes extends HtmlContentAttributes, Amounts<'span'> {}

export interface CellAttributes
  extends HtmlContentAttributes, Amounts<'colspan rowspan'>, Texts<'headers'> {}

export interface HeaderCellAttributes extends CellAttributes, Texts<'abbr'> {
  scope?: OneOf<'row col rowgroup colgroup'>
}

export interface ListItemAttributes extends HtmlContentAttributes {
  /** The number of an item of an `ol`. */
  value?: Amount
}

export interface OrderedListAttributes extends HtmlContentAttributes, Amounts<'start'> {
  reversed?: Flag
  type?: OneOf<'1 a A i I'>
}

// --- what opens ---

export interface DetailsAttributes extends HtmlContentAttributes {
  /** Only one `details` of the same name is open. */
  name?: Text
  open?: Flag
}

export interface DialogAttributes extends HtmlContentAttributes {
  /** What closes it: `any` includes a click outside. */
  closedby?: OneOf<'any closerequest none'>
  open?: Flag
}

// --- document ---

export interface LinkAttributes
  extends
    VoidAttributes,
    Texts<'color href hreflang imagesizes imagesrcset integrity media sizes type'> {
  /** What a `preload` will be used as. */
  as?: AnyOf<'audio document embed fetch font image object script style track video worker'>
  blocking?: OneOf<'render'>
  crossorigin?: CrossOrigin
  disabled?: Flag
  fetchpriority?: FetchPriority
  referrerpolicy?: ReferrerPolicy
  rel?: AnyOf<
    | 'alternate author canonical dns-prefetch expect help icon license manifest modulepreload next'
    | 'pingback preconnect prefetch preload prev search stylesheet'
  >
}

export interface MetaAttributes extends VoidAttributes, Texts<'content media name'> {
  charset?: AnyOf<'utf-8'>
  'http-equiv'?: AnyOf<'content-security-policy content-type default-style refresh x-ua-compatible'>
  /** Of Open Graph (`og:title`) and other RDFa vocabularies. */
  property?: Text
}

export interface ScriptAttributes
  extends HtmlAttributes, TextContent, Texts<'integrity src'>, Flags<'async defer nomodule'> {
  blocking?: OneOf<'render'>
  crossorigin?: CrossOrigin
  fetchpriority?: FetchPriority
  referrerpolicy?: ReferrerPolicy
  type?: AnyOf<'module importmap speculationrules text/javascript application/json'>
}

export interface StyleAttributes extends HtmlAttributes, TextContent, Texts<'media type'> {
  blocking?: OneOf<'render'>
}

export interface TemplateAttributes
  extends
    HtmlContentAttributes,
    Flags<
      | 'shadowrootclonable shadowrootcustomelementregistry shadowrootdelegatesfocus'
      | 'shadowrootserializable'
    > {
  /** Makes it the shadow tree of its parent. */
  shadowrootmode?: OneOf<'open closed'>
}
