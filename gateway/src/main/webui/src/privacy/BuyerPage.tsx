import { DeleteOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { address, call, Problem } from '@/api/client';
import type { BuyerExport } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked, Nothing } from '@/states/States';
import { Table, type Column } from '@/table/Table';
import { When } from '@/time/When';
import { erasable, type Erasable } from './erasure';
import { privacyTexts } from './privacy.texts';

const EXPORT = '/api/v1/sellers/{sellerId}/buyers/{buyerId}/export';

type Thread = BuyerExport['conversations'][number];
type Order = BuyerExport['orders'][number];

/** MSG-18: all that message-service keeps of a buyer, to read, to save and to erase. */
export default function BuyerPage() {
  const { seller = '', buyer = '' } = useParams();
  const t = useTexts(privacyTexts);
  const me = useMe();
  if (!me.may('admin')) return <Nothing>{t('adminsOnly')}</Nothing>;
  return <Buyer key={`${seller}/${buyer}`} seller={seller} buyer={buyer} />;
}

function Buyer({ seller, buyer }: { seller: string; buyer: string }) {
  const t = useTexts(privacyTexts);
  const path = { sellerId: seller, buyerId: buyer };
  const [erasing, setErasing] = useState(false);
  const [done, setDone] = useState<Erasable | null>(null);
  const key = ['personal-data', seller, buyer];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call('get', EXPORT, { path, signal }),
    // Unmasked words of a person: asked for when the page is opened, and forgotten with it.
    staleTime: Infinity,
    gcTime: 0,
  });
  const unknown = query.error instanceof Problem && query.error.status === 404;
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('personalData')} · <bdi>{buyer}</bdi>
        </h1>
        <Link to={`/stores/${encodeURIComponent(seller)}/personal-data`}>{t('another')}</Link>
        <span className="grow" />
        {query.data && (
          <>
            <Button icon={<DownloadOutlined />} href={address(EXPORT, path)} download={`${seller}-${buyer}.json`}>
              {t('save')}
            </Button>
            <Button danger icon={<DeleteOutlined />} onClick={() => setErasing(true)}>
              {t('erase')}
            </Button>
          </>
        )}
      </div>
      {done && <Done of={done} />}
      {unknown ? (
        <Nothing>{t('unknown')}</Nothing>
      ) : (
        <Asked query={query} rows={8}>
          {(data) => (
            <>
              <Person seller={seller} data={data} />
              <Threads seller={seller} threads={data.conversations} blank={Boolean(data.erasedAt)} />
              <Orders seller={seller} orders={data.orders} />
            </>
          )}
        </Asked>
      )}
      {erasing && query.data && (
        <Erasing
          seller={seller}
          data={query.data}
          close={() => setErasing(false)}
          erased={(of) => {
            setErasing(false);
            setDone(of);
            void query.refetch();
          }}
        />
      )}
    </div>
  );
}

function Person({ seller, data }: { seller: string; data: BuyerExport }) {
  const t = useTexts(privacyTexts);
  const word = useWords();
  return (
    <section className="panel">
      <h2>{t('person')}</h2>
      <dl className="facts">
        <dt>{t('name')}</dt>
        <dd>
          <bdi>{data.name ?? '–'}</bdi>
        </dd>
        <dt>{t('country')}</dt>
        <dd>{data.country ?? '–'}</dd>
        <dt>{t('language')}</dt>
        <dd>{word('language', data.language) || '–'}</dd>
        {data.erasedAt && (
          <>
            <dt>{t('erasedAt')}</dt>
            <dd>
              <When at={data.erasedAt} seller={seller} />
            </dd>
          </>
        )}
        <dt>{t('asOf')}</dt>
        <dd>
          <When at={data.exportedAt} seller={seller} />
        </dd>
      </dl>
      <p className="small soft" style={{ margin: '8px 0 0' }}>
        {t('elsewhere')}
      </p>
    </section>
  );
}

function Threads({ seller, threads, blank }: { seller: string; threads: readonly Thread[]; blank: boolean }) {
  const t = useTexts(privacyTexts);
  return (
    <section className="panel">
      <h2>{t('conversations')}</h2>
      {threads.length === 0 && <p className="soft">{t('noConversations')}</p>}
      {threads.map((thread, index) => (
        <Said key={thread.conversationId} seller={seller} thread={thread} blank={blank} first={index === 0} />
      ))}
    </section>
  );
}

