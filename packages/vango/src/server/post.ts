/**
 * A form of a page, posted the plain way: because there is no script, not yet, or because its handler
 * wants a request. The page is mounted as for a GET, the handler runs as for an event, and the answer is
 * a redirect, so that loading the page again posts nothing twice (post, redirect, get).
 *
 * What the handler has changed stays in the page's session, which the GET that follows picks up by a
 * cookie: errors that it showed are there, with script and without.
 */
import type { LivePage } from '../live/hub.ts'
import { createComponent } from '../vdom/jsx.ts'
import { formFieldName } from '../vdom/event-data.ts'
import type { RequestCtx } from './ctx.ts'
import { fieldOf } from './form.ts'
import type { Notice } from './notice.ts'
import { rememberPosted } from './posted.ts'
import type { Surroundings, Visit } from './respond.ts'
import { toLocalPath } from './local-path.ts'

export async function respondToPost(surroundings: Surroundings, visit: Visit): Promise<Response> {
  const { page, ctx } = visit
  const form = await ctx.form()
  if (form.kind === 'too-large') return ctx.toNotice(tooLargeNotice)
  const name = fieldOf(form, formFieldName)
  if (form.kind !== 'fields' || name === undefined) return methodNotAllowed(ctx)

  const node = createComponent(page.component, visit.props, undefined)
  const live = surroundings.hub.open(node, ctx, { token: () => ctx.formToken?.() })
  try {
    if (!(await live.submit(name, form.fields))) {
      live.discard()
      return ctx.toNotice(goneNotice)
    }
  } catch (error) {
    live.discard()
    throw error
  }
  return redirect(ctx, live)
}

function redirect(ctx: RequestCtx, live: LivePage): Response {
  let location = ctx.redirectTo
  if (location === undefined) {
    location = toLocalPath(ctx.url)
    live.keep()
    rememberPosted(ctx, live)
  } else {
    live.discard()
  }
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

function methodNotAllowed(ctx: RequestCtx): Response {
  const response = ctx.toNotice({
    status: 405,
    title: 'There is nothing to post here',
    text: 'The page at this address takes no form.',
  })
  response.headers.set('allow', 'GET, HEAD')
  return response
}

const tooLargeNotice: Notice = {
  status: 413,
  title: 'That is too much',
  text: 'The form is larger than this site takes. Go back and send less of it.',
}

const goneNotice: Notice = {
  status: 409,
  title: 'The page has changed',
  text: 'The form you have sent is no longer part of it. Go back, load the page again, and have a look.',
}
