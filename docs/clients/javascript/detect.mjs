// node detect.mjs MODEL.onnx PICTURE.png ...
import { readFileSync } from 'node:fs';
import ort from 'onnxruntime-node';
import { PNG } from 'pngjs';
import { boxes, description, metadataOf, shrunk } from './detector.mjs';

const [file, ...pictures] = process.argv.slice(2);
const bytes = readFileSync(file);
const model = description(metadataOf(bytes));
const session = await ort.InferenceSession.create(bytes);
for (const name of pictures) {
  const picture = PNG.sync.read(readFileSync(name));
  const shape = [1, 3, model.side, model.side];
  const images = new ort.Tensor('float32', shrunk(picture, model.side), shape);
  const { detections } = await session.run({ images });
  for (const box of boxes(detections.data, model, picture)) {
    const places = [box.x1, box.y1, box.x2, box.y2].map((place) => place.toFixed(4));
    console.log([box.name, box.score.toFixed(6), ...places].join(' '));
  }
}
