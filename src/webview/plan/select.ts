// Lists to choose from, on the plan's page.
import { html, type TemplateResult } from 'lit-html';
import type { PlanChoice } from '../../protocol/plan.ts';

interface SelectOptions {
  readonly id: string;
  readonly label: string;
  /** Whether the label is only for screen readers, because a table's headers say it. */
  readonly hidesLabel?: boolean;
  readonly choices: readonly PlanChoice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function select({ id, label, hidesLabel, choices, value, onChange }: SelectOptions): TemplateResult {
  return html`<label for=${id} class=${hidesLabel === true ? 'hidden' : 'label'}>${label}</label>
    <select
      id=${id}
      .value=${value}
      @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
    >
      ${choices.map(
        (choice) =>
          html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`,
      )}
    </select>`;
}
