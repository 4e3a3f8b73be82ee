/** HTML elements that load or draw something: images, media, frames, canvas. */
import type { RawHtml } from '../attributes.ts'
import type { HtmlContentAttributes, VoidAttributes } from './global.ts'
import type { CrossOrigin, FetchPriority, HyperlinkAttributes, ReferrerPolicy } from './links.ts'
import type { Amounts, AttributeValue, Flag, Flags, OneOf, Text, Texts } from './value.ts'

export interface EmbeddedElements {
  area: AreaAttributes
  audio: MediaAttributes
  canvas: CanvasAttributes
  embed: EmbedAttributes
  iframe: IframeAttributes
  img: ImageAttributes
  object: ObjectAttributes
  source: SourceAttributes
  track: TrackAttributes
  video: VideoAttributes
}

export interface AreaAttributes extends VoidAttributes, HyperlinkAttributes, Texts<'alt coords'> {
  shape?: OneOf<'circle default poly rect'>
}

export interface CanvasAttributes extends HtmlContentAttributes, Amounts<'height width'> {}
export interface EmbedAttributes
  extends VoidAttributes, Texts<'src type'>, Amounts<'height width'> {}

export interface IframeAttributes
  extends HtmlContentAttributes, Texts<'name src'>, Amounts<'height width'> {
  /** Permissions policy: `camera; fullscreen *`. */
  allow?: Text
  allowfullscreen?: Flag
  /** Loads without cookies and storage. */
  credentialless?: Flag
  loading?: OneOf<'eager lazy'>
  referrerpolicy?: ReferrerPolicy
  /** `true` forbids all; a string lists what is allowed again, `allow-forms allow-scripts`. */
  sandbox?: AttributeValue<boolean | string>
  /** A whole document, vouched for with `unsafeHtml(html)`. */
  srcdoc?: AttributeValue<RawHtml>
}

export interface ImageAttributes
  extends VoidAttributes, Texts<'alt sizes src srcset usemap'>, Amounts<'height width'> {
  crossorigin?: CrossOrigin
  decoding?: OneOf<'sync async auto'>
  /** For the `PerformanceElementTiming` entries of the page. */
  elementtiming?: Text
  fetchpriority?: FetchPriority
  /** Inside a link: the server is told where the image was clicked. */
  ismap?: Flag
  loading?: OneOf<'eager lazy'>
  referrerpolicy?: ReferrerPolicy
}

export interface ObjectAttributes
  extends HtmlContentAttributes, Texts<'data form name type'>, Amounts<'height width'> {}

export interface SourceAttributes
  extends VoidAttributes, Texts<'media sizes src srcset type'>, Amounts<'height width'> {}

export interface TrackAttributes extends VoidAttributes, Texts<'label src srclang'> {
  default?: Flag
  kind?: OneOf<'subtitles captions descriptions chapters metadata'>
}

export interface MediaAttributes
  extends
    HtmlContentAttributes,
    Texts<'controlslist src'>,
    Flags<'autoplay controls disableremoteplayback loop muted'> {
  crossorigin?: CrossOrigin
  preload?: OneOf<'none metadata auto'>
}

export interface VideoAttributes
  extends
    MediaAttributes,
    Texts<'poster'>,
    Amounts<'height width'>,
    Flags<'disablepictureinpicture playsinline'> {}
