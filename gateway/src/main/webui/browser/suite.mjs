// What browser tests share: a browser, a session, and stores with something in every queue.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const base = process.env.RAPPORT_BASE ?? 'http://127.0.0.1:8080';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--force-color-profile=srgb', '--font-render-hinting=none',
];

export const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function chromiumPath() {
  return [process.env.RAPPORT_CHROMIUM, ...BROWSERS].find((place) => place && existsSync(place));
}

export async function launch() {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error(`no Chromium: not in RAPPORT_CHROMIUM, and none of ${BROWSERS.join(', ')}`);
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Whether budgets are held as they are written; a machine that does other things beside has more time for them. */
export const strict = process.env.RAPPORT_STRICT === 'true';

/** A figure for who reads the log; `RAPPORT_FIGURES` collects them as a table. */
export function figure(what, value) {
  console.log(`${what}: ${value}`);
  if (process.env.RAPPORT_FIGURES) appendFileSync(process.env.RAPPORT_FIGURES, `| ${what} | ${value} |\n`);
}

/** A page that remembers what it must not do: ask another host, or complain. */
export async function open(browser, { language = 'en', width = 1280, height = 800, theme = 'light' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1 });
  await context.addInitScript(
    ([lang, look]) => {
      localStorage.setItem('rapport.language', lang);
      localStorage.setItem('rapport.theme', look);
    },
    [language, theme],
  );
  const page = await context.newPage();
  page.faults = [];
  page.asked = new Set();
  page.on('request', (request) => {
    // The stream never ends.
    if (!request.url().endsWith('/stream')) page.asked.add(request);
  });
  page.on('requestfinished', (request) => page.asked.delete(request));
  page.on('requestfailed', (request) => page.asked.delete(request));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith('data:')) page.faults.push(`asked ${url}`);
  });
  page.on('pageerror', (failure) => page.faults.push(`threw ${failure.message}`));
  page.on('console', (message) => {
    // A refusal that the page shows is in the console as well; a broken policy is a fault.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.faults.push(message.text());
  });
  return page;
}

/** Signs in as the page would, without its form. */
export async function signIn(page, role, { sellers = ['*'], agentId } = {}) {
  const answer = await page.request.post(`${base}/session`, { data: { role, sellers, ...(agentId ? { agentId } : {}) } });
  if (answer.status() !== 201) throw new Error(`${answer.status()} ${await answer.text()}`);
  return answer.json();
}

let run = 0;

