// The screens over a real record: what a reader does with the keyboard, in light and dark, wide and narrow.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { launch, open, serveDemo, serveRecord } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The longest time from the server's start to a page that answers, in milliseconds. */
const INTERACTIVE_MS = 2000;

// The browser first: its own start is not the server's.
const browser = await launch();
await (await browser.newContext()).close();
const server = await serveDemo();
const { address } = server;
const first = await firstLook();
// Two versions of a page, another outlet's, one without a date and one in French; the order of adding is that of the versions.
const desk = await serveRecord(
  ['courier-first.html', 'courier-second.html', 'review.txt', 'tomorrow.txt', 'canal.txt'].map((name) => fileURLToPath(new URL(`pages/${name}`, import.meta.url))),
);
const api = async (path) => (await fetch(`${address}api/${path}`)).json();

/** How long it takes from the server's start to a page that answers a key, in milliseconds. */
async function firstLook() {
  const { page, context } = await open(browser, address);
  await page.goto(address);
  await page.waitForSelector('#main [data-entry]');
  await page.keyboard.press('j');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-entry'));
  const took = performance.now() - server.ready;
  await context.close();
  return took;
}

/** Goes to a screen and waits until it has loaded. */
async function visit(page, hash, of = address) {
  await page.goto(`${of}${hash}`);
  await page.waitForSelector('#main h1');
  await page.waitForFunction(() => !document.querySelector('.loading, .waiting'));
}

const ledger = await api('statements?limit=200');
const events = await api('events');
const conflicts = await api('conflicts');
const pages = await api('pages');
const statement = ledger.rows.find((row) => row.content.length > 0);
const fullest = pages.toSorted((a, b) => b.statements - a.statements)[0];
const SCREENS = {
  overview: '#/overview',
  ledger: '#/ledger',
  'ledger, words open': `#/ledger?open=${statement.id}`,
  timeline: '#/timeline',
  'timeline, when said to occur, an event open': `#/timeline?axis=occurs&open=${events[0]?.id}`,
  'timeline as a table': '#/timeline?view=table',
  conflicts: '#/conflicts',
  'conflict open': `#/conflicts?open=${conflicts[0]?.id}`,
  pages: '#/pages',
  page: `#/page/${fullest.id}`,
  'page at words': `#/page/${statement.place.page}?at=${statement.id}`,
  search: '#/search?q=ferry',
};

const deskPages = await (await fetch(`${desk.address}api/pages`)).json();
const deskPage = (name) => deskPages.find((row) => row.path.endsWith(name));
const [older, newer, undated, french] = ['courier-first.html', 'courier-second.html', 'tomorrow.txt', 'canal.txt'].map(deskPage);
const DESK_SCREENS = {
  versions: `#/versions/${newer.id}`,
  'an earlier version': `#/page/${older.id}`,
  'pages in versions and languages': '#/pages',
  'an undated page': `#/page/${undated.id}`,
  'a page in French': `#/page/${french.id}`,
  'a timeline with an undated report': '#/timeline',
};

const tests = [];
const test = (name, run, options) => tests.push({ name, run, options });

test(`is interactive soon after the server has started (${Math.round(first)} ms)`, async () => {
  assert.ok(first < INTERACTIVE_MS, `${Math.round(first)} ms`);
});

