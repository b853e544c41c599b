import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subtotal } from '../src/pricing.ts';

test('a subtotal is the sum of the lines', () => {
  assert.equal(subtotal([{ sku: 'a', cents: 250, quantity: 2 }]), 500);
});