/** Events of the contract through the gateway; admins may feed. */
export async function feed(page, session, seller, events) {
  const batch = events.map(([type, at, data]) => ({
    specversion: '1.0',
    id: `browser-${process.pid}-${++run}`,
    source: '/browser-tests',
    type: `rapport.${type}.v1`,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: { sellerId: seller, ...data },
  }));
  for (let from = 0; from < batch.length; from += 500) {
    const answer = await page.request.post(`${base}/api/v1/sellers/${seller}/inbound`, {
      headers: { 'content-type': 'application/cloudevents-batch+json', 'x-csrf-token': session.csrf },
      data: JSON.stringify(batch.slice(from, from + 500)),
    });
    if (answer.status() !== 200) throw new Error(`${answer.status()} ${await answer.text()}`);
    const refused = (await answer.json()).items.filter((item) => item.status !== 'accepted');
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused.slice(0, 3))}`);
  }
}

export const ago = (minutes) => new Date(Date.now() - minutes * 60_000);

const WORDS = [
  ['Ana', 'ES', 'es', '¿Dónde está mi pedido?'],
  ['Léa', 'FR', 'fr', 'La taille 38 est-elle petite ?'],
  ['Иван', 'RU', 'ru', 'Когда вы отправите заказ?'],
  ['João', 'BR', 'pt', 'O produto chegou com defeito.'],
  ['王小明', 'SG', 'zh', '什么时候退款？'],
  ['Emma', 'US', 'en', 'The colour is not the one in the picture.'],
  ['<b>Max</b>', 'DE', 'en', '<script>alert(1)</script> ‮reversed‬ <img src=x onerror=alert(2)>'],
  ['Zoë', 'NL', 'en', '🙏'.repeat(1000)],
];

/** A store with conversations, orders, reviews, a dispute and replies in time and late. */
export async function fill(page, session, seller) {
  const events = [];
  for (let n = 0; n < 24; n++) {
    const [name, country, language, text] = WORDS[n % WORDS.length];
    const order = `${seller}-o${n}`;
    const buyer = { id: `${seller}-b${n}`, name, country, language };
    const asked = 20 + n * 210;
    events.push(['order.placed', ago(asked + 6000), {
      orderId: order, buyer: { id: buyer.id, country }, placedAt: ago(asked + 6000).toISOString(),
      items: [{ productId: `lamp-${n % 5}`, quantity: 1, unitPrice: { currency: 'USD', value: '19.90' } }],
      amount: { currency: 'USD', value: n % 3 === 0 ? '79.90' : '19.90' }, address: { country, region: 'Centre' },
    }]);
    events.push(['order.shipped', ago(asked + 5000), { orderId: order, carrier: 'YunExpress', trackingNumber: `YT${1000 + n}CN`, shippedAt: ago(asked + 5000).toISOString() }]);
    events.push(['parcel.moved', ago(asked + 3000), { orderId: order, status: n % 4 === 0 ? 'CUSTOMS' : 'IN_TRANSIT', country, movedAt: ago(asked + 3000).toISOString() }]);
    if (n % 2 === 0) events.push(['order.delivered', ago(asked + 1500), { orderId: order, deliveredAt: ago(asked + 1500).toISOString(), signedBy: 'neighbour' }]);
    events.push(['buyer-message.received', ago(asked), {
      conversationId: `${seller}-c${n}`, messageId: `${seller}-m${n}`, kind: n % 4 === 1 ? 'PRE_SALE' : 'AFTER_SALE', buyer, text,
      sentAt: ago(asked).toISOString(), ...(n % 4 === 1 ? { productId: 'lamp-1' } : { orderId: order }),
    }]);
    if (n > 7) {
      events.push(['seller-message.observed', ago(asked - (n % 3 === 0 ? 15 : 90)), {
        conversationId: `${seller}-c${n}`, messageId: `${seller}-s${n}`, kind: n % 4 === 1 ? 'PRE_SALE' : 'AFTER_SALE', buyer: { id: buyer.id },
        text: n % 9 === 0 ? 'please wait' : `Parcel YT${1000 + n}CN of order ${order} left the depot today.`,
        sentAt: ago(asked - (n % 3 === 0 ? 15 : 90)).toISOString(), automatic: n % 7 === 0, agentId: 'li.na',
      }]);
    }
    if (n % 3 === 0) {
      const stars = [1, 5, 2, 4, 3, 5, 1, 5][(n / 3) % 8];
      events.push(['buyer-review.posted', ago(asked - 5), {
        reviewId: `${seller}-r${n}`, orderId: order, productId: `lamp-${n % 5}`, buyer: { id: buyer.id, country }, stars,
        text: stars > 3 ? 'Lovely colour, thank you.' : 'The parcel came late and the colour is not the one in the picture.', postedAt: ago(asked - 5).toISOString(),
      }]);
      if (n % 6 === 0 && n > 0) events.push(['seller-review-reply.observed', ago(asked - 65), { reviewId: `${seller}-r${n}`, text: 'We are sorry, a new one is on its way.', repliedAt: ago(asked - 65).toISOString() }]);
    }
  }
  events.push(['dispute.opened', ago(100), { disputeId: `${seller}-d1`, orderId: `${seller}-o8`, reason: 'not as described', openedAt: ago(100).toISOString(), respondBy: ago(-3000).toISOString() }]);
  events.push(['violation.reported', ago(300), { violationId: `${seller}-v1`, conversationId: `${seller}-c9`, rule: 'MSG-10', reportedAt: ago(300).toISOString() }]);
  events.sort((a, b) => a[1] - b[1]);
  await feed(page, session, seller, events);
}

/** Asks until an answer is as it should be. */
export async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    last = await ask().catch((failure) => failure);
    if (last && !(last instanceof Error)) return last;
    await new Promise((go) => setTimeout(go, 250));
  }
  throw new Error(`${what}: not within ${seconds} s (${last})`);
}

/** An owner's stores; the first has been filled when the last is told of. */
export const STORES = ['console-lamps', 'console-shoes', 'console-toys', 'console-bags', 'console-teas'];

/** Fills the stores once a suite, and waits until every service has what it needs to show of them. */
export async function world(browser) {
  const feeder = await open(browser);
  const session = await signIn(feeder, 'admin', { agentId: 'feeder' });
  const get = async (path) => {
    let answer;
    // What the gateway keeps itself may come a moment after the rest of a suite that has just been started.
    await until(`${path} is served`, async () => (answer = await feeder.request.get(`${base}/api/v1${path}`)).status() !== 503, 60);
    if (answer.status() !== 200) throw new Error(`${path}: ${answer.status()}`);
    return answer.json();
  };
  for (const seller of STORES) {
    const known = await get(`/sellers/${seller}/conversations?limit=1`);
    if (known.items.length === 0) await fill(feeder, session, seller);
  }
  for (const seller of STORES) {
    await until(`${seller} is scored`, async () => (await get(`/sellers/${seller}/score`)).score !== null, 120);
    await until(`${seller} has its conversations`, async () => (await get(`/sellers/${seller}/conversations?limit=200`)).items.length >= 24, 120);
    await until(`${seller} has its reviews`, async () => (await get(`/sellers/${seller}/reviews`)).items.length >= 8, 120);
  }
  return { page: feeder, session, get };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No serious fault of accessibility. */
export async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => {
    // What is out of sight and not laid out has no measures to judge it by.
    const exclude = [...document.querySelectorAll('.said-text')].filter((text) => !text.checkVisibility({ contentVisibilityAuto: true }));
    return globalThis.axe.run({ include: [document], exclude }, { resultTypes: ['violations'] });
  });
  const serious = found.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(serious, [], `${name}: axe`);
}

/** Nothing reaches past the right edge, no text is cut off that says so nowhere, and what is fetched is there. */
export async function whole(page, name) {
  const over = await page.evaluate(() => {
    const place = document.querySelector('.page') ?? document.documentElement;
    return Math.max(place.scrollWidth - place.clientWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth);
  });
  assert.ok(over <= 1, `${name}: ${over} px too wide`);
}

/** Until nothing on the page is being fetched or drawn any more. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelectorAll('.ant-skeleton').length === 0, null, { timeout: 20_000 });
  for (let quiet = 0; quiet < 4; quiet = page.asked.size === 0 ? quiet + 1 : 0) await page.waitForTimeout(50);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

let lab;

/** A picture for the documentation, where they are wanted; as WebP, which is a third of PNG. */
export async function shoot(page, name) {
  const folder = process.env.RAPPORT_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const png = (await page.screenshot({ type: 'png' })).toString('base64');
  lab ??= await page.context().browser().newPage();
  const webp = await lab.evaluate(async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.72 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, png);
  writeFileSync(`${folder}/${name}.webp`, Buffer.from(webp, 'base64'));
}
