import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import type { CarePreview, CareRule } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Listed, RowActions, Table, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { useRemoval } from '@/table/useRemoval';
import { When } from '@/time/When';
import { careTexts } from './care.texts';
import { CareRuleForm } from './CareRuleForm';

type Need = CarePreview['items'][number];

/** CARE-01, CARE-04: the rules of a store, and whether it may automate care at all. */
export function CareRules({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const states = useStateTexts();
  const me = useMe();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<CareRule | 'new' | null>(null);
  const [shown, setShown] = useState<{ rule: CareRule; preview: CarePreview } | null>(null);
  const key = ['care-rules', seller];
  const list = usePages(key, (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/care-rules', { path: { sellerId: seller }, query: { limit: '50', ...page }, signal }),
  );
  const remove = useRemoval<CareRule>(key, (rule) =>
    call('delete', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, ifMatch: rule.version }),
  );
  const preview = useMutation({
    mutationFn: async (rule: CareRule) => ({
      rule,
      preview: await call('post', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}/preview', { path: { sellerId: seller, ruleId: rule.ruleId } }),
    }),
    onSuccess: setShown,
    onError: (failure) => void message.error(problemText(failure, states)),
  });
  const may = list.items[0]?.eligibility;
  const advised = (advice: string): string => {
    const [, orders, score] = /^WAIT_FOR_(?:(\d+)_ORDERS|SCORE_(\d+))$/.exec(advice) ?? [];
    return orders ? t('waitForOrders', { n: orders }) : score ? t('waitForScore', { n: score }) : advice;
  };
  const columns: Column<CareRule>[] = [
    { title: t('name'), show: (rule) => rule.name },
    { title: t('trigger'), show: (rule) => word('trigger', rule.trigger) },
    { title: t('channel'), show: (rule) => word('channel', rule.channel) },
    { title: t('template'), show: (rule) => rule.template },
    { title: t('status'), show: (rule) => <span className={`mark ${rule.on ? 'green' : ''}`}>{rule.on ? t('on') : t('off')}</span> },
    ...(me.may('supervisor')
      ? [
          {
            show: (rule: CareRule) => (
              <RowActions edit={() => setEditing(rule)} remove={() => remove(rule)}>
                <Button type="link" loading={preview.isPending && preview.variables.ruleId === rule.ruleId} onClick={() => preview.mutate(rule)}>
                  {t('preview')}
                </Button>
              </RowActions>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      {may && (
        <Alert
          style={{ marginBottom: 12 }}
          type={may.eligible ? 'success' : 'warning'}
          showIcon
          message={may.eligible ? t('eligible') : `${t('notEligible')} ${may.obstacles.map((obstacle) => word('obstacle', obstacle)).join(', ')}`}
          {...(may.advice.length > 0 ? { description: may.advice.map(advised).join(' ') } : {})}
        />
      )}
      {me.may('supervisor') && (
        <p>
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('newRule')}
          </Button>
        </p>
      )}
      <section className="panel">
        <Listed list={list} columns={columns} id={(rule) => rule.ruleId} empty={t('noRules')} />
      </section>
      {shown && <Previewed seller={seller} {...shown} />}
      {editing && <CareRuleForm seller={seller} rule={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

/** CARE-08: whom a rule would have reached. Nothing was sent. */
function Previewed({ seller, rule, preview }: { seller: string; rule: CareRule; preview: CarePreview }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const columns: Column<Need>[] = [
    { title: t('order'), show: (item) => item.orderId },
    { title: t('buyer'), show: (item) => item.buyerId },
    { title: t('needed'), show: (item) => <When at={item.neededAt} seller={seller} /> },
    { title: t('would'), show: (item) => <When at={item.wouldSendAt} seller={seller} /> },
    { title: t('reason'), show: (item) => word('reason', item.reason) },
  ];
  return (
    <section className="panel">
      <h2>
        {t('preview')} · {rule.name}
      </h2>
      <p>
        {t('previewLine', { needs: numbers.whole(preview.needs), reached: numbers.whole(preview.reached), cost: numbers.money(preview.cost) })}
      </p>
      <p className="soft">
        {Object.entries(preview.notReached)
          .map(([reason, count]) => `${word('reason', reason)} ${numbers.whole(count)}`)
          .join(' · ')}
      </p>
      <Table columns={columns} rows={preview.items.slice(0, 100)} id={(item) => `${item.orderId} ${item.neededAt}`} />
    </section>
  );
}
