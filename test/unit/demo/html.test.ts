import { strict as assert } from 'node:assert';
import { html } from '../../../src/demo/html.ts';

describe('demo html', () => {
  it('escapes values, and those of attributes, but not markup', () => {
    const inner = html`<b>${'<i>'}</b>`;
    assert.equal(html`<p title="${'"\''}">${inner}</p>`.markup, '<p title="&#34;&#39;"><b>&#60;i&#62;</b></p>');
    assert.equal(html`${[inner, inner]}`.markup, inner.markup + inner.markup);
  });

  it('takes the power from control and direction characters', () => {
    assert.equal(html`${'a\u0000b\u001bc\u202ed\u2066e'}`.markup, 'a\ufffdb\ufffdc\ufffdd\ufffde');
  });
});
