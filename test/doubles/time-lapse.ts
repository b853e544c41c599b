/**
 * Loaded before the bundle by `node --import`: its clocks and timers run `TIME_LAPSE` times as fast, so that a
 * wait of minutes is played in seconds. The bundle itself knows nothing of it.
 */
const scale = Number(process.env['TIME_LAPSE'] ?? '1');
const startedAt = Date.now();
const realNow = Date.now.bind(Date);
const realTimeout = setTimeout;

Date.now = () => startedAt + (realNow() - startedAt) * scale;

const faster = (callback: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
  realTimeout(callback, ms / scale, ...values);

Object.defineProperty(globalThis, 'setTimeout', { value: faster, configurable: true, writable: true });

export {};
