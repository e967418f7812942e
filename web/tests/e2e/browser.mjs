// Starts the program over a record and a browser beside it. The browser may ask nobody but the program.

import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The program: `ONRECORD_BIN`, or the newest build in the target folder. */
export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
  const built = ['release', 'debug'].map((profile) => `${target}/${profile}/onrecord`).filter((it) => existsSync(it));
  const found = process.env.ONRECORD_BIN ?? built.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
  if (!found) throw new Error('There is no onrecord to test: build it first (cargo build), or name it in ONRECORD_BIN.');
  return found;
}

/** Runs `demo` and waits until it says where it serves; or takes the server named in `ONRECORD_URL`. */
export async function serveDemo() {
  const running = process.env.ONRECORD_URL;
  if (running) return { address: running, ready: performance.now(), stop: async () => {} };
  return serve(['demo']);
}

/** Adds pages, one after the other, to a record of their own and serves it. */
export async function serveRecord(pages) {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-e2e-'));
  const record = join(folder, 'pages.onrecord');
  for (const page of pages) execFileSync(program(), ['add', '--model', 'rules', '--record', record, page], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await serve(['serve', '--record', record]);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  };
  return { ...server, stop };
}

async function serve(command) {
  const child = spawn(program(), command, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1' } });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`onrecord ${command[0]} ended with ${code}:\n${said}`)));
  });
  const stop = () => new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.on('exit', resolve);
    child.kill('SIGTERM');
  });
  return { address, ready: performance.now(), stop };
}

/** The system's Chromium, or the one named in `CHROMIUM`. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

/** Opens a page and notes everything that must not be: errors, refusals of the policy, requests to elsewhere. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const faults = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(address)) faults.push(`a request to ${request.url()}`);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  return { page, context, faults };
}
