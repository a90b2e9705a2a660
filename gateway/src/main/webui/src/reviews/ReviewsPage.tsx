import { ArrowLeftOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { address, call } from '@/api/client';
import type { Review } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useTold } from '@/live/live';
import { useStateTexts } from '@/states/problems';
import { Asked, Failed, Loading, Nothing } from '@/states/States';
import { When } from '@/time/When';
import { ReviewCase } from './ReviewCase';
import { reviewTexts } from './reviews.texts';
import { Stars } from './Stars';

const CLASSES = ['LOGISTICS', 'PRODUCT', 'SERVICE', 'MALICIOUS'];
const STAGES = ['APOLOGY', 'EVIDENCE', 'INVITATION'];

export default function ReviewsPage() {
  const { seller = '', review } = useParams();
  const t = useTexts(reviewTexts);
  const states = useStateTexts();
  const word = useWords();
  const client = useQueryClient();
  const [stars, setStars] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [stage, setStage] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['reviews', seller, stars, kind, stage],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/reviews', {
        path: { sellerId: seller },
        query: {
          limit: '50',
          ...(stars ? { stars: stars as never } : {}),
          ...(kind ? { class: kind as never } : {}),
          ...(stage ? { stage: stage as never } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  useTold((told) => {
    if (told.sellerId === seller && told.name.startsWith('review.')) {
      if (told.reviewId) void client.invalidateQueries({ queryKey: ['review', seller, told.reviewId] });
      void client.invalidateQueries({ queryKey: ['reviews', seller] });
    }
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choice = (label: string, value: string | null, set: (value: string | null) => void, options: { value: string; label: string }[]) => (
    <Select
      style={{ minWidth: 112 }}
      allowClear
      aria-label={label}
      placeholder={label}
      value={value}
      options={options}
      onChange={(next: string | null | undefined) => set(next ?? null)}
    />
  );
  return (
    <div className="content">
      <div className="page-head">
        {review && (
          <Link className="back" to={`/stores/${encodeURIComponent(seller)}/reviews`} aria-label={t('list')}>
            <ArrowLeftOutlined />
          </Link>
        )}
        <h1>
          {t('title')} · {seller}
        </h1>
        <span className="grow" />
        {choice(t('stars'), stars, setStars, [
          { value: '1,2,3', label: t('onlyBad') },
          ...[1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: t('starsLabel', { n }) })),
        ])}
        {choice(t('class'), kind, setKind, CLASSES.map((value) => ({ value, label: word('class', value) })))}
        {choice(t('stage'), stage, setStage, STAGES.map((value) => ({ value, label: word('stage', value) })))}
      </div>
      <div className={`two ${review ? 'reading' : ''}`}>
        <section className="panel" aria-label={t('list')}>
          {query.isPending ? (
            <Loading rows={6} />
          ) : query.isError && items.length === 0 ? (
            <Failed failure={query.error} again={() => void query.refetch()} />
          ) : items.length === 0 ? (
            <Nothing>{t('none')}</Nothing>
          ) : (
            items.map((item) => <ReviewLine key={item.reviewId} seller={seller} review={item} chosen={item.reviewId === review} />)
          )}
          {query.hasNextPage && (
            <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {states('more')}
            </Button>
          )}
        </section>
        <div>{review ? <ReviewCase key={review} seller={seller} id={review} /> : <Insights seller={seller} />}</div>
      </div>
    </div>
  );
}

function ReviewLine({ seller, review, chosen }: { seller: string; review: Review; chosen: boolean }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const open = review.stages.find((stage) => !stage.completedAt);
  return (
    <Link
      className={`list-item ${chosen ? 'chosen' : ''}`}
      to={`/stores/${encodeURIComponent(seller)}/reviews/${encodeURIComponent(review.reviewId)}`}
      aria-current={chosen ? 'true' : undefined}
    >
      <div className="spread">
        <Stars stars={review.stars} />
        <span className="small soft">
          <When at={review.postedAt} seller={seller} />
        </span>
      </div>
      <p>{review.text || review.title || <span className="soft">{t('noText')}</span>}</p>
      <div className="row small soft">
        <span className="mark">{word('class', review.class)}</span>
        {review.hidden && <span className="mark">{t('hidden')}</span>}
        {open && (
          <span className={`mark ${open.state === 'OVERDUE' ? 'red' : 'amber'}`}>
            {word('stage', open.name)} · {word('stageState', open.state)}
          </span>
        )}
        {!review.repliedAt && (
          <span>
            {t('replyDue')} <When at={review.replyDueAt} seller={seller} />
          </span>
        )}
      </div>
    </Link>
  );
}

function Insights({ seller }: { seller: string }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const numbers = useNumbers();
  const query = useQuery({
    queryKey: ['review-insights', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/review-insights', { path: { sellerId: seller }, accept: 'application/json' }),
  });
  const share = (value: number | null | undefined) => (value === null || value === undefined ? '–' : numbers.share(value));
  return (
    <section className="panel">
      <div className="spread">
        <h2>{t('insights')}</h2>
        <a href={address('/api/v1/sellers/{sellerId}/review-insights', { sellerId: seller }, { format: 'csv' })} download={`${seller}-reviews.csv`}>
          {t('exportCsv')}
        </a>
      </div>
      <Asked query={query}>
        {(insights) =>
          typeof insights === 'string' ? null : (
            <>
              <p>
                {t('replyRate')} <b>{share(insights.replyRate)}</b> · {t('agreement')} <b>{share(insights.agreement)}</b>
              </p>
              <div className="scroll-x">
                <table className="plain">
                  <thead>
                    <tr>
                      <th>{t('class')}</th>
                      <th className="right">{t('count')}</th>
                      <th className="right">{t('share')}</th>
                      <th className="right">{t('negative')}</th>
                      <th className="right">{t('replyRate')}</th>
                      <th className="right">{t('improved')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {insights.classes.map((line) => (
                      <tr key={line.name}>
                        <td>{word('class', line.name)}</td>
                        <td className="right num">{numbers.whole(line.reviews)}</td>
                        <td className="right num">{share(line.share)}</td>
                        <td className="right num">{numbers.whole(line.negative)}</td>
                        <td className="right num">{share(line.replyRate)}</td>
                        <td className="right num">{share(line.improved)}</td>
                      </tr>
                    ))}
                    {insights.stages.map((line) => (
                      <tr key={line.name}>
                        <td colSpan={4}>
                          {t('stages')}: {word('stage', line.name)}
                        </td>
                        <td className="right num">{share(line.rate)}</td>
                        <td className="right num">
                          {numbers.whole(line.inTime)} / {numbers.whole(line.due)}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </Asked>
      <p className="soft">{t('pick')}</p>
    </section>
  );
}
