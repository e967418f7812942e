// Makes the README's pictures anew from the demo: `npm run screenshots` writes them to docs/pictures/.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, open, serveDemo } from './e2e/browser.mjs';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

const server = await serveDemo();
const api = async (path) => (await fetch(`${server.address}api/${path}`)).json();
const browser = await launch();

const ledger = await api('statements');
const quoted = ledger.rows.filter((row) => row.quotation).toSorted((a, b) => b.quotation.independent - a.quotation.independent || b.quotation.statements - a.quotation.statements);
const events = (await api('events')).toSorted((a, b) => b.reports.length - a.reports.length);
const told = events.find((group) => group.course === 'moved') ?? events[0];
const pages = (await api('pages')).filter((row) => row.published.basis !== 'unknown').toSorted((a, b) => b.statements + 2 * b.events - a.statements - 2 * a.events);
const source = await api(`pages/${pages[0].id}`);
const chosen = source.statements.find((row) => row.kind !== 'indirect') ?? source.statements[0];

const PICTURES = [
  { name: 'overview', hash: '#/overview' },
  { name: 'ledger', hash: `#/ledger?open=${(quoted[0] ?? ledger.rows[0]).id}`, row: true },
  { name: 'timeline', hash: `#/timeline?often=yes&open=${told.id}`, row: true },
  { name: 'page', hash: `#/page/${pages[0].id}?at=${chosen.id}` },
  { name: 'overview-dark', hash: '#/overview', colorScheme: 'dark' },
];

for (const { name, hash, colorScheme = 'light', row = false } of PICTURES) {
  const { page, context, faults } = await open(browser, server.address, { colorScheme, viewport: { width: 1360, height: 850 }, deviceScaleFactor: 1.5 });
  await page.goto(`${server.address}${hash}`);
  await page.waitForSelector('#main h1');
  await page.waitForFunction(() => !document.querySelector('.loading, .waiting'));
  if (row) await page.evaluate(() => document.querySelector('#main [aria-selected="true"], #main .lane.chosen')?.scrollIntoView({ block: 'center' }));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}${name}.png` });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await context.close();
  console.log(`docs/pictures/${name}.png`);
}
await browser.close();
await server.stop();
process.exit(0);
