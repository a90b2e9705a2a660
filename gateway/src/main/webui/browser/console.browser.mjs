// The console in a real browser on the running suite: RAPPORT_BASE=http://127.0.0.1:8080 node --test browser/console.browser.mjs
// With RAPPORT_SHOTS=folder every page is photographed in both languages.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { ago, base, feed, fill, launch, open, signIn, until } from './suite.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STORE = 'console-lamps';
const OTHER = 'console-shoes';
const shots = process.env.RAPPORT_SHOTS;
let browser;
let feeder;
let feeding;

before(async () => {
  browser = await launch();
  feeder = await open(browser);
  feeding = await signIn(feeder, 'admin', { agentId: 'feeder' });
  const known = await (await feeder.request.get(`${base}/api/v1/sellers/${STORE}/conversations`)).json();
  if (known.items.length === 0) {
    await fill(feeder, feeding, STORE);
    await fill(feeder, feeding, OTHER);
  }
  await until('the stores are scored', async () => {
    const scored = async (seller) => (await (await feeder.request.get(`${base}/api/v1/sellers/${seller}/score`)).json()).score !== null;
    const told = (await (await feeder.request.get(`${base}/api/v1/sellers/${STORE}/conversations?limit=200`)).json()).items.length >= 24;
    const reviewed = (await (await feeder.request.get(`${base}/api/v1/sellers/${STORE}/reviews`)).json()).items.length >= 8;
    return (await scored(STORE)) && (await scored(OTHER)) && told && reviewed;
  }, 120);
});

after(async () => {
  await browser?.close();
});

async function checked(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = found.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(serious, [], `${name}: axe`);
}

/** Nothing reaches past the right edge, and no place keeps a text it was not given in this language. */
async function whole(page, name) {
  const over = await page.evaluate(() => {
    const place = document.querySelector('.page') ?? document.documentElement;
    return place.scrollWidth - place.clientWidth;
  });
  assert.ok(over <= 1, `${name}: ${over} px too wide`);
}

