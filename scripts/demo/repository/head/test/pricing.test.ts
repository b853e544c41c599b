import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineTotal, subtotal } from '../src/pricing.ts';

test('a subtotal is the sum of the lines', () => {
  assert.equal(subtotal([{ sku: 'a', cents: 250, quantity: 2 }]), 500);
});

test('a line may carry a discount', () => {
  assert.equal(lineTotal({ sku: 'a', cents: 1000, quantity: 1, discount: 0.1 }), 900);
});
