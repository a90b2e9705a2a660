import { lazy, Suspense, useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useTexts } from '@/i18n/i18n';
import { Loading } from '@/states/States';
import { inboxTexts } from './inbox.texts';
import { InboxTools } from './InboxTools';
import { lookOf, searchOf, type Look } from './rows';
import { RowList } from './RowList';
import { useInbox } from './useInbox';
import { useInboxKeys } from './useInboxKeys';

const ConversationView = lazy(() => import('@/conversation/ConversationView'));

/** The queue on the left, what is read on the right; on a phone one of them. */
export default function InboxPage() {
  const t = useTexts(inboxTexts);
  const { seller, conversation } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const asked = search.toString();
  const look = useMemo(() => lookOf(new URLSearchParams(asked)), [asked]);
  const inbox = useInbox(look);
  const change = (next: Look) => setSearch(searchOf(next), { replace: true });
  const open = (to: { sellerId: string; conversationId: string }) =>
    void navigate(
      {
        pathname: `/inbox/${encodeURIComponent(to.sellerId)}/${encodeURIComponent(to.conversationId)}`,
        search: asked,
      },
      { replace: Boolean(conversation) },
    );
  useInboxKeys({ rows: inbox.rows, seller, conversation, open });

  return (
    <div className={`inbox ${conversation ? 'reading' : ''}`}>
      <section className="inbox-list" aria-label={t('list')}>
        <InboxTools look={look} change={change} reorder={inbox.reorder} />
        <RowList inbox={inbox} chosen={conversation ? `${seller}/${conversation}` : null} open={open} asked={asked} />
        <div className="inbox-foot">
          <kbd>j</kbd> <kbd>k</kbd> {t('keys')} · <kbd>c</kbd> {t('keyClaim')} · <kbd>r</kbd> {t('keyReply')} · <kbd>h</kbd>{' '}
          {t('keyHandle')} · <kbd>/</kbd> {t('keySearch')}
        </div>
      </section>
      <section className="inbox-read">
        {seller && conversation ? (
          <Suspense fallback={<Loading rows={8} />}>
            <ConversationView key={`${seller}/${conversation}`} seller={seller} id={conversation} back={`/inbox?${asked}`} />
          </Suspense>
        ) : (
          <p className="pick">{t('pick')}</p>
        )}
      </section>
    </div>
  );
}
