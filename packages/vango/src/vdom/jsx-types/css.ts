/**
 * The object form of `style`: CSS properties in camel case, and custom properties. Values are not
 * typed further: CSS is too open for that, and a wrong one is ignored by the browser.
 */
import type { Nothing, Word } from './value.ts'

type StyleNames =
  // Box, position
  | 'all appearance boxDecorationBreak boxShadow boxSizing contain contentVisibility display float'
  | 'clear clip clipPath isolation opacity overflow overflowAnchor overflowBlock overflowClipMargin'
  | 'overflowInline overflowX overflowY position resize visibility zIndex zoom fieldSizing'
  | 'top right bottom left inset insetBlock insetBlockEnd insetBlockStart insetInline'
  | 'insetInlineEnd insetInlineStart anchorName anchorScope positionAnchor positionArea positionTry'
  | 'positionTryFallbacks positionTryOrder positionVisibility interactivity'
  // Size
  | 'width height minWidth minHeight maxWidth maxHeight aspectRatio blockSize inlineSize'
  | 'minBlockSize minInlineSize maxBlockSize maxInlineSize containIntrinsicBlockSize'
  | 'containIntrinsicHeight containIntrinsicInlineSize containIntrinsicSize containIntrinsicWidth'
  | 'container containerName containerType interpolateSize objectFit objectPosition objectViewBox'
  // Margin, padding
  | 'margin marginBlock marginBlockEnd marginBlockStart marginBottom marginInline marginInlineEnd'
  | 'marginInlineStart marginLeft marginRight marginTop marginTrim padding paddingBlock'
  | 'paddingBlockEnd paddingBlockStart paddingBottom paddingInline paddingInlineEnd'
  | 'paddingInlineStart paddingLeft paddingRight paddingTop'
  // Flex, grid, columns
  | 'alignContent alignItems alignSelf justifyContent justifyItems justifySelf placeContent'
  | 'placeItems placeSelf flex flexBasis flexDirection flexFlow flexGrow flexShrink flexWrap order'
  | 'gap rowGap columnGap grid gridArea gridAutoColumns gridAutoFlow gridAutoRows gridColumn'
  | 'gridColumnEnd gridColumnGap gridColumnStart gridGap gridRow gridRowEnd gridRowGap gridRowStart'
  | 'gridTemplate gridTemplateAreas gridTemplateColumns gridTemplateRows columnCount columnFill'
  | 'columnRule columnRuleColor columnRuleStyle columnRuleWidth columnSpan columnWidth columns'
  | 'breakAfter breakBefore breakInside pageBreakAfter pageBreakBefore pageBreakInside page orphans'
  | 'widows'
  // Background, border, outline
  | 'background backgroundAttachment backgroundBlendMode backgroundClip backgroundColor'
  | 'backgroundImage backgroundOrigin backgroundPosition backgroundPositionX backgroundPositionY'
  | 'backgroundRepeat backgroundSize border borderBlock borderBlockColor borderBlockEnd'
  | 'borderBlockEndColor borderBlockEndStyle borderBlockEndWidth borderBlockStart'
  | 'borderBlockStartColor borderBlockStartStyle borderBlockStartWidth borderBlockStyle'
  | 'borderBlockWidth borderBottom borderBottomColor borderBottomLeftRadius'
  | 'borderBottomRightRadius borderBottomStyle borderBottomWidth borderCollapse borderColor'
  | 'borderEndEndRadius borderEndStartRadius borderImage borderImageOutset borderImageRepeat'
  | 'borderImageSlice borderImageSource borderImageWidth borderInline borderInlineColor'
  | 'borderInlineEnd borderInlineEndColor borderInlineEndStyle borderInlineEndWidth'
  | 'borderInlineStart borderInlineStartColor borderInlineStartStyle borderInlineStartWidth'
  | 'borderInlineStyle borderInlineWidth borderLeft borderLeftColor borderLeftStyle borderLeftWidth'
  | 'borderRadius borderRight borderRightColor borderRightStyle borderRightWidth borderSpacing'
  | 'borderStartEndRadius borderStartStartRadius borderStyle borderTop borderTopColor'
  | 'borderTopLeftRadius borderTopRightRadius borderTopStyle borderTopWidth borderWidth'
  | 'cornerShape outline outlineColor outlineOffset outlineStyle outlineWidth'
  // Color, filter, mask
  | 'accentColor caretColor color colorScheme forcedColorAdjust printColorAdjust backdropFilter'
  | 'dynamicRangeLimit filter mixBlendMode imageOrientation imageRendering mask maskBorder'
  | 'maskBorderMode maskBorderOutset maskBorderRepeat maskBorderSlice maskBorderSource'
  | 'maskBorderWidth maskClip maskComposite maskImage maskMode maskOrigin maskPosition maskRepeat'
  | 'maskSize maskType'
  // Font
  | 'font fontFamily fontFeatureSettings fontKerning fontLanguageOverride fontOpticalSizing'
  | 'fontPalette fontSize fontSizeAdjust fontStretch fontStyle fontSynthesis'
  | 'fontSynthesisPosition fontSynthesisSmallCaps fontSynthesisStyle fontSynthesisWeight'
  | 'fontVariant fontVariantAlternates fontVariantCaps fontVariantEastAsian fontVariantEmoji'
  | 'fontVariantLigatures fontVariantNumeric fontVariantPosition fontVariationSettings fontWeight'
  | 'fontWidth lineHeight'
  // Text
  | 'direction hangingPunctuation hyphenateCharacter hyphenateLimitChars hyphens initialLetter'
  | 'letterSpacing lineBreak lineClamp overflowWrap quotes rubyAlign rubyPosition tabSize textAlign'
  | 'textAlignLast textAnchor textAutospace textBox textBoxEdge textBoxTrim textCombineUpright'
  | 'textDecoration textDecorationColor textDecorationLine textDecorationSkip'
  | 'textDecorationSkipInk textDecorationStyle textDecorationThickness textEmphasis'
  | 'textEmphasisColor textEmphasisPosition textEmphasisStyle textIndent textJustify'
  | 'textOrientation textOverflow textRendering textShadow textSizeAdjust textSpacingTrim'
  | 'textTransform textUnderlineOffset textUnderlinePosition textWrap textWrapMode textWrapStyle'
  | 'unicodeBidi verticalAlign whiteSpace whiteSpaceCollapse wordBreak wordSpacing wordWrap'
  | 'writingMode'
  // Lists, tables, counters, generated content
  | 'captionSide content counterIncrement counterReset counterSet emptyCells listStyle'
  | 'listStyleImage listStylePosition listStyleType tableLayout'
  // Transform, animation, transition
  | 'animation animationComposition animationDelay animationDirection animationDuration'
  | 'animationFillMode animationIterationCount animationName animationPlayState animationRange'
  | 'animationRangeEnd animationRangeStart animationTimeline animationTimingFunction'
  | 'backfaceVisibility perspective perspectiveOrigin rotate scale translate transform transformBox'
  | 'transformOrigin transformStyle transition transitionBehavior transitionDelay'
  | 'transitionDuration transitionProperty transitionTimingFunction timelineScope willChange'
  | 'viewTimeline viewTimelineAxis viewTimelineInset viewTimelineName viewTransitionClass'
  | 'viewTransitionName offset offsetAnchor offsetDistance offsetPath offsetPosition offsetRotate'
  // Scroll, interaction
  | 'cursor pointerEvents touchAction userSelect caretShape caret scrollBehavior scrollMargin'
  | 'scrollMarginBlock scrollMarginBlockEnd scrollMarginBlockStart scrollMarginBottom'
  | 'scrollMarginInline scrollMarginInlineEnd scrollMarginInlineStart scrollMarginLeft'
  | 'scrollMarginRight scrollMarginTop scrollMarkerGroup scrollPadding scrollPaddingBlock'
  | 'scrollPaddingBlockEnd scrollPaddingBlockStart scrollPaddingBottom scrollPaddingInline'
  | 'scrollPaddingInlineEnd scrollPaddingInlineStart scrollPaddingLeft scrollPaddingRight'
  | 'scrollPaddingTop scrollSnapAlign scrollSnapStop scrollSnapType scrollTimeline'
  | 'scrollTimelineAxis scrollTimelineName scrollbarColor scrollbarGutter scrollbarWidth'
  | 'overscrollBehavior overscrollBehaviorBlock overscrollBehaviorInline overscrollBehaviorX'
  | 'overscrollBehaviorY'
  // SVG, shapes, MathML
  | 'alignmentBaseline baselineShift baselineSource clipRule colorInterpolation'
  | 'colorInterpolationFilters cx cy d dominantBaseline fill fillOpacity fillRule floodColor'
  | 'floodOpacity lightingColor marker markerEnd markerMid markerStart paintOrder r rx ry'
  | 'shapeImageThreshold shapeMargin shapeOutside shapeRendering stopColor stopOpacity stroke'
  | 'strokeDasharray strokeDashoffset strokeLinecap strokeLinejoin strokeMiterlimit strokeOpacity'
  | 'strokeWidth vectorEffect x y mathDepth mathShift mathStyle speakAs'
  // What browsers still know only by a vendor's name
  | 'webkitBoxOrient webkitFontSmoothing webkitLineClamp webkitTapHighlightColor'
  | 'webkitTextFillColor webkitTextSecurity webkitTextStroke webkitTextStrokeColor'
  | 'webkitTextStrokeWidth webkitTouchCallout webkitUserDrag webkitAppRegion webkitAppearance'
  | 'webkitBackgroundClip webkitMaskImage webkitUserSelect mozOsxFontSmoothing'

/** A CSS property in camel case. */
export type StyleName = Word<StyleNames>

/** A number gets `px`, unless its property has no unit or it is 0. */
export type StyleItem = string | number | Nothing

export type StyleObject = { readonly [Name in StyleName]?: StyleItem } & {
  /** A custom property. Numbers stay as they are. */
  readonly [name: `--${string}`]: StyleItem
}

export type StyleValue = string | StyleObject