for (const colorScheme of ['light', 'dark']) {
  for (const [name, hash] of Object.entries(SCREENS)) {
    test(`${name}: accessible, in ${colorScheme}`, async (page) => {
      await visit(page, hash);
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`), []);
    }, { colorScheme });
  }
}

for (const [name, hash] of Object.entries(SCREENS)) {
  test(`${name}: fits 360 pixels`, async (page) => {
    await visit(page, hash);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  }, { viewport: { width: 360, height: 740 } });
}

for (const [name, hash] of Object.entries(DESK_SCREENS)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${name}: accessible, in ${colorScheme}`, async (page) => {
      await visit(page, hash, desk.address);
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`), []);
    }, { colorScheme, of: 'desk' });
  }
  test(`${name}: fits 360 pixels`, async (page) => {
    await visit(page, hash, desk.address);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  }, { viewport: { width: 360, height: 740 }, of: 'desk' });
}

const squeezed = async (locator) => (await locator.allTextContents()).map((it) => it.replaceAll(/\s+/g, ' ').trim());

test('the versions of a page are shown with what changed between them, in the words of both', async (page) => {
  await visit(page, `#/page/${newer.id}`, desk.address);
  assert.match((await squeezed(page.locator('.provenance')))[0], /2 of 2, kept/);
  await page.getByRole('link', { name: 'What changed between versions' }).click();
  await page.waitForSelector('.changes');
  const told = (await (await fetch(`${desk.address}api/pages/${newer.id}/versions`)).json()).versions[1].changes;
  assert.equal(await page.locator('.kept-versions li').count(), 2);
  const words = (change) => change.difference.length > 0
    ? change.difference.map((it) => Object.values(it)[0]).join(' ')
    : (change.after ?? change.before).words;
  const shown = await squeezed(page.locator('.changes .change .diff'));
  for (const change of [told.headline, ...told.sentences]) assert.ok(shown.includes(words(change).replaceAll(/\s+/g, ' ')), words(change));
  assert.deepEqual((await squeezed(page.locator('.changes .change .kind'))).filter((it) => it === 'removed').length, told.sentences.filter((it) => it.change === 'removed').length + told.statements.filter((it) => it.change === 'removed').length);
  assert.ok(shown.some((it) => it.includes('7 May 2031') && it.includes('8 May 2031')), 'the day of publication');
  // The words lead to their place in the copy that has them, also after emoji.
  const last = page.locator('.changes .change', { hasText: 'short and friendly' }).first();
  await last.getByRole('link', { name: 'in the later copy' }).click();
  await page.waitForFunction(() => CSS.highlights.get('m-chosen')?.size > 0);
  const marked = await page.evaluate(() => [...CSS.highlights.get('m-chosen')].map((range) => range.toString()).join(' '));
  assert.match(marked, /short and friendly 🕊️/u);
}, { of: 'desk' });

test('an earlier version marks what a later one has changed or dropped, and the ledger shows each once', async (page) => {
  await visit(page, `#/page/${older.id}`, desk.address);
  const marks = await squeezed(page.locator('.entries .version-note'));
  assert.ok(marks.includes('not in the newest version of the page') && marks.includes('changed in a later version of the page'), marks.join(' | '));
  await page.getByRole('link', { name: 'the newest version' }).click();
  await page.waitForFunction((id) => location.hash.includes(id), newer.id);
  await visit(page, '#/ledger', desk.address);
  const quotes = await squeezed(page.locator('.grid .quote'));
  assert.equal(quotes.filter((it) => it.includes('the same water')).length, 1, 'that of the other outlet');
  assert.equal(quotes.filter((it) => it.includes('market square')).length, 1);
  assert.ok(quotes.some((it) => it.includes('The ferry has nothing to do with it') && it.includes('not in the newest version')), 'what was dropped is kept, and marked');
}, { of: 'desk' });

test('a quotation in two outlets counts versions once', async (page) => {
  const [quotation] = (await (await fetch(`${desk.address}api/quotations`)).json()).filter((row) => row.members.some((it) => it.words.includes('pay twice')));
  assert.equal(quotation.independent, 2);
  await visit(page, `#/ledger?open=${quotation.id}`, desk.address);
  await page.waitForSelector('#words .members');
  assert.match((await squeezed(page.locator('#words h3')))[0], /in 2 reports/);
  assert.equal(await page.locator('#words .members .earlier').count(), 1);
}, { of: 'desk' });

test('a page without a date shows the day that other pages give it, with the passages that it rests on', async (page) => {
  await visit(page, '#/pages', desk.address);
  const row = page.locator(`tr[data-entry="${undated.id}"]`);
  assert.match((await squeezed(row))[0], /date unknown\s*by other pages: 7 May 2031/);
  await visit(page, `#/page/${undated.id}`, desk.address);
  const masthead = (await squeezed(page.locator('.provenance')))[0];
  assert.match(masthead, /date unknown/);
  assert.match(masthead, /7 May 2031 \(inferred: it says “tomorrow”/);
  await page.locator('.provenance a.other').first().click();
  await page.waitForFunction(() => CSS.highlights.get('m-chosen')?.size > 0);
  const marked = await page.evaluate(() => [...CSS.highlights.get('m-chosen')].map((range) => range.toString()).join(' '));
  assert.match(marked, /met/);
  await visit(page, '#/timeline', desk.address);
  await page.waitForSelector('.lane .inferred');
  assert.match((await squeezed(page.locator('.legend')))[0], /by other pages/);
}, { of: 'desk' });

test('a page in another language says that it is kept and not read, and can be found by its language', async (page) => {
  await visit(page, '#/pages', desk.address);
  await page.getByLabel('Language').selectOption({ label: 'French (1)' });
  await page.waitForFunction(() => document.querySelectorAll('tr[data-entry]').length === 1);
  assert.match((await squeezed(page.locator('tr[data-entry]')))[0], /in French: statements and events not read/);
  await visit(page, `#/page/${french.id}`, desk.address);
  assert.match((await squeezed(page.locator('.item-head')))[0], /in French: kept and searchable/);
  await visit(page, '#/search?q=bateliers', desk.address);
  await page.waitForSelector('.hits button');
}, { of: 'desk' });

test('the overview counts what the record holds', async (page) => {
  await visit(page, '#/overview');
  const overview = await api('overview');
  const shown = (await page.locator('.figures .number').allTextContents()).map((it) => Number(it.replaceAll(',', '')));
  assert.deepEqual(shown, [overview.pages, overview.statements, overview.events, overview.conflicts]);
});

test('keys: from the ledger to the words, and to their place in the kept page', async (page) => {
  await visit(page, '#/ledger');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const row = ledger.rows[1];
  assert.equal(await page.evaluate(() => document.activeElement.dataset.entry), row.id);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#words .said');
  assert.equal(await page.locator('#words .said').textContent(), row.words);
  await page.waitForSelector('#words .passage mark.m-content');
  await page.keyboard.press('j');
  await page.waitForFunction((words) => document.querySelector('#words .said')?.textContent === words, ledger.rows[2].words);
  await page.keyboard.press('k');
  await page.waitForFunction((words) => document.querySelector('#words .said')?.textContent === words, row.words);
  await page.keyboard.press('s');
  await page.waitForSelector('article.text');
  assert.match(await page.evaluate(() => location.hash), new RegExp(`^#/page/${row.place.page}\\?at=${row.id}$`));
  await page.keyboard.press('Escape');
  await page.waitForSelector('#words .said');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('#words'));
});

test('the words highlighted on a page are those of the statement, also after emoji', async (page) => {
  for (const row of [...ledger.rows.slice(0, 12), ...ledger.rows.slice(-6)]) {
    await visit(page, `#/page/${row.place.page}?at=${row.id}`);
    await page.waitForFunction(() => CSS.highlights.get('m-chosen')?.size > 0);
    const shown = await page.evaluate(() => [...CSS.highlights.get('m-chosen')].map((range) => range.toString()));
    const { text } = await api(`pages/${row.place.page}`);
    const points = [...text];
    const wanted = [...row.source, ...row.cue, ...row.content].map(([start, end]) => points.slice(start, end).join(''));
    assert.deepEqual(shown.toSorted(), wanted.toSorted());
  }
});

test('the kept text is shown whole', async (page) => {
  await visit(page, `#/page/${fullest.id}`);
  const shown = await page.locator('article.text [data-start]').allTextContents();
  const { text } = await api(`pages/${fullest.id}`);
  const squeeze = (it) => it.replaceAll(/\s+/g, '');
  assert.equal(squeeze(shown.join('')), squeeze(text));
});

test('a browser without highlights shows marks', async (page) => {
  await page.addInitScript(() => delete CSS.highlights);
  await visit(page, `#/page/${statement.place.page}?at=${statement.id}`);
  assert.equal(await page.evaluate(() => 'highlights' in CSS), false);
  assert.ok((await page.locator('article.text mark.m-chosen').count()) > 0);
});

test('keys: screens, table view, search and help', async (page) => {
  await visit(page, '#/overview');
  for (const [key, title] of [['l', 'Ledger of statements'], ['t', 'Timeline'], ['c', 'Conflicts'], ['p', 'Kept pages'], ['o', 'The record']]) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForFunction((wanted) => document.querySelector('#main h1')?.textContent === wanted, title);
  }
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.waitForSelector('.lanes');
  await page.keyboard.press('t');
  await page.waitForSelector('table.events');
  await page.keyboard.press('t');
  await page.waitForSelector('.lanes');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForSelector('.figures');
  await page.keyboard.press('/');
  await page.keyboard.type('ferry');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.hits button');
});

test('single-key commands can be turned off', async (page) => {
  await visit(page, '#/overview');
  await page.keyboard.press('?');
  await page.getByLabel('Single-key commands are on').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.waitForTimeout(200);
  assert.equal(await page.locator('#main h1').textContent(), 'The record');
});

test('facets narrow the ledger, and the address keeps it', async (page) => {
  await visit(page, '#/ledger');
  const facet = ledger.facets.modes.at(-1);
  const list = page.locator('.facets fieldset').nth(1);
  if (ledger.facets.modes.length > 8) await list.getByRole('button', { name: /^All/ }).click();
  await list.locator('li').nth(ledger.facets.modes.indexOf(facet)).getByRole('button').click();
  await page.waitForFunction((value) => location.hash === `#/ledger?mode=${value}`, facet.value);
  await page.waitForFunction((wanted) => document.querySelectorAll('.grid .entry').length === wanted, Math.min(facet.count, 80));
  await page.reload();
  await page.waitForSelector('.grid .entry');
  assert.match(await page.locator('.masthead p').textContent(), new RegExp(`^${facet.count} `));
});

test('the ledger renders only what is near, and gets to its end', async (page) => {
  await visit(page, '#/ledger');
  const rendered = await page.locator('.grid .entry').count();
  assert.ok(rendered <= 160, `${rendered} rows`);
  const { total } = ledger;
  for (let step = 0; step < 60; step += 1) {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(60);
    const last = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.grid .entry')].map((row) => Number(row.ariaRowIndex))));
    if (last === total + 1) return;
  }
  assert.fail('the last statement was not reached');
});

test('forced colours: accessible', async (page) => {
  await visit(page, SCREENS['page at words']);
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`), []);
}, { forcedColors: 'active' });

test('the colours can be chosen, and stay', async (page) => {
  await visit(page, '#/overview');
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.getByRole('button', { name: /^Colours/ });
  await button.click();
  assert.equal(await paper(), light);
  await button.click();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await page.waitForSelector('#main h1');
  assert.equal(await paper(), dark);
}, { colorScheme: 'light' });

let failed = 0;
for (const { name, run, options } of tests.filter((it) => it.name.includes(process.argv[2] ?? ''))) {
  const { of, ...rest } = options ?? {};
  const { page, context, faults } = await open(browser, of ? desk.address : address, rest);
  try {
    await run(page);
    assert.deepEqual(faults, []);
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${String(error.message ?? error).slice(0, 1500)}`);
  }
  await context.close();
}
await browser.close();
await server.stop();
await desk.stop();
const ran = tests.filter((it) => it.name.includes(process.argv[2] ?? '')).length;
console.log(`${ran - failed} passed, ${failed} failed`);
process.exit(failed === 0 && ran > 0 ? 0 : 1);
