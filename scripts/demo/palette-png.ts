import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * The same picture with at most 256 colours, at about a third of the size. Reads what Chromium writes: 8 bits
 * per channel, with or without alpha, not interlaced. Alpha is dropped.
 */
export function palettePng(png: Buffer): Buffer {
  const { width, height, channels, rows } = decode(png);
  const counts = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    const from = at * channels;
    const colour = rows.readUIntBE(from, RGB_BYTES);
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf([...counts]);
  const nearest = new Map([...counts.keys()].map((colour) => [colour, nearestIndex(palette, colour)]));
  const body = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      body[y * (width + 1) + x + 1] = nearest.get(colours[y * width + x] ?? 0) ?? 0;
    }
  }
  return encode({ width, height, palette, body });
}

/** Flat areas keep their exact colour; what is left of the palette is for hues that are rare, such as a word in red. */
const EXACT_COLOURS_MAX = 128;
const COLOURS_MAX = 256;
const HUE_MASK = 0xf0f0f0;
const RGB_BYTES = 3;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Length, name and checksum of a PNG block. */
const BLOCK_FRAME_BYTES = 12;
const BLOCK_HEAD_BYTES = 8;
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly rows: Buffer;
};

function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = CHANNELS[png[25] ?? 0];
  if (png[24] !== 8 || channels === undefined)
    throw new Error('Only pictures with 8 bits per channel are read.');
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = at + BLOCK_HEAD_BYTES;
    if (png.toString('latin1', at + 4, body) === 'IDAT') data.push(png.subarray(body, body + length));
    at += length + BLOCK_FRAME_BYTES;
  }
  return {
    width,
    height,
    channels,
    rows: unfilter(inflateSync(Buffer.concat(data)), { width, height, channels }),
  };
}

/** Undoes the five row filters of PNG. */
function unfilter(raw: Buffer, { width, height, channels }: Omit<Pixels, 'rows'>): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? (rows[at - channels] ?? 0) : 0;
      const up = y > 0 ? (rows[at - stride] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (rows[at - stride - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      rows[at] = (raw[y * (stride + 1) + x + 1] ?? 0) + guess;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function paletteOf(counts: readonly (readonly [colour: number, pixels: number])[]): number[] {
  const ranked = counts.toSorted(([, left], [, right]) => right - left).map(([colour]) => colour);
  const exact = ranked.slice(0, EXACT_COLOURS_MAX);
  const hues = new Map(ranked.toReversed().map((colour) => [colour & HUE_MASK, colour]));
  for (const colour of exact) hues.delete(colour & HUE_MASK);
  const rare = ranked.filter((colour) => hues.get(colour & HUE_MASK) === colour);
  return [...exact, ...rare].slice(0, COLOURS_MAX);
}

function nearestIndex(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((candidate, index) => {
    const apart = [16, 8, 0].reduce(
      (sum, shift) => sum + (((candidate >> shift) & 0xff) - ((colour >> shift) & 0xff)) ** 2,
      0,
    );
    if (apart < least) [best, least] = [index, apart];
  });
  return best;
}

function encode(picture: {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly number[];
  readonly body: Buffer;
}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  // 8 bits per pixel, colours by palette.
  header.set([8, 3], 8);
  const table = Buffer.alloc(picture.palette.length * RGB_BYTES);
  picture.palette.forEach((colour, index) => {
    table.writeUIntBE(colour, index * RGB_BYTES, RGB_BYTES);
  });
  return Buffer.concat([
    SIGNATURE,
    block('IHDR', header),
    block('PLTE', table),
    block('IDAT', deflateSync(picture.body, { level: 9 })),
    block('IEND', Buffer.alloc(0)),
  ]);
}

function block(name: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + BLOCK_FRAME_BYTES);
  framed.writeUInt32BE(data.length, 0);
  framed.write(name, 4, 'latin1');
  data.copy(framed, BLOCK_HEAD_BYTES);
  framed.writeUInt32BE(
    crc32(framed.subarray(4, BLOCK_HEAD_BYTES + data.length)),
    BLOCK_HEAD_BYTES + data.length,
  );
  return framed;
}
