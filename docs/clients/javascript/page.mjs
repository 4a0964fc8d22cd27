// index.html?model=M.onnx&picture=P.png opens the two at once.
import * as ort from './node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs';
import { boxes, description, metadataOf, shrunk } from './detector.mjs';

ort.env.wasm.wasmPaths = new URL('node_modules/onnxruntime-web/dist/', import.meta.url).href;

const byId = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);

async function bytesOf(id) {
  if (query.has(id) && byId(id).files.length === 0) {
    const answer = await fetch(query.get(id));
    if (!answer.ok) throw new Error(`${query.get(id)}: ${answer.status} ${answer.statusText}`);
    return answer.blob();
  }
  return byId(id).files[0];
}

async function pixelsOf(blob) {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  byId('canvas').width = bitmap.width;
  byId('canvas').height = bitmap.height;
  const context = byId('canvas').getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

function draw(found, names) {
  const context = byId('canvas').getContext('2d');
  const size = Math.max(12, byId('canvas').width / 40);
  context.font = `${size}px system-ui, sans-serif`;
  context.lineWidth = size / 6;
  for (const box of found) {
    const colour = `hsl(${360 * names.indexOf(box.name) / names.length} 80% 38%)`;
    const text = `${box.name} ${box.score.toFixed(2)}`;
    context.strokeStyle = colour;
    context.strokeRect(box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1);
    context.fillStyle = colour;
    context.fillRect(box.x1, box.y1, context.measureText(text).width + 4, size * 1.2);
    context.fillStyle = 'white';
    context.fillText(text, box.x1 + 2, box.y1 + size);
  }
}

function list(found) {
  byId('boxes').replaceChildren(...found.map((box) => {
    const item = document.createElement('li');
    const places = [box.x1, box.y1, box.x2, box.y2].map((place) => place.toFixed(4));
    item.textContent = [box.name, box.score.toFixed(6), ...places].join(' ');
    return item;
  }));
}

async function detect() {
  byId('problem').textContent = '';
  byId('count').textContent = '';
  try {
    const [file, picture] = await Promise.all([bytesOf('model'), bytesOf('picture')]);
    if (!file || !picture) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const model = description(metadataOf(bytes));
    const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
    const pixels = await pixelsOf(picture);
    const images = new ort.Tensor('float32', shrunk(pixels, model.side), [1, 3, model.side, model.side]);
    const { detections } = await session.run({ images });
    await session.release();
    const found = boxes(detections.data, model, pixels);
    list(found);
    byId('count').textContent = `${found.length} found`;
    // The list has all that the model counts as found, as a score needs them; the picture what one would act on.
    draw(found.filter((box) => box.score > 0.3), model.names);
  } catch (problem) {
    byId('problem').textContent = problem.message;
  }
}

byId('model').addEventListener('change', detect);
byId('picture').addEventListener('change', detect);
detect();
