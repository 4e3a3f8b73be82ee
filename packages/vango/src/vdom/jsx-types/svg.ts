/**
 * SVG 2 elements with filters, masks and animations, under their native names (`viewBox`,
 * `stroke-width`). Where a name is also an HTML one (`a`, `script`, `style`, `title`), see `index.ts`.
 */
import type { HyperlinkAttributes } from './links.ts'
import type { CoreAttributes } from './global.ts'
import type { FieldEventAttributes } from './events.ts'
import type {
  Amount,
  Amounts,
  AnyOf,
  Content,
  OneOf,
  Text,
  TextContent,
  Texts,
  TrueFalse,
} from './value.ts'

/** Presentation attributes whose values are lengths, colors, references or several words. */
type FreePresentation =
  | 'baseline-shift clip clip-path color cursor display fill fill-opacity filter flood-color'
  | 'flood-opacity font-family font-size font-size-adjust font-stretch font-variant font-weight'
  | 'letter-spacing lighting-color marker-end marker-mid marker-start mask mask-type opacity'
  | 'overflow paint-order stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset'
  | 'stroke-miterlimit stroke-opacity stroke-width text-decoration text-overflow transform'
  | 'transform-origin vector-effect white-space word-spacing'

export interface PresentationAttributes extends Amounts<FreePresentation> {
  'alignment-baseline'?: AnyOf<'auto baseline middle central text-before-edge text-after-edge'>
  'clip-rule'?: OneOf<'nonzero evenodd inherit'>
  'color-interpolation'?: OneOf<'auto sRGB linearRGB inherit'>
  'color-interpolation-filters'?: OneOf<'auto sRGB linearRGB inherit'>
  'color-rendering'?: OneOf<'auto optimizeSpeed optimizeQuality inherit'>
  direction?: OneOf<'ltr rtl inherit'>
  'dominant-baseline'?: AnyOf<'auto middle central hanging alphabetic mathematical ideographic'>
  'fill-rule'?: OneOf<'nonzero evenodd inherit'>
  'font-style'?: AnyOf<'normal italic oblique'>
  'image-rendering'?: AnyOf<'auto pixelated crisp-edges optimizeSpeed optimizeQuality'>
  'pointer-events'?: OneOf<'auto bounding-box visiblePainted visibleFill visibleStroke visible painted fill stroke all none'>
  'shape-rendering'?: OneOf<'auto optimizeSpeed crispEdges geometricPrecision inherit'>
  'stroke-linecap'?: OneOf<'butt round square inherit'>
  'stroke-linejoin'?: OneOf<'miter miter-clip round bevel arcs inherit'>
  'text-anchor'?: OneOf<'start middle end inherit'>
  'text-rendering'?: OneOf<'auto optimizeSpeed optimizeLegibility geometricPrecision inherit'>
  'unicode-bidi'?: AnyOf<'normal embed isolate bidi-override isolate-override plaintext'>
  visibility?: OneOf<'visible hidden collapse inherit'>
  'writing-mode'?: AnyOf<'horizontal-tb vertical-rl vertical-lr'>
}

/** Conditions under which an element is shown at all, see `switch`. */
type Conditions = Texts<'requiredExtensions systemLanguage'>

export interface SvgAttributes
  extends CoreAttributes, FieldEventAttributes, PresentationAttributes, Content, Conditions {
  'xml:space'?: OneOf<'default preserve'>
}

/** A reference to another element or resource; `xlink:href` is its old name. */
export type SvgLink = Texts<'href xlink:href'>

type Area = Amounts<'height width x y'>
type Viewport = Texts<'preserveAspectRatio viewBox'>
type Shape = SvgAttributes & Amounts<'pathLength'>
type TextLayout = Amounts<'textLength'> & { lengthAdjust?: OneOf<'spacing spacingAndGlyphs'> }
type TextRun = SvgAttributes & TextLayout & Amounts<'dx dy rotate x y'>
type Units = OneOf<'userSpaceOnUse objectBoundingBox'>

