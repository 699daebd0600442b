// Every value of the source and its target, which the user can change.
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PlanColumn } from '../../protocol/plan.ts';
import { select } from './select.ts';
import type { PlanView } from './planPage.ts';

export function columns(view: PlanView): TemplateResult {
  const { columns: all } = view.snapshot;
  return html`<section>
    <h2>Columns</h2>
    <table class="columns-table">
      <thead>
        <tr>
          <th scope="col">In the file</th>
          <th scope="col">Users</th>
          <th scope="col">In the user pool</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          all,
          ({ from }) => from,
          (column, index) => row(view, column, index),
        )}
      </tbody>
    </table>
  </section>`;
}

function row({ snapshot, count, send }: PlanView, column: PlanColumn, index: number): TemplateResult {
  const { from, users, to, note } = column;
  return html`<tr>
    <th scope="row"><bdi>${from}</bdi></th>
    <td>${count(users)}</td>
    <td>
      ${
        to === undefined
          ? nothing
          : select({
              id: `map-${index}`,
              label: `What “${from}” becomes`,
              hidesLabel: true,
              choices: snapshot.targets,
              value: to,
              onChange: (value) => send({ type: 'map', from, to: value }),
            })
      }
      ${note === undefined ? nothing : html`<span class="quiet">${note}</span>`}
    </td>
  </tr>`;
}
