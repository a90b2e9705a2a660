// The console while one service is down: what does not need it goes on, what does says so, and nothing is lost from sight.
// RAPPORT_AWAY names the service that the caller has stopped.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, base, launch, open, shoot, signIn, STORES } from './suite.mjs';

const [STORE] = STORES;
let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

const SAID = {
  en: 'The service behind this page does not answer at the moment',
  'zh-CN': '相关服务暂时不可用',
};

for (const language of ['en', 'zh-CN']) {
  test(`review-service is down, ${language}`, { skip: process.env.RAPPORT_AWAY !== 'review-service' }, async () => {
    const page = await open(browser, { language });
    await signIn(page, 'agent', { agentId: 'mei' });
    await page.goto(`${base}/stores/${STORE}/reviews`);
    await page.getByText(SAID[language]).first().waitFor({ timeout: 60_000 });
    await accessible(page, `a service that is down, ${language}`);
    await shoot(page, `${language}-1280-service-down`);
    // The rest of the day goes on.
    await page.goto(`${base}/inbox`);
    await page.waitForSelector('.inbox-row');
    await page.goto(`${base}/stores/${STORE}/score`);
    await page.getByTestId('score').waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