interface GradientAttributes extends SvgAttributes, SvgLink, Texts<'gradientTransform'> {
  gradientUnits?: Units
  spreadMethod?: OneOf<'pad reflect repeat'>
}

interface MarkerAttributes
  extends SvgAttributes, Viewport, Amounts<'markerHeight markerWidth refX refY'> {
  markerUnits?: OneOf<'userSpaceOnUse strokeWidth'>
  orient?: AnyOf<'auto auto-start-reverse'> | Amount
}

interface MaskAttributes extends SvgAttributes, Area {
  maskContentUnits?: Units
  maskUnits?: Units
}

interface PatternAttributes extends SvgAttributes, Area, Viewport, SvgLink {
  patternContentUnits?: Units
  patternTransform?: Text
  patternUnits?: Units
}

interface SvgRootAttributes extends SvgAttributes, Area, Viewport, Amounts<'version'> {
  baseProfile?: Text
  xmlns?: Text
  'xmlns:xlink'?: Text
  zoomAndPan?: OneOf<'disable magnify'>
}

interface TextPathAttributes extends SvgAttributes, TextLayout, SvgLink, Texts<'path'> {
  method?: OneOf<'align stretch'>
  side?: OneOf<'left right'>
  spacing?: OneOf<'auto exact'>
  startOffset?: Amount
}

/** Added to the HTML attributes of `a`, for links inside an `svg`. */
export interface SvgAnchorAttributes
  extends PresentationAttributes, Conditions, Omit<HyperlinkAttributes, 'href'>, SvgLink {}

// --- animation ---

interface AnimationAttributes
  extends SvgAttributes, SvgLink, Texts<'begin dur end max min repeatCount repeatDur'> {
  fill?: AnyOf<'freeze remove'>
  restart?: OneOf<'always never whenNotActive'>
}

interface SetAttributes extends AnimationAttributes, Texts<'attributeName'>, Amounts<'to'> {
  attributeType?: OneOf<'CSS XML auto'>
}

interface ValueAnimationAttributes
  extends AnimationAttributes, Amounts<'by from to'>, Texts<'keySplines keyTimes values'> {
  accumulate?: OneOf<'none sum'>
  additive?: OneOf<'replace sum'>
  calcMode?: OneOf<'discrete linear paced spline'>
}

interface AnimateAttributes extends ValueAnimationAttributes, Texts<'attributeName'> {
  attributeType?: OneOf<'CSS XML auto'>
}

interface AnimateMotionAttributes
  extends ValueAnimationAttributes, Texts<'keyPoints origin path'>, Amounts<'rotate'> {}

interface AnimateTransformAttributes extends AnimateAttributes {
  type?: OneOf<'translate scale rotate skewX skewY'>
}

// --- filters ---

interface FilterAttributes extends SvgAttributes, Area {
  filterUnits?: Units
  primitiveUnits?: Units
}

/** `in` names the input: the result of another primitive, or `SourceGraphic` and the like. */
interface PrimitiveAttributes extends SvgAttributes, Area, Texts<'result'> {
  in?: AnyOf<'SourceGraphic SourceAlpha BackgroundImage BackgroundAlpha FillPaint StrokePaint'>
}

type Inputs = PrimitiveAttributes & Texts<'in2'>
type Channel = OneOf<'R G B A'>
type EdgeMode = { edgeMode?: OneOf<'duplicate wrap none'> }
type Transfer = SvgAttributes &
  Amounts<'amplitude exponent intercept offset slope tableValues'> & {
    type?: OneOf<'identity table discrete linear gamma'>
  }

