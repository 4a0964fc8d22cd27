// node compare.mjs PREDICTED.json CLIENT.txt: the same objects in both, places and scores to 1e-3?
import { readFileSync } from 'node:fs';

const [predicted, client] = process.argv.slice(2);
const expected = JSON.parse(readFileSync(predicted, 'utf8')).map(({ category, score, bbox: [x, y, width, height] }) => (
  { name: category, numbers: [score, x, y, x + width, y + height] }));
const found = readFileSync(client, 'utf8').trim().split('\n').filter(Boolean).map((line) => {
  const words = line.split(' ');
  return { name: words.slice(0, -5).join(' '), numbers: words.slice(-5).map(Number) };
});
if (found.length !== expected.length || expected.length === 0) {
  throw new Error(`expected ${expected.length} objects as in ${predicted}, and at least one; found ${found.length}`);
}
let furthest = 0;
for (const { name, numbers } of expected) {
  // Objects with all but equal scores may change places.
  const distances = found.filter((object) => object.name === name)
    .map((object) => Math.max(...object.numbers.map((number, i) => Math.abs(number - numbers[i]))));
  furthest = Math.max(furthest, Math.min(...distances));
}
console.log(`${expected.length} objects, at most ${furthest.toExponential(1)} apart`);
if (!(furthest <= 1e-3)) process.exitCode = 1;
