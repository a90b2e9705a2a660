import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { call } from '@/api/client';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useStateTexts } from '@/states/problems';
import { Failed, Loading } from '@/states/States';
import { When } from '@/time/When';
import { costTexts, scoreTexts } from './score.texts';
import type { Window } from './windows';

type Cost = Record<string, unknown>;
const text = (cost: Cost, name: string): string | null => (typeof cost[name] === 'string' ? (cost[name] as string) : null);

/** SCO-04: the events behind the misses of a component, each with the way to where it happened. */
export function Evidence({ seller, component, window }: { seller: string; component: string; window: Window }) {
  const t = useTexts(scoreTexts);
  const cost = useTexts(costTexts);
  const word = useWords();
  const states = useStateTexts();
  const query = useInfiniteQuery({
    queryKey: ['score', seller, 'evidence', component, window],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/score/explanation/evidence', {
        path: { sellerId: seller },
        query: { component, window, limit: '25', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (query.isPending) return <Loading rows={2} />;
  if (query.isError) return <Failed failure={query.error} again={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items as Cost[]);
  if (items.length === 0) return <p className="soft">{t('evidenceNone')}</p>;
  return (
    <>
      <table className="plain">
        <tbody>
          {items.map((item, index) => {
            const event = text(item, 'event') ?? '';
            const conversation = text(item, 'conversationId');
            const review = text(item, 'reviewId');
            const order = text(item, 'orderId');
            const flags = Array.isArray(item.flags) ? (item.flags as string[]) : [];
            const rules = Array.isArray(item.rules) ? (item.rules as string[]) : [];
            return (
              <tr key={index}>
                <td className="nowrap">
                  <When at={text(item, 'at')} seller={seller} />
                </td>
                <td>
                  {event in costTexts ? cost(event as keyof typeof costTexts) : event}
                  {text(item, 'clock') ? ` · ${word('clock', text(item, 'clock'))}` : ''}
                  {flags.map((flag) => ` · ${word('flag', flag)}`).join('')}
                  {rules.map((rule) => ` · ${rule}`).join('')}
                </td>
                <td className="soft">
                  {text(item, 'dueAt') && (
                    <>
                      {t('due')} <When at={text(item, 'dueAt')} seller={seller} />{' '}
                    </>
                  )}
                  {text(item, 'doneAt') && (
                    <>
                      {t('doneAt')} <When at={text(item, 'doneAt')} seller={seller} />
                    </>
                  )}
                </td>
                <td className="right">
                  {conversation ? (
                    <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(conversation)}`}>{t('openConversation')}</Link>
                  ) : review ? (
                    <Link to={`/stores/${encodeURIComponent(seller)}/reviews/${encodeURIComponent(review)}`}>{t('openReview')}</Link>
                  ) : order ? (
                    t('order', { id: order })
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {states('more')}
        </Button>
      )}
    </>
  );
}
