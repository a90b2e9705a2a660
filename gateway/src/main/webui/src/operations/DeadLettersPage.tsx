import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import type { DeadLetter } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Nothing } from '@/states/States';
import { Listed, type Column } from '@/table/Table';
import { tableTexts } from '@/table/table.texts';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { operationsTexts } from './operations.texts';

const SERVICES = ['message-service', 'review-service', 'care-service', 'score-service'];
const STATES = ['OPEN', 'REPLAYED', 'DISCARDED'] as const;
type State = (typeof STATES)[number];
/** As many as one request may decide about. */
const AT_ONCE = 100;
const NONE: ReadonlySet<string> = new Set();

/** what could not be applied, and what an operator decides about it. */
export default function DeadLettersPage() {
  const t = useTexts(operationsTexts);
  const common = useTexts(tableTexts);
  const states = useStateTexts();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [service, setService] = useState<string | null>(null);
  const [state, setState] = useState<State | null>('OPEN');
  const [chosen, setChosen] = useState(NONE);
  const list = usePages(['dead-letters', service, state], (page, signal) =>
    call('get', '/api/v1/dead-letters', { query: { limit: 50, ...(service ? { service } : {}), ...(state ? { state } : {}), ...page } as never, signal }),
  );
  const decide = useMutation({
    mutationFn: (how: 'replay' | 'discard') => {
      const body = { deadLetterIds: [...chosen] };
      return how === 'replay' ? call('post', '/api/v1/dead-letters/replay', { body }) : call('post', '/api/v1/dead-letters/discard', { body });
    },
    onSuccess: ({ items }) => {
      const counts = new Map<string, number>();
      for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
      void message.info([...counts].map(([status, n]) => t(`decided.${status as 'GONE'}`, { n })).join(' · '), 6);
      setChosen(NONE);
    },
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
  if (!me.allSellers) return <Nothing>{t('operatorsOnly')}</Nothing>;
  const decides = me.may('admin');
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on && next.size < AT_ONCE) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const columns: Column<DeadLetter>[] = [
    ...(decides
      ? [
          {
            show: ({ deadLetterId: id }: DeadLetter) => (
              <Checkbox checked={chosen.has(id)} aria-label={t('choose', { id })} onChange={(event) => toggle(id, event.target.checked)} />
            ),
          },
        ]
      : []),
    { title: t('at'), tight: true, show: (letter) => <When at={letter.at} seller={letter.sellerId} /> },
    { title: t('service'), show: (letter) => letter.service },
    {
      title: t('reason'),
      show: (letter) => (
        <>
          {letter.reason}
          <div className="small soft anywhere">{letter.detail}</div>
        </>
      ),
    },
    {
      title: t('event'),
      show: (letter) => (
        <>
          {letter.type ?? ''}
          <div className="small soft anywhere">
            {letter.topic}/{letter.partition}/{letter.offset} {letter.replayable ? '' : `· ${t('headOnly')}`}
          </div>
        </>
      ),
    },
    { title: t('store'), show: (letter) => letter.sellerId ?? '' },
    {
      title: t('state'),
      show: (letter) => (
        <>
          <span className={`mark ${letter.state === 'OPEN' ? 'amber' : ''}`}>{t(`letter.${letter.state}`)}</span>{' '}
          <span className="small soft">
            {letter.settledBy ? t('by', { who: letter.settledBy }) : ''} <When at={letter.settledAt} seller={letter.sellerId} />
          </span>
        </>
      ),
    },
  ];
  const shown = list.items.slice(0, AT_ONCE).map((letter) => letter.deadLetterId);
  return (
    <div className="content">
      <div className="page-head">
        <h1>{t('letters')}</h1>
        <span className="grow" />
        <Select
          style={{ width: 170 }}
          allowClear
          aria-label={t('service')}
          placeholder={t('service')}
          value={service}
          onChange={(value: string | undefined) => setService(value ?? null)}
          options={SERVICES.map((value) => ({ value, label: value }))}
        />
        <Select
          style={{ width: 130 }}
          allowClear
          aria-label={t('state')}
          placeholder={t('any')}
          value={state}
          onChange={(value: State | undefined) => setState(value ?? null)}
          options={STATES.map((value) => ({ value, label: t(`letter.${value}`) }))}
        />
      </div>
      <section className="panel">
        <p className="soft">{t('lettersLead')}</p>
        {decides && list.items.length > 0 && (
          <div className="row" style={{ marginBottom: 8 }}>
            <Checkbox
              checked={shown.length > 0 && shown.every((id) => chosen.has(id))}
              indeterminate={chosen.size > 0 && !shown.every((id) => chosen.has(id))}
              onChange={(event) => setChosen(event.target.checked ? new Set(shown) : NONE)}
            >
              {t('chooseAll')}
            </Checkbox>
            <span className="soft small">{t('chosen', { n: chosen.size })}</span>
            <Button type="primary" disabled={chosen.size === 0} loading={decide.isPending && decide.variables === 'replay'} onClick={() => decide.mutate('replay')}>
              {t('replay')}
            </Button>
            <Popconfirm title={t('discardSure', { n: chosen.size })} okText={t('discard')} cancelText={common('cancel')} onConfirm={() => decide.mutate('discard')}>
              <Button disabled={chosen.size === 0} loading={decide.isPending && decide.variables === 'discard'}>
                {t('discard')}
              </Button>
            </Popconfirm>
          </div>
        )}
        <Listed list={list} columns={columns} id={(letter) => letter.deadLetterId} empty={t('noLetters')} />
      </section>
    </div>
  );
}
