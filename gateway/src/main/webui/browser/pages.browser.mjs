// Every page on the running suite: whole, accessible, in both languages, wide and narrow, light and dark.
// RAPPORT_SHOTS=folder takes their pictures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, base, launch, open, settled, shoot, signIn, STORES, whole, world } from './suite.mjs';

const [STORE] = STORES;
let browser;

before(async () => {
  browser = await launch();
  const { page, session, get } = await world(browser);
  await furnish(page, session, get);
});

after(async () => {
  await browser?.close();
});

/** What people of a store enter themselves, once. */
async function furnish(page, session, get) {
  const send = async (method, path, data) => {
    const answer = await page.request.fetch(`${base}/api/v1/sellers/${STORE}${path}`, { method, data, headers: { 'x-csrf-token': session.csrf } });
    if (answer.status() >= 300 && answer.status() !== 409) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  };
  // Each by itself: what an earlier run left half done is made whole.
  const lacks = async (path) => (await get(`/sellers/${STORE}${path}`)).items.length === 0;
  if (await lacks('/agents')) {
    const shifts = { weekly: { MONDAY: [{ from: '09:00', to: '18:00' }], TUESDAY: [{ from: '09:00', to: '12:00' }, { from: '14:00', to: '20:00' }] }, holidays: [] };
    await send('PUT', '/agents/mei', { capacity: 12, languages: ['zh', 'en', 'es'], categories: ['lamps'], zone: 'Asia/Shanghai', active: true, shifts });
    await send('PUT', '/agents/sun', { capacity: 4, languages: ['ru', 'en'], categories: [], zone: 'Europe/Madrid', active: false, shifts: null });
  }
  if (await lacks('/auto-replies')) {
    await send('PUT', '/auto-replies/welcome', { trigger: 'WELCOME', scenes: [], keywords: [], active: true, texts: { en: 'Welcome to our shop, how can we help you?', zh: '欢迎光临，请问有什么可以帮您？' } });
    await send('PUT', '/auto-replies/parcel', { trigger: 'KEYWORD', scenes: ['SHIPPING'], keywords: ['parcel', 'pedido'], active: false, texts: { en: 'Your order is on its way, the tracking number is in the order.' } });
  }
  const notice = await page.request.get(`${base}/api/v1/sellers/${STORE}/outage-notice`);
  if (notice.status() === 404) {
    await send('PUT', '/outage-notice', { texts: { en: 'Messages are late today; we answer as soon as they go out.', zh: '今日消息延迟，恢复后尽快回复。' } });
  }
  if (await lacks('/care-rules')) {
    await send('POST', '/care-rules', { name: 'Stalled parcels', trigger: 'STALLED', template: 'Your parcel has not moved for some days; we have asked the carrier and tell you more tomorrow.', channel: 'IN_SITE', on: true });
    await send('POST', '/care-rules', { name: 'On its way', trigger: 'SHIPPED', template: 'Your order is on its way to you.', channel: 'SMS', audience: { countries: ['ES', 'FR'] }, quietHours: { from: '22:00', to: '08:00' }, on: false });
  }
  if (await lacks('/webhooks')) {
    await send('POST', '/webhooks', { url: 'https://93.184.216.34/rapport', events: ['turn.opened', 'delivery.settled'], active: false });
  }
}

const PAGES = [
  ['inbox', '/inbox?sort=risk', '.inbox-row'],
  ['conversation', `/inbox/${STORE}/${STORE}-c5`, '.composer textarea'],
  ['hostile-text', `/inbox/${STORE}/${STORE}-c6`, '.said'],
  ['stores', '/stores', '[role=img] svg text'],
  ['score', `/stores/${STORE}/score`, '[role=img] svg text'],
  ['reviews', `/stores/${STORE}/reviews`, '.list-item'],
  ['review', `/stores/${STORE}/reviews/${STORE}-r0`, '.quote'],
  ['care', `/stores/${STORE}/care`, '.panel table'],
  ['alerts', `/stores/${STORE}/alerts`, '.panel table, .nothing'],
  ['win-back', `/stores/${STORE}/win-back`, '.panel table, .nothing'],
  ['channel', `/stores/${STORE}/channel`, '.facts'],
  ['templates', `/stores/${STORE}/templates`, '.panel table'],
  ['auto-replies', `/stores/${STORE}/auto-replies`, '.panel table'],
  ['agents', `/stores/${STORE}/agents`, '.panel table'],
  ['webhooks', `/stores/${STORE}/webhooks`, '.panel table, .nothing'],
  ['personal-data', `/stores/${STORE}/personal-data`, 'form'],
  ['buyer', `/stores/${STORE}/buyers/${STORE}-b8`, 'details table'],
  ['audit', `/stores/${STORE}/audit`, '.panel table'],
  ['dead-letters', '/dead-letters', '.panel table, .nothing'],
  ['profile', `/stores/${STORE}/profile`, 'form'],
];

