// node visit.mjs ADDRESS SCREENSHOT.png: prints what index.html lists there, or fails with what went wrong.
import puppeteer from 'puppeteer-core';

const [address, screenshot] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => fail(error.message));
  page.on('console', (message) => fail(message.text()));
  await page.goto(address);
  await page.waitForFunction(() => ['count', 'problem'].some((id) => document.getElementById(id).textContent));
  const problem = await page.$eval('#problem', (element) => element.textContent);
  if (problem) fail(problem);
  for (const line of await page.$$eval('li', (items) => items.map((item) => item.textContent))) console.log(line);
  await page.screenshot({ path: screenshot });
} finally {
  await browser.close();
}

function fail(problem) {
  console.error(problem);
  process.exitCode = 1;
}