interface FilterElements {
  feBlend: Inputs & { mode?: Text }
  feColorMatrix: PrimitiveAttributes &
    Amounts<'values'> & { type?: OneOf<'matrix saturate hueRotate luminanceToAlpha'> }
  feComponentTransfer: PrimitiveAttributes
  feComposite: Inputs &
    Amounts<'k1 k2 k3 k4'> & {
      operator?: OneOf<'over in out atop xor lighter arithmetic'>
    }
  feConvolveMatrix: PrimitiveAttributes &
    EdgeMode &
    Amounts<'bias divisor kernelMatrix kernelUnitLength order targetX targetY'> & {
      preserveAlpha?: TrueFalse
    }
  feDiffuseLighting: PrimitiveAttributes & Amounts<'diffuseConstant kernelUnitLength surfaceScale'>
  feDisplacementMap: Inputs &
    Amounts<'scale'> & { xChannelSelector?: Channel; yChannelSelector?: Channel }
  feDistantLight: SvgAttributes & Amounts<'azimuth elevation'>
  feDropShadow: PrimitiveAttributes & Amounts<'dx dy stdDeviation'>
  feFlood: PrimitiveAttributes
  feFuncA: Transfer
  feFuncB: Transfer
  feFuncG: Transfer
  feFuncR: Transfer
  feGaussianBlur: PrimitiveAttributes & EdgeMode & Amounts<'stdDeviation'>
  feImage: PrimitiveAttributes & SvgLink & Texts<'crossorigin preserveAspectRatio'>
  feMerge: PrimitiveAttributes
  feMergeNode: PrimitiveAttributes
  feMorphology: PrimitiveAttributes & Amounts<'radius'> & { operator?: OneOf<'erode dilate'> }
  feOffset: PrimitiveAttributes & Amounts<'dx dy'>
  fePointLight: SvgAttributes & Amounts<'x y z'>
  feSpecularLighting: PrimitiveAttributes &
    Amounts<'kernelUnitLength specularConstant specularExponent surfaceScale'>
  feSpotLight: SvgAttributes &
    Amounts<'limitingConeAngle pointsAtX pointsAtY pointsAtZ specularExponent x y z'>
  feTile: PrimitiveAttributes
  feTurbulence: PrimitiveAttributes &
    Amounts<'baseFrequency numOctaves seed'> & {
      stitchTiles?: OneOf<'stitch noStitch'>
      type?: OneOf<'fractalNoise turbulence'>
    }
}

/** The elements whose names HTML does not have. */
export interface SvgElements extends FilterElements {
  animate: AnimateAttributes
  animateMotion: AnimateMotionAttributes
  animateTransform: AnimateTransformAttributes
  circle: Shape & Amounts<'cx cy r'>
  clipPath: SvgAttributes & { clipPathUnits?: Units }
  defs: SvgAttributes
  desc: SvgAttributes
  discard: SvgAttributes & SvgLink & Texts<'begin'>
  ellipse: Shape & Amounts<'cx cy rx ry'>
  filter: FilterAttributes
  foreignObject: SvgAttributes & Area
  g: SvgAttributes
  image: SvgAttributes & Area & SvgLink & Texts<'crossorigin preserveAspectRatio type'>
  line: Shape & Amounts<'x1 x2 y1 y2'>
  linearGradient: GradientAttributes & Amounts<'x1 x2 y1 y2'>
  marker: MarkerAttributes
  mask: MaskAttributes
  metadata: SvgAttributes & TextContent
  mpath: SvgAttributes & SvgLink
  path: Shape & Texts<'d'>
  pattern: PatternAttributes
  polygon: Shape & Texts<'points'>
  polyline: Shape & Texts<'points'>
  radialGradient: GradientAttributes & Amounts<'cx cy fr fx fy r'>
  rect: Shape & Area & Amounts<'rx ry'>
  set: SetAttributes
  stop: SvgAttributes & Amounts<'offset'>
  svg: SvgRootAttributes
  switch: SvgAttributes
  symbol: SvgAttributes & Area & Viewport & Amounts<'refX refY'>
  text: TextRun
  textPath: TextPathAttributes
  tspan: TextRun
  use: SvgAttributes & Area & SvgLink
  view: SvgAttributes & Viewport & { zoomAndPan?: OneOf<'disable magnify'> }
}
