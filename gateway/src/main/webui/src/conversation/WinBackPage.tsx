import { Link, useParams } from 'react-router';
import { call } from '@/api/client';
import type { WinBack } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Listed, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { winBackTexts } from './winback.texts';

/** MSG-19: who fell silent after a question of ours. */
export default function WinBackPage() {
  const { seller = '' } = useParams();
  const t = useTexts(winBackTexts);
  const word = useWords();
  const numbers = useNumbers();
  const list = usePages(['win-back', seller], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/win-back', { path: { sellerId: seller }, query: { limit: '50', ...page }, signal }),
  );
  const columns: Column<WinBack>[] = [
    {
      title: t('buyer'),
      show: ({ conversation: { buyer } }) => (
        <>
          <bdi>{buyer.name ?? buyer.id}</bdi> <span className="soft small">{buyer.country ?? ''}</span>
        </>
      ),
    },
    { title: t('about'), show: ({ conversation }) => [word('kind', conversation.kind), word('scene', conversation.scene)].filter(Boolean).join(' · ') },
    { title: t('asked'), show: (item) => <When at={item.askedAt} seller={seller} /> },
    {
      title: t('silent'),
      figure: true,
      show: (item) => t('hours', { n: numbers.whole(Math.floor(item.silentSeconds / 3600)) }),
    },
    { show: (item) => <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(item.conversationId)}`}>{t('open')}</Link> },
  ];
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
      </div>
      <section className="panel">
        <p className="soft">{t('lead')}</p>
        <Listed list={list} columns={columns} id={(item) => item.conversationId} empty={t('none')} />
      </section>
    </div>
  );
}