/** One conversation; its messages are drawn when one wants to see them. */
function Said({ seller, thread, blank, first }: { seller: string; thread: Thread; blank: boolean; first: boolean }) {
  const t = useTexts(privacyTexts);
  const word = useWords();
  const [open, setOpen] = useState(first);
  const columns: Column<Thread['messages'][number]>[] = [
    { title: t('at'), tight: true, show: ({ sentAt }) => <When at={sentAt} seller={seller} /> },
    { title: t('author'), tight: true, show: ({ author }) => word('author', author) },
    {
      title: t('text'),
      show: ({ text }) => (text === '' && blank ? <span className="soft">{t('blank')}</span> : <span className="said-words">{text}</span>),
    },
  ];
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="anywhere">
          {[word('kind', thread.kind), thread.orderId ?? thread.productId, thread.conversationId].filter(Boolean).join(' · ')}
        </span>{' '}
        <span className="soft">{t('messages', { n: thread.messages.length })}</span>{' '}
        {(thread.dataRequests ?? []).map((what) => (
          <span key={what} className="mark amber">
            {t('asks', { what: what === 'ERASURE' ? t('asks.ERASURE') : what === 'ACCESS' ? t('asks.ACCESS') : what })}
          </span>
        ))}
      </summary>
      <p className="small">
        <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(thread.conversationId)}`}>{t('open')}</Link>
      </p>
      {open && thread.messages.length > 0 && <Table columns={columns} rows={thread.messages} id={({ messageId }) => messageId} />}
    </details>
  );
}

function Orders({ seller, orders }: { seller: string; orders: readonly Order[] }) {
  const t = useTexts(privacyTexts);
  const word = useWords();
  const numbers = useNumbers();
  const columns: Column<Order>[] = [
    { title: t('order'), show: ({ orderId }) => <span className="anywhere">{orderId}</span> },
    { title: t('placed'), tight: true, show: ({ placedAt }) => <When at={placedAt} seller={seller} /> },
    { title: t('amount'), figure: true, show: ({ amount }) => numbers.money(amount) },
    { title: t('items'), show: ({ items }) => items.map((item) => `${item.productId} ×${item.quantity}`).join(', ') },
    {
      title: t('address'),
      show: ({ address: to }) => [to?.country, to?.region, to?.poBox ? t('poBox') : ''].filter(Boolean).join(', '),
    },
    {
      title: t('history'),
      show: ({ history, disputes }) => (
        <div className="small">
          {history.map((step, index) => (
            <div key={index}>
              <When at={step.at} seller={seller} /> {word('order', step.what)}{' '}
              {[step.carrier, step.trackingNumber, step.country, step.signedBy, step.pickupPoint].filter(Boolean).join(' · ')} {numbers.money(step.amount)}
            </div>
          ))}
          {disputes.map((dispute) => (
            <div key={dispute.disputeId}>
              <When at={dispute.openedAt} seller={seller} /> {t('dispute')} {[dispute.reason, dispute.outcome].filter(Boolean).join(' · ')}
            </div>
          ))}
        </div>
      ),
    },
  ];
  return (
    <section className="panel">
      <h2>{t('orders')}</h2>
      {orders.length === 0 ? <p className="soft">{t('noOrders')}</p> : <Table columns={columns} rows={orders} id={({ orderId }) => orderId} />}
    </section>
  );
}

/** What cannot be taken back is done when the id has been typed. */
function Erasing({ seller, data, close, erased }: { seller: string; data: BuyerExport; close: () => void; erased: (of: Erasable) => void }) {
  const t = useTexts(privacyTexts);
  const states = useStateTexts();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const buyer = data.buyerId;
  const erase = useMutation({
    mutationFn: () => call('delete', '/api/v1/sellers/{sellerId}/buyers/{buyerId}', { path: { sellerId: seller, buyerId: buyer } }),
    onSuccess: () => {
      // Nothing that was read of the buyer stays in the page either.
      for (const { conversationId } of data.conversations) client.removeQueries({ queryKey: ['conversation', seller, conversationId] });
      client.removeQueries({ queryKey: ['inbox'] });
      erased(erasable(data));
    },
  });
  const ready = typed.trim() === buyer;
  return (
    <Modal
      open
      title={t('eraseTitle', { id: buyer })}
      okText={t('erase')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !ready }}
      confirmLoading={erase.isPending}
      onOk={() => erase.mutate()}
      onCancel={close}
    >
      {erase.error && <Alert style={{ marginBottom: 12 }} type="error" showIcon title={problemText(erase.error, states)} />}
      <p>{t('eraseLead')}</p>
      <p>{t('kept')}</p>
      <label>
        {t('typeId', { id: buyer })}
        <Input value={typed} autoComplete="off" autoFocus onChange={(event) => setTyped(event.target.value)} onPressEnter={() => ready && !erase.isPending && erase.mutate()} />
      </label>
    </Modal>
  );
}

function Done({ of }: { of: Erasable }) {
  const t = useTexts(privacyTexts);
  const what = [
    of.messages > 0 ? t('erasedWords', { n: of.messages }) : '',
    of.name ? t('erasedName') : '',
    of.orders > 0 ? t('erasedOrders', { n: of.orders }) : '',
  ].filter(Boolean);
  return (
    <Alert
      style={{ marginBottom: 12 }}
      type="success"
      showIcon
      title={t('erased')}
      description={
        <>
          <ul data-testid="erased">
            {(what.length > 0 ? what : [t('erasedNothing')]).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          {t('follows')}
        </>
      }
    />
  );
}
