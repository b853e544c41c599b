import { describe, expect, it } from '@jest/globals';
import { siblingsAmong } from '../../../src/core/context/siblings.ts';
import { type Edit, surroundingsOf } from './surroundings.ts';

const BLANK = '<p></p>\n'.repeat(40);
const PAGE = '<price-list :goods="goodsOf(cart)" />\n<total-line :amount="amountOf(cart)" />\n';
const EDIT: Edit = { path: 'pages/cart.vue', old: PAGE, now: PAGE.replace('amountOf', 'roundedOf') };
const ADDED: Edit = { path: 'pages/cart.vue', old: '', now: '<p>a</p>\n<b>b</b>\n' };

describe('where a sibling is alike', () => {
  it.each<[string, Edit, string, number[]]>([
    ['a long page without definitions: the lines that say the same', EDIT, `${BLANK}${PAGE}`, [41, 42]],
    ['four such lines at most', EDIT, `${BLANK}${PAGE}${BLANK}${PAGE}${PAGE}`, [41, 42, 83, 84]],
    ['only its shape: the first line', ADDED, `<i></i>\n${BLANK}<p>a</p>\n<b>b</b>\n`, [1]],
    [
      'a file with definitions: those that say most of the same',
      EDIT,
      `${BLANK}${PAGE}function paint(cart) {\n  total(goods, amount);\n}\n`,
      [43],
    ],
  ])('%s', (_title, edit, text, centres) => {
    const found = siblingsAmong(surroundingsOf(edit, { 'pages/order.vue': text }));
    expect(found.map((one) => [one.path, one.reason, one.centres])).toEqual([
      ['pages/order.vue', 'sibling of a changed file', centres],
    ]);
  });
});
