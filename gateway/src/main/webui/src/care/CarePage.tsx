import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal, Popconfirm, Select, Switch, Tabs } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call, freshKey } from '@/api/client';
import type { CarePreview, CareRule, CareRuleAsked } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked, Failed, Loading, Nothing } from '@/states/States';
import { When } from '@/time/When';
import { careTexts } from './care.texts';

const TRIGGERS = ['SHIPPED', 'STALLED', 'DELIVERED', 'CUSTOMS', 'LATE_DISPATCH'] as const;
const CHANNELS = ['IN_SITE', 'SMS'] as const;
const STATUSES = ['PLANNED', 'DEFERRED', 'SENT', 'DELIVERED', 'FAILED', 'SUPPRESSED'];
const REASONS = ['DUPLICATE', 'EXPIRED', 'RULE_OFF', 'NOT_ELIGIBLE', 'NO_LONGER_TRUE', 'CAP_REACHED', 'SCREENED', 'QUIET_HOURS'];

export default function CarePage() {
  const { seller = '' } = useParams();
  const t = useTexts(careTexts);
  return (
    <div className="content" key={seller}>
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
      </div>
      <Tabs
        items={[
          { key: 'rules', label: t('rules'), children: <Rules seller={seller} /> },
          { key: 'messages', label: t('messages'), children: <Messages seller={seller} /> },
          { key: 'effect', label: t('effect'), children: <EffectAndCosts seller={seller} /> },
          { key: 'allowance', label: t('allowance'), children: <Allowance seller={seller} /> },
        ]}
      />
    </div>
  );
}

