import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { TextsByLanguage } from '@/admin/TextsByLanguage';
import { address, call, Problem } from '@/api/client';
import type { OutageNotice } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { Editor } from '@/table/Editor';
import { When } from '@/time/When';
import { channelTexts } from './channel.texts';

const PAUSE = 30_000;

/** MSG-15: whether messages get out, and what helps while they do not. */
export default function ChannelPage() {
  const { seller = '' } = useParams();
  const t = useTexts(channelTexts);
  const numbers = useNumbers();
  const me = useMe();
  const query = useQuery({
    queryKey: ['channel', seller],
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/channel', { path: { sellerId: seller }, signal }),
    refetchInterval: PAUSE,
  });
  return (
    <div className="content" key={seller}>
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
      </div>
      <div className="grid">
        <section className="panel">
          <Asked query={query} rows={3}>
            {(channel) => (
              <>
                <Alert
                  type={channel.state === 'degraded' ? 'error' : 'success'}
                  showIcon
                  style={{ marginBottom: 10 }}
                  title={
                    <>
                      {channel.state === 'degraded' ? t('degraded') : t('fine')}{' '}
                      {channel.since && (
                        <>
                          {t('since')} <When at={channel.since} seller={seller} />
                        </>
                      )}
                    </>
                  }
                />
                <dl className="facts">
                  <dt>{t('receipts')}</dt>
                  <dd className="num">{numbers.whole(channel.receipts)}</dd>
                  <dt>{t('failures')}</dt>
                  <dd className="num">{numbers.whole(channel.failures)}</dd>
                  <dt>{t('share')}</dt>
                  <dd className="num">{numbers.share(channel.share)}</dd>
                  <dt>{t('threshold')}</dt>
                  <dd className="num">{numbers.share(channel.threshold)}</dd>
                  <dt>{t('waiting')}</dt>
                  <dd className="num">{numbers.whole(channel.waiting)}</dd>
                </dl>
              </>
            )}
          </Asked>
        </section>
        <Notice seller={seller} />
      </div>
      <section className="panel" style={{ marginTop: 12 }}>
        <div className="spread">
          <h2>{t('work')}</h2>
          <Button icon={<DownloadOutlined />} href={address('/api/v1/sellers/{sellerId}/work-list.csv', { sellerId: seller })} download={`${seller}-work-list.csv`}>
            {t('workList')}
          </Button>
        </div>
        <p className="soft">{t('workLead')}</p>
        {me.may('agent') && <SettledOutside seller={seller} />}
      </section>
    </div>
  );
}

function Notice({ seller }: { seller: string }) {
  const t = useTexts(channelTexts);
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const query = useQuery({
    queryKey: ['outage-notice', seller],
    queryFn: async ({ signal }): Promise<OutageNotice | null> => {
      try {
        return await call('get', '/api/v1/sellers/{sellerId}/outage-notice', { path: { sellerId: seller }, signal });
      } catch (failure) {
        // None was prepared yet.
        if (failure instanceof Problem && failure.status === 404) return null;
        throw failure;
      }
    },
  });
  return (
    <section className="panel">
      <div className="spread">
        <h2>{t('notice')}</h2>
        {me.may('supervisor') && query.data !== undefined && <Button onClick={() => setEditing(true)}>{t('prepare')}</Button>}
      </div>
      <p className="soft">{t('noticeLead')}</p>
      <Asked query={query} rows={2}>
        {(notice) =>
          notice === null ? (
            <p className="soft">{t('noNotice')}</p>
          ) : (
            <>
              {Object.entries(notice.texts).map(([language, text]) => (
                <p key={language} className="quote" style={{ marginBottom: 6 }}>
                  <span className="mark">{language}</span> {String(text)}
                </p>
              ))}
              <p className="small soft">
                {t('savedBy', { n: notice.version, who: notice.savedBy })} <When at={notice.savedAt} seller={seller} />
              </p>
            </>
          )
        }
      </Asked>
      {editing && <NoticeForm seller={seller} notice={query.data ?? null} close={() => setEditing(false)} />}
    </section>
  );
}

function NoticeForm({ seller, notice, close }: { seller: string; notice: OutageNotice | null; close: () => void }) {
  const t = useTexts(channelTexts);
  const client = useQueryClient();
  const [texts, setTexts] = useState<Record<string, string>>((notice?.texts as Record<string, string> | undefined) ?? { en: '', zh: '' });
  const save = useMutation({
    mutationFn: () =>
      call('put', '/api/v1/sellers/{sellerId}/outage-notice', {
        path: { sellerId: seller },
        body: { texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim())) },
        ...(notice ? { ifMatch: notice.version } : {}),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['outage-notice', seller] });
      close();
    },
  });
  return (
    <Editor
      title={t('notice')}
      save={() => save.mutate()}
      ready={Object.values(texts).some((text) => text.trim())}
      busy={save.isPending}
      refused={save.error}
      close={close}
    >
      <div className="stacked">
        <TextsByLanguage texts={texts} change={setTexts} />
      </div>
    </Editor>
  );
}

/** One at a time, as it was done: when, and what was said. */
function SettledOutside({ seller }: { seller: string }) {
  const t = useTexts(channelTexts);
  const states = useStateTexts();
  const { message } = App.useApp();
  const [conversation, setConversation] = useState('');
  const [at, setAt] = useState(() => new Date().toISOString().slice(0, 16));
  const [text, setText] = useState('');
  const enter = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/settled-outside', {
        path: { sellerId: seller },
        body: { items: [{ conversationId: conversation.trim(), at: `${at}:00Z`, ...(text.trim() ? { text: text.trim() } : {}) }] },
      }),
    onSuccess: ({ items }) => {
      const outcome = items[0]?.outcome;
      if (!outcome) return;
      if (outcome === 'SETTLED') {
        setConversation('');
        setText('');
        void message.success(t(`outcome.${outcome}`));
      } else void message.warning(t(`outcome.${outcome}`));
    },
    onError: (failure) => void message.error(problemText(failure, states)),
  });
  return (
    <form
      className="row"
      aria-label={t('settle')}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Input style={{ width: 220 }} value={conversation} placeholder={t('conversation')} aria-label={t('conversation')} onChange={(event) => setConversation(event.target.value)} />
      <Input style={{ width: 210 }} type="datetime-local" value={at} aria-label={t('at')} onChange={(event) => setAt(event.target.value)} />
      <Input style={{ flex: 1, minWidth: 220 }} dir="auto" value={text} placeholder={t('text')} aria-label={t('text')} onChange={(event) => setText(event.target.value)} />
      <Button htmlType="submit" loading={enter.isPending} disabled={!conversation.trim() || !at}>
        {t('enter')}
      </Button>
    </form>
  );
}
