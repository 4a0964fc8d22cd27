// What a page and a server have in common; the same three steps in any language.

/** What a model says of itself: names by class, side of the input in pixels, score from which on a box counts. */
export function description(metadata) {
  const names = [...metadata.names.matchAll(/\d+: '([^']*)'/g)].map((name) => name[1]);
  const side = Number(metadata.imgsz.match(/\d+/)[0]);
  const threshold = JSON.parse(metadata['freebies.spec']).nms.scoreThreshold;
  return { names, side, threshold };
}

/**
 * RGB planes of side x side pixels from 0 to 1, each the mean of the area that it covers, rounded to 1/255.
 * rgba: bytes, row by row.
 */
export function shrunk({ width, height, data: rgba }, side) {
  const planes = new Float32Array(3 * side * side);
  const across = width / side;
  const down = height / side;
  const share = Math.fround(1 / (across * down));
  for (let i = 0; i < side * side; i++) {
    const sum = [0, 0, 0];
    const left = (i % side) * across;
    const top = Math.floor(i / side) * down;
    for (let y = Math.floor(top); y < Math.min(top + down, height); y++) {
      for (let x = Math.floor(left); x < Math.min(left + across, width); x++) {
        const area = (Math.min(x + 1, left + across) - Math.max(x, left))
          * (Math.min(y + 1, top + down) - Math.max(y, top));
        for (let c = 0; c < 3; c++) sum[c] += area * rgba[4 * (y * width + x) + c];
      }
    }
    for (let c = 0; c < 3; c++) planes[c * side * side + i] = halfToEven(Math.fround(Math.fround(sum[c]) * share)) / 255;
  }
  return planes;
}

/** Means of few pixels often lie halfway. */
function halfToEven(number) {
  const down = Math.floor(number);
  const rest = number - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down;
}

/** Boxes in the picture's pixels from rows of x1, y1, x2, y2, score, class. */
export function boxes(rows, { names, side, threshold }, { width, height }) {
  const found = [];
  for (let i = 0; i < rows.length; i += 6) {
    const [x1, y1, x2, y2, score, label] = rows.subarray(i, i + 6);
    if (score > threshold) {
      found.push({
        name: names[label],
        score,
        x1: within(x1 * width / side, width),
        y1: within(y1 * height / side, height),
        x2: within(x2 * width / side, width),
        y2: within(y2 * height / side, height),
      });
    }
  }
  return found;
}

function within(place, end) {
  return Math.max(0, Math.min(place, end));
}

/** The metadata of an ONNX file: field 14 of the model, pairs of a key (1) and a value (2). */
export function metadataOf(bytes) {
  const metadata = {};
  for (const [field, model] of fields(bytes)) {
    if (field === 14) {
      const entry = Object.fromEntries(fields(model));
      metadata[new TextDecoder().decode(entry[1])] = new TextDecoder().decode(entry[2]);
    }
  }
  return metadata;
}

function* fields(bytes) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = number();
    if ((tag & 7) === 0) {
      number();
    } else if ((tag & 7) === 2) {
      const length = number();
      yield [tag >> 3, bytes.subarray(at, at + length)];
      at += length;
    } else {
      at += (tag & 7) === 1 ? 8 : 4;
    }
  }
}
