/** What elements that point elsewhere share: `a`, `area`, `link`, forms, images, scripts. */
import type { AnyOf, AttributeValue, OneOf, Texts } from './value.ts'

export type LinkTarget = AnyOf<'_self _blank _parent _top'>
export type CrossOrigin = AttributeValue<boolean | '' | 'anonymous' | 'use-credentials'>
export type FetchPriority = OneOf<'high low auto'>
type ReferrerPolicies =
  | 'no-referrer no-referrer-when-downgrade origin origin-when-cross-origin same-origin'
  | 'strict-origin strict-origin-when-cross-origin unsafe-url'
export type ReferrerPolicy = OneOf<ReferrerPolicies>

/** What `a` and `area` have in common. */
export interface HyperlinkAttributes extends Texts<'href ping rel'> {
  /** Save it instead of going there; a string is the name of the file. */
  download?: AttributeValue<boolean | string>
  referrerpolicy?: ReferrerPolicy
  target?: LinkTarget
}