/** Words of the console in the other language are texts that were not said in this one; what people wrote is theirs. */
async function spoken(page, name, language) {
  if (language !== 'en') return;
  const strange = await page.evaluate(() => {
    const own = '.said-text, .quote, .inbox-row .name, bdi, table.plain td, .list-item p, [lang="zh-CN"], textarea, .small.soft, h1 bdi, .ant-input';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { parentElement: parent, nodeValue } = walker.currentNode;
      if (/\p{Script=Han}/u.test(nodeValue ?? '') && !parent?.closest(own)) found.push(nodeValue.trim().slice(0, 40));
    }
    return found;
  });
  assert.deepEqual(strange, [], `${name}: Chinese in English`);
}

for (const language of ['en', 'zh-CN']) {
  for (const width of [1280, 390]) {
    test(`every page, ${language}, ${width} px wide`, async () => {
      const page = await open(browser, { language, width, height: width === 390 ? 844 : 800 });
      await page.goto(`${base}/inbox`);
      await page.waitForSelector('.sign-in-card form');
      await accessible(page, `sign-in ${language}`);
      await shoot(page, `${language}-${width}-sign-in`);
      await signIn(page, 'admin', { agentId: 'mei' });
      const wrong = [];
      for (const [name, path, there] of PAGES) {
        // One page that is wrong hides nothing of those behind it.
        try {
          await page.goto(base + path);
          await page.waitForSelector(there, { timeout: 20_000 });
          await settled(page);
          await shoot(page, `${language}-${width}-${name}`);
          await whole(page, `${name} ${language} ${width}`);
          await spoken(page, `${name} ${language}`, language);
          if (width === 1280) await accessible(page, `${name} ${language}`);
        } catch (failure) {
          wrong.push(`${name}: ${failure.message}`);
        }
      }
      assert.deepEqual([...wrong, ...page.faults], []);
      await page.context().close();
    });
  }
}

test('dark, with enough contrast', async () => {
  const page = await open(browser, { theme: 'dark' });
  await signIn(page, 'admin');
  const wrong = [];
  for (const [name, path, there] of PAGES.filter(([name]) => ['inbox', 'conversation', 'score', 'reviews', 'channel'].includes(name))) {
    await page.goto(base + path);
    await page.waitForSelector(there);
    await settled(page);
    await shoot(page, `dark-${name}`);
    await accessible(page, `${name} dark`).catch((failure) => wrong.push(failure.message));
  }
  assert.deepEqual(wrong, []);
  await page.context().close();
});

test('what buyers write is text, whatever it looks like', async () => {
  const page = await open(browser);
  await signIn(page, 'agent');
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${base}/inbox/${STORE}/${STORE}-c6`);
  const said = page.locator('.said.buyer .said-text').first();
  await said.waitFor();
  assert.match(await said.textContent(), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.locator('.said img, .said script, .name b').count(), 0);
  assert.equal(await said.evaluate((element) => getComputedStyle(element).unicodeBidi), 'plaintext');
  await page.goto(`${base}/inbox/${STORE}/${STORE}-c7`);
  const emoji = page.locator('.said.buyer .said-text').first();
  await emoji.waitFor();
  assert.equal([...(await emoji.textContent())].length, 1000);
  await whole(page, '1,000 emoji');
  assert.deepEqual([dialogs, page.faults], [[], []]);
  await page.context().close();
});

test('scripts come from the gateway alone', async () => {
  const page = await open(browser);
  const answer = await page.goto(`${base}/inbox`);
  const policy = answer.headers()['content-security-policy'];
  const scripts = /(?:^|; *)script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1];
  assert.equal(scripts, "'self'", policy);
  await page.waitForSelector('.sign-in-card');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    document.body.append(script);
    return globalThis.ranInline === true;
  });
  assert.equal(ran, false);
  await page.context().close();
});
