// The state of the pre-signed URL and until when it is valid; never the URL itself.
import { html, nothing, type TemplateResult } from 'lit-html';
import { icon } from './icons.ts';
import { button } from './button.ts';
import { time, uploadCommand, type View } from './view.ts';

const minute = 60_000;

/** The state at `now`: a valid URL expires without a message from the host. */
function stateAt({ snapshot: { upload }, now }: View): View['snapshot']['upload']['state'] {
  const over = upload.expiresAt !== undefined && upload.expiresAt <= now;
  return upload.state === 'valid' && over ? 'expired' : upload.state;
}

/** Valid until 14:32 (12 min left) · Expired at 14:32 · None. */
export function uploadState(view: View): TemplateResult {
  const { now, format, snapshot } = view;
  const { expiresAt } = snapshot.upload;
  const state = stateAt(view);
  if (state === 'none') return html`None`;
  if (expiresAt === undefined) return state === 'valid' ? html`Valid` : html`Expired`;
  const until = time(expiresAt, format.moment(expiresAt, now));
  if (state === 'expired') return html`Expired at ${until}`;
  const left = Math.floor((expiresAt - now) / minute) * minute;
  return html`Valid until ${until} (${left > 0 ? format.duration(left) : 'less than a minute'} left)`;
}

/** The section of the upload, while the job waits for its file. */
export function upload(view: View): TemplateResult | typeof nothing {
  const { snapshot, copied, send } = view;
  const state = stateAt(view);
  if (snapshot.status !== 'Created' || state === 'none') return nothing;
  return html`<section class="upload">
    <h2>CSV upload</h2>
    <div>
      <p>${icon(state === 'valid' ? 'upload' : 'warning')}<span>Upload URL: ${uploadState(view)}</span></p>
      ${
        state === 'valid'
          ? button({
              icon: copied === uploadCommand ? 'check' : 'copy',
              label: 'Copy Upload Command',
              kind: 'primary',
              onClick: () => send({ type: 'copyUploadCommand' }),
            })
          : nothing
      }
    </div>
  </section>`;
}
