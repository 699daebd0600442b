// Every field of the job under the API's own names, each with a copy button.
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Field } from '../protocol/panel.ts';
import { icon } from './icons.ts';
import { uploadState } from './upload.ts';
import type { View } from './view.ts';

/** The field whose value never leaves the host; its state is shown instead. */
const preSignedUrl: Field = { name: 'PreSignedUrl', value: '', copyable: false };

export function fields(view: View): TemplateResult {
  const { fields: all } = view.snapshot;
  const place = all.findIndex(({ name }) => name === 'UserPoolId') + 1;
  const rows = [...all.slice(0, place), preSignedUrl, ...all.slice(place)];
  return html`<section>
    <h2>All fields</h2>
    <table class="fields">
      <thead class="hidden">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">Copy</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ name }) => name,
          (field) => row(view, field),
        )}
      </tbody>
    </table>
  </section>`;
}

function row(view: View, field: Field): TemplateResult {
  const { name, value, copyable } = field;
  return html`<tr>
    <th scope="row"><bdi>${name}</bdi></th>
    <td class="value">${field === preSignedUrl ? uploadState(view) : html`<bdi>${value}</bdi>`}</td>
    <td>${copyable ? copyButton(view, name) : nothing}</td>
  </tr>`;
}

function copyButton({ copied, send }: View, name: string): TemplateResult {
  return html`<button
    type="button"
    class="icon-button"
    aria-label="Copy ${name}"
    title=${copied === name ? 'Copied' : `Copy ${name}`}
    @click=${() => send({ type: 'copyField', name })}
  >
    ${icon(copied === name ? 'check' : 'copy')}
  </button>`;
}