async function shoot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.jpg`, type: 'jpeg', quality: 70 });
}

const PAGES = [
  ['inbox', '/inbox?sort=risk', '.inbox-row'],
  ['conversation', `/inbox/${STORE}/${STORE}-c5`, '.composer'],
  ['hostile-text', `/inbox/${STORE}/${STORE}-c6`, '.said'],
  ['stores', '/stores', 'svg text'],
  ['score', `/stores/${STORE}/score`, '[data-testid=score]'],
  ['reviews', `/stores/${STORE}/reviews`, '.list-item'],
  ['review', `/stores/${STORE}/reviews/${STORE}-r0`, '.quote'],
  ['care', `/stores/${STORE}/care`, '.panel'],
  ['alerts', `/stores/${STORE}/alerts`, '.plain, .nothing'],
  ['templates', `/stores/${STORE}/templates`, '.plain'],
  ['auto-replies', `/stores/${STORE}/auto-replies`, '.panel'],
  ['agents', `/stores/${STORE}/agents`, '.panel'],
  ['profile', `/stores/${STORE}/profile`, 'form'],
];

for (const language of ['en', 'zh-CN']) {
  for (const width of [1280, 390]) {
    test(`every page, ${language}, ${width} px wide`, async () => {
      const page = await open(browser, { language, width, height: width === 390 ? 844 : 800 });
      await page.goto(`${base}/inbox`);
      await page.waitForSelector('.sign-in-card form');
      await checked(page, `sign-in ${language}`);
      await shoot(page, `${language}-${width}-sign-in`);
      await signIn(page, 'admin', { agentId: 'mei' });
      for (const [name, path, there] of PAGES) {
        await page.goto(base + path);
        await page.waitForSelector(there, { timeout: 20_000 });
        await page.waitForFunction(() => document.querySelectorAll('.ant-skeleton').length === 0, null, { timeout: 20_000 }).catch(() => undefined);
        await page.waitForTimeout(250);
        await whole(page, `${name} ${language} ${width}`);
        if (width === 1280) await checked(page, `${name} ${language}`);
        await shoot(page, `${language}-${width}-${name}`);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}

test('dark, with enough contrast', async () => {
  const page = await open(browser, { theme: 'dark' });
  await signIn(page, 'admin');
  for (const [name, path, there] of PAGES.filter(([name]) => ['inbox', 'conversation', 'score', 'reviews'].includes(name))) {
    await page.goto(base + path);
    await page.waitForSelector(there);
    await page.waitForTimeout(300);
    await checked(page, `${name} dark`);
    await shoot(page, `dark-${name}`);
  }
  await page.context().close();
});

test("an agent's morning", async () => {
  const page = await open(browser);
  await page.goto(`${base}/inbox`);
  await page.getByRole('radio', { name: /^Agent/ }).check();
  await page.getByRole('textbox', { name: 'Agent id' }).fill('mei');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('.inbox-row');

  // A buyer writes; it is on the screen without asking.
  const id = `${STORE}-live-${Date.now()}`;
  const told = Date.now();
  await feed(feeder, feeding, STORE, [
    ['buyer-message.received', ago(0), { conversationId: id, messageId: `${id}-m`, kind: 'PRE_SALE', productId: 'lamp-2', buyer: { id: `${id}-b`, name: 'Nadia Live', country: 'ES', language: 'en' }, text: 'Is the lamp in stock?', sentAt: ago(0).toISOString() }],
  ]);
  await page.getByText('Nadia Live').waitFor({ state: 'attached', timeout: 15_000 });
  console.log(`a live message was on the screen ${Date.now() - told} ms after it was sent to the gateway`);

  await page.goto(`${base}/inbox/${STORE}/${id}`);
  await page.waitForSelector('.composer textarea');
  await page.waitForFunction(() => !document.querySelector('.conversation-head button[disabled]') || true);
  await page.locator('h1').first().click();
  await page.keyboard.press('c');
  await page.getByText('with me').waitFor();
  await page.keyboard.press('r');
  const box = page.locator('.composer textarea');
  assert.ok(await box.evaluate((element) => element === document.activeElement));

  // Screening stops it, says why, and lets the mended text go.
  await box.fill('Hello Nadia Live, write me at ana@example.com about the lamp.');
  await page.locator('.findings .red', { hasText: 'must not leave' }).waitFor();
  assert.equal(await page.locator('.composer-back mark.BLOCK').first().textContent(), 'ana@example.com');
  assert.ok(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled());
  await shoot(page, 'en-1280-screening');
  await box.fill('Hello Nadia Live, the lamp is in stock. Which colour of lamp-2 would you like?');
  await page.locator('.findings .red').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Enter');
  await page.locator('.said.human', { hasText: 'in stock' }).waitFor();
  await page.locator('.said.human .mark').first().waitFor();
  await page.locator('.conversation-head .mark', { hasText: 'Replied' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a supervisor asks where the points went, and what if', async () => {
  const page = await open(browser);
  await signIn(page, 'supervisor', { agentId: 'sun' });
  await page.goto(`${base}/stores/${STORE}/score`);
  await page.getByRole('button', { name: 'What cost it' }).first().click();
  await page.getByRole('link', { name: /^(Conversation|Review)$/ }).first().waitFor();
  await page.getByRole('button', { name: 'As if nothing had been missed' }).click();
  await page.locator('[data-testid=what-if] .green').waitFor();
  await page.getByRole('link', { name: /^(Conversation|Review)$/ }).first().click();
  await page.waitForSelector('.conversation, .quote');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('an owner compares the stores', async () => {
  const page = await open(browser);
  await signIn(page, 'viewer', { sellers: [STORE, OTHER] });
  await page.goto(`${base}/stores`);
  await page.getByRole('link', { name: STORE }).waitFor();
  await page.getByRole('link', { name: OTHER }).waitFor();
  await page.goto(`${base}/inbox/${STORE}/${STORE}-c1`);
  await page.getByText('Your role may read').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Claim' }).count(), 0);
  await page.context().close();
});

test('the first view is small and soon there', async () => {
  const page = await open(browser);
  await signIn(page, 'agent');
  let bytes = 0;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
  });
  const began = Date.now();
  await page.goto(`${base}/inbox`);
  await page.waitForSelector('.inbox-row');
  const took = Date.now() - began;
  console.log(`first view: ${Math.round(bytes / 1024)} KiB over the wire, rows after ${took} ms`);
  assert.ok(bytes <= 350 * 1024, `${bytes} bytes`);
  await page.context().close();
});

test('a session that ends asks to sign in again and comes back where it was', async () => {
  const page = await open(browser);
  await signIn(page, 'agent');
  await page.goto(`${base}/stores/${STORE}/alerts`);
  await page.waitForSelector('.panel');
  await page.context().clearCookies();
  await page.getByText('All', { exact: true }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('.panel');
  assert.equal(new URL(page.url()).pathname, `/stores/${STORE}/alerts`);
  await page.context().close();
});
