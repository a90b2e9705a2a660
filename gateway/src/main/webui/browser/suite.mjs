// What browser tests share: a browser, a session, and stores with something in every queue.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const base = process.env.RAPPORT_BASE ?? 'http://127.0.0.1:8080';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--force-color-profile=srgb', '--font-render-hinting=none',
];

export function chromiumPath() {
  const places = [process.env.RAPPORT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((place) => place && existsSync(place));
}

export async function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
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
  const answer = await page.request.post(`${base}/api/v1/sellers/${seller}/inbound`, {
    headers: { 'content-type': 'application/cloudevents-batch+json', 'x-csrf-token': session.csrf },
    data: JSON.stringify(batch),
  });
  if (answer.status() !== 200) throw new Error(`${answer.status()} ${await answer.text()}`);
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