function Rules({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const states = useStateTexts();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<CareRule | 'new' | null>(null);
  const [shown, setShown] = useState<{ rule: CareRule; preview: CarePreview } | null>(null);
  const query = useQuery({
    queryKey: ['care-rules', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/care-rules', { path: { sellerId: seller }, query: { limit: '200' } }),
  });
  const failed = (failure: unknown) => void message.error(problemText(failure, states));
  const known = () => client.invalidateQueries({ queryKey: ['care-rules', seller] });
  const remove = useMutation({
    mutationFn: (rule: CareRule) =>
      call('delete', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, ifMatch: rule.version }),
    onError: failed,
    onSettled: known,
  });
  const preview = useMutation({
    mutationFn: async (rule: CareRule) => ({
      rule,
      preview: await call('post', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}/preview', { path: { sellerId: seller, ruleId: rule.ruleId } }),
    }),
    onSuccess: setShown,
    onError: failed,
  });
  const may = query.data?.items[0]?.eligibility;
  return (
    <>
      {may && (
        <Alert
          style={{ marginBottom: 12 }}
          type={may.eligible ? 'success' : 'warning'}
          showIcon
          message={may.eligible ? t('eligible') : `${t('notEligible')} ${may.obstacles.map((obstacle) => word('obstacle', obstacle)).join(', ')}`}
          {...(may.advice.length > 0 ? { description: may.advice.join(' ') } : {})}
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
        <Asked query={query} empty={(data) => (data.items.length === 0 ? t('noRules') : null)}>
          {(data) => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('name')}</th>
                    <th>{t('trigger')}</th>
                    <th>{t('channel')}</th>
                    <th>{t('template')}</th>
                    <th>{t('status')}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {data.items.map((rule) => (
                    <tr key={rule.ruleId}>
                      <td>{rule.name}</td>
                      <td>{word('trigger', rule.trigger)}</td>
                      <td>{word('channel', rule.channel)}</td>
                      <td style={{ maxWidth: 420 }}>{rule.template}</td>
                      <td>
                        <span className={`mark ${rule.on ? 'green' : ''}`}>{rule.on ? t('on') : t('off')}</span>
                      </td>
                      <td className="right nowrap">
                        {me.may('supervisor') && (
                          <>
                            <Button type="link" loading={preview.isPending && preview.variables.ruleId === rule.ruleId} onClick={() => preview.mutate(rule)}>
                              {t('preview')}
                            </Button>
                            <Button type="link" onClick={() => setEditing(rule)}>
                              {t('edit')}
                            </Button>
                            <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => remove.mutate(rule)}>
                              <Button type="link" danger>
                                {t('remove')}
                              </Button>
                            </Popconfirm>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
      </section>
      {shown && (
        <section className="panel">
          <h2>
            {t('preview')} · {shown.rule.name}
          </h2>
          <p>
            {t('previewLine', {
              needs: numbers.whole(shown.preview.needs),
              reached: numbers.whole(shown.preview.reached),
              cost: numbers.money(shown.preview.cost),
            })}
          </p>
          <p className="soft">
            {Object.entries(shown.preview.notReached)
              .map(([reason, count]) => `${word('reason', reason)} ${numbers.whole(count)}`)
              .join(' · ')}
          </p>
          <div className="scroll-x">
            <table className="plain">
              <thead>
                <tr>
                  <th>{t('order')}</th>
                  <th>{t('buyer')}</th>
                  <th>{t('needed')}</th>
                  <th>{t('would')}</th>
                  <th>{t('reason')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.preview.items.slice(0, 100).map((item, index) => (
                  <tr key={index}>
                    <td>{item.orderId}</td>
                    <td>{item.buyerId}</td>
                    <td>
                      <When at={item.neededAt} seller={seller} />
                    </td>
                    <td>
                      <When at={item.wouldSendAt} seller={seller} />
                    </td>
                    <td>{word('reason', item.reason)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {editing && <RuleForm seller={seller} rule={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

interface Fields {
  name: string;
  trigger: (typeof TRIGGERS)[number];
  hours: number;
  template: string;
  channel: (typeof CHANNELS)[number];
  countries: string[];
  exceptCountries: string[];
  quietFrom: string;
  quietTo: string;
  on: boolean;
}

function RuleForm({ seller, rule, close }: { seller: string; rule: CareRule | null; close: () => void }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const states = useStateTexts();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [refused, setRefused] = useState<unknown>(null);
  const save = useMutation({
    mutationFn: async (fields: Fields): Promise<unknown> => {
      const body: CareRuleAsked = {
        name: fields.name || null,
        trigger: fields.trigger,
        delaySeconds: Math.round(fields.hours * 3600),
        template: fields.template,
        channel: fields.channel,
        audience: {
          ...rule?.audience,
          countries: fields.countries.length > 0 ? fields.countries : null,
          exceptCountries: fields.exceptCountries.length > 0 ? fields.exceptCountries : null,
        },
        quietHours: { from: fields.quietFrom, to: fields.quietTo },
        on: fields.on,
      };
      return rule
        ? call('put', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, body, ifMatch: rule.version })
        : call('post', '/api/v1/sellers/{sellerId}/care-rules', { path: { sellerId: seller }, body, idempotencyKey: freshKey() });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['care-rules', seller] });
      close();
    },
    onError: setRefused,
  });
  return (
    <Modal
      open
      width={620}
      title={rule ? rule.name : t('newRule')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => void form.validateFields().then((fields) => save.mutate(fields))}
    >
      {refused !== null && <Alert type="error" showIcon message={problemText(refused, states)} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: rule?.name ?? '',
          trigger: rule?.trigger ?? 'STALLED',
          hours: (rule?.delaySeconds ?? 0) / 3600,
          template: rule?.template ?? '',
          channel: rule?.channel ?? 'IN_SITE',
          countries: rule?.audience.countries ?? [],
          exceptCountries: rule?.audience.exceptCountries ?? [],
          quietFrom: rule?.quietHours.from.slice(0, 5) ?? '22:00',
          quietTo: rule?.quietHours.to.slice(0, 5) ?? '08:00',
          on: rule?.on ?? true,
        }}
      >
        <Form.Item name="name" label={t('name')}>
          <Input maxLength={80} />
        </Form.Item>
        <div className="row">
          <Form.Item name="trigger" label={t('trigger')}>
            <Select style={{ width: 180 }} options={TRIGGERS.map((value) => ({ value, label: word('trigger', value) }))} />
          </Form.Item>
          <Form.Item name="hours" label={t('delay')}>
            <InputNumber min={0} max={720} />
          </Form.Item>
          <Form.Item name="channel" label={t('channel')}>
            <Select style={{ width: 110 }} options={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} />
          </Form.Item>
          <Form.Item name="on" label={t('on')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Form.Item name="template" label={t('template')} rules={[{ required: true }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <div className="row">
          <Form.Item name="countries" label={t('countries')}>
            <Select mode="tags" style={{ width: 200 }} tokenSeparators={[',', ' ']} open={false} />
          </Form.Item>
          <Form.Item name="exceptCountries" label={t('exceptCountries')}>
            <Select mode="tags" style={{ width: 200 }} tokenSeparators={[',', ' ']} open={false} />
          </Form.Item>
        </div>
        <div className="row">
          <span>{t('quiet')}</span>
          <Form.Item name="quietFrom" label={t('from')} rules={[{ pattern: /^\d\d:\d\d$/, required: true }]}>
            <Input style={{ width: 90 }} type="time" />
          </Form.Item>
          <Form.Item name="quietTo" label={t('to')} rules={[{ pattern: /^\d\d:\d\d$/, required: true }]}>
            <Input style={{ width: 90 }} type="time" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

function Messages({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const states = useStateTexts();
  const me = useMe();
  const [status, setStatus] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['care-messages', seller, status, reason],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/care-messages', {
        path: { sellerId: seller },
        query: {
          limit: '50',
          ...(status ? { status: status as never } : {}),
          ...(reason ? { reason: reason as never } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="row" style={{ marginBottom: 10 }}>
        <Select
          style={{ width: 150 }}
          allowClear
          aria-label={t('status')}
          placeholder={t('status')}
          value={status}
          onChange={(value: string | undefined) => setStatus(value ?? null)}
          options={STATUSES.map((value) => ({ value, label: word('care', value) }))}
        />
        <Select
          style={{ width: 200 }}
          allowClear
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={reason}
          onChange={(value: string | undefined) => setReason(value ?? null)}
          options={REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
        <span className="grow" />
        {me.may('agent') && <Button onClick={() => setSending(true)}>{t('byHand')}</Button>}
      </div>
      <section className="panel">
        {query.isPending ? (
          <Loading />
        ) : query.isError && items.length === 0 ? (
          <Failed failure={query.error} again={() => void query.refetch()} />
        ) : items.length === 0 ? (
          <Nothing>{t('noMessages')}</Nothing>
        ) : (
          <div className="scroll-x">
            <table className="plain">
              <thead>
                <tr>
                  <th>{t('needed')}</th>
                  <th>{t('trigger')}</th>
                  <th>{t('order')}</th>
                  <th>{t('buyer')}</th>
                  <th>{t('status')}</th>
                  <th>{t('sent')}</th>
                  <th className="right">{t('cost')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.careMessageId}>
                    <td>
                      <When at={item.neededAt} seller={seller} />
                    </td>
                    <td>
                      {word('trigger', item.trigger)}
                      {item.text && <div className="small soft">{item.text}</div>}
                    </td>
                    <td>{item.orderId}</td>
                    <td>{item.buyerId}</td>
                    <td>
                      <span className={`mark ${item.status === 'FAILED' ? 'red' : item.status === 'DELIVERED' ? 'green' : ''}`}>{word('care', item.status)}</span>{' '}
                      {word('reason', item.reason)}
                    </td>
                    <td>
                      <When at={item.sentAt ?? item.sendAt} seller={seller} />
                    </td>
                    <td className="right num">{numbers.money(item.cost)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {query.hasNextPage && (
          <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {states('more')}
          </Button>
        )}
      </section>
      {sending && <ByHand seller={seller} close={() => setSending(false)} />}
    </>
  );
}

function ByHand({ seller, close }: { seller: string; close: () => void }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const states = useStateTexts();
  const client = useQueryClient();
  const [refused, setRefused] = useState<unknown>(null);
  const [form] = Form.useForm<{ orderId: string; text: string; channel: (typeof CHANNELS)[number] }>();
  const send = useMutation({
    mutationFn: (body: { orderId: string; text: string; channel: (typeof CHANNELS)[number] }) =>
      call('post', '/api/v1/sellers/{sellerId}/care-messages', { path: { sellerId: seller }, body, idempotencyKey: freshKey() }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['care-messages', seller] });
      close();
    },
    onError: setRefused,
  });
  return (
    <Modal
      open
      title={t('byHand')}
      okText={t('send')}
      cancelText={t('cancel')}
      confirmLoading={send.isPending}
      onCancel={close}
      onOk={() => void form.validateFields().then((fields) => send.mutate(fields))}
    >
      {refused !== null && <Alert type="error" showIcon message={problemText(refused, states)} />}
      <Form form={form} layout="vertical" initialValues={{ channel: 'IN_SITE' }}>
        <Form.Item name="orderId" label={t('order')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="text" label={t('text')} rules={[{ required: true }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="channel" label={t('channel')}>
          <Select options={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function EffectAndCosts({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const effect = useQuery({
    queryKey: ['care-effect', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/care-effect', { path: { sellerId: seller } }),
  });
  const costs = useQuery({
    queryKey: ['care-costs', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/care-costs', { path: { sellerId: seller } }),
  });
  const share = (value: number | null | undefined) => (value === null || value === undefined ? '–' : numbers.share(value));
  return (
    <>
      <section className="panel">
        <h2>{t('effect')}</h2>
        <Asked query={effect} empty={(data) => (data.rules.length === 0 ? t('noEffect') : null)}>
          {(data) => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('name')}</th>
                    <th className="right">{t('sent')}</th>
                    <th className="right">{t('delivered')}</th>
                    <th>{t('suppressed')}</th>
                    <th>{t('reached')}</th>
                    <th>{t('unreached')}</th>
                    <th>{t('change')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.rules.map((rule) => (
                    <tr key={rule.ruleId}>
                      <td>{rule.name ?? word('trigger', rule.trigger)}</td>
                      <td className="right num">{numbers.whole(rule.sent)}</td>
                      <td className="right num">{numbers.whole(rule.delivered)}</td>
                      <td className="small">
                        {Object.entries(rule.suppressed)
                          .map(([reason, count]) => `${word('reason', reason)} ${numbers.whole(count)}`)
                          .join(', ')}
                      </td>
                      {[rule.reached, rule.unreached].map((rate, index) => (
                        <td key={index} className="num">
                          {share(rate.rate)} <span className="small soft">({t('interval', { low: share(rate.low), high: share(rate.high) })})</span>
                          <div className="small soft">
                            {numbers.whole(rate.disputes)} / {numbers.whole(rate.orders)} {t('disputes')}
                          </div>
                        </td>
                      ))}
                      <td className="num">
                        {rule.change ? (
                          <>
                            {share(rule.change.difference)}{' '}
                            <span className="small soft">({t('interval', { low: share(rule.change.low), high: share(rule.change.high) })})</span>
                          </>
                        ) : (
                          '–'
                        )}
                        <div className="small soft">{t('market', { share: share(rule.market.relative) })}</div>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p className="small soft">{t('confidence', { share: share(data.confidence) })}</p>
            </div>
          )}
        </Asked>
      </section>
      <section className="panel">
        <h2>{t('costs')}</h2>
        <Asked query={costs}>
          {(data) => (
            <table className="plain" style={{ maxWidth: 560 }}>
              <tbody>
                {data.rules.map((rule) => (
                  <tr key={rule.ruleId ?? 'hand'}>
                    <td>{rule.name ?? (rule.ruleId ? rule.ruleId : t('hand'))}</td>
                    <td className="right num">{numbers.whole(rule.messages)}</td>
                    <td className="right num">{numbers.money(rule.cost)}</td>
                  </tr>
                ))}
                <tr>
                  <td>
                    <b>{t('total')}</b> {data.month}
                  </td>
                  <td />
                  <td className="right num">
                    <b>{data.totals.map((total) => numbers.money(total)).join(' + ')}</b>
                  </td>
                </tr>
              </tbody>
            </table>
          )}
        </Asked>
      </section>
    </>
  );
}

function Allowance({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const [buyer, setBuyer] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['care-allowance', seller, asked],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/buyers/{buyerId}/care-allowance', { path: { sellerId: seller, buyerId: asked ?? '' } }),
    enabled: asked !== null,
  });
  return (
    <section className="panel">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (buyer.trim()) setAsked(buyer.trim());
        }}
      >
        <Input style={{ width: 280 }} value={buyer} placeholder={t('buyerId')} aria-label={t('buyerId')} onChange={(event) => setBuyer(event.target.value)} />
        <Button htmlType="submit" disabled={!buyer.trim()}>
          {t('ask')}
        </Button>
      </form>
      {asked && (
        <Asked query={query} rows={1}>
          {(allowance) => (
            <p style={{ marginTop: 10 }}>
              <b>{t('slots', { n: allowance.slotsLeft, cap: allowance.cap })}</b>
              {allowance.reserved > 0 ? ` · ${t('reserved', { n: allowance.reserved })}` : ''}
              {allowance.nextFreeAt && (
                <>
                  {' · '}
                  {t('nextFree')} <When at={allowance.nextFreeAt} seller={seller} />
                </>
              )}
            </p>
          )}
        </Asked>
      )}
    </section>
  );
}
