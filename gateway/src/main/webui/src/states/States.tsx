import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { Component, type ReactNode } from 'react';
import { Problem } from '@/api/client';
import { problemText, useStateTexts } from './problems';

export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useStateTexts();
  return (
    <div role="status" aria-label={t('loading')} className="state">
      <Skeleton active paragraph={{ rows }} title={false} />
    </div>
  );
}

export function Nothing({ children }: { children?: ReactNode }) {
  const t = useStateTexts();
  return <p className="state nothing">{children ?? t('empty')}</p>;
}

export function Failed({ failure, again }: { failure: unknown; again?: () => void }) {
  const t = useStateTexts();
  const refused = failure instanceof Problem && (failure.status === 403 || failure.status === 404);
  return (
    <div className="state" role="alert">
      <Alert
        type={refused ? 'info' : 'warning'}
        showIcon
        message={problemText(failure, t)}
        action={
          again && !refused ? (
            <Button size="small" onClick={again}>
              {t('again')}
            </Button>
          ) : undefined
        }
      />
    </div>
  );
}

/** A query in any of its states; what was shown stays while it is asked for again. */
export function Asked<T>({
  query,
  children,
  rows,
  empty,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  rows?: number;
  empty?: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) {
    const nothing = empty?.(query.data);
    return (
      <>
        {query.error && <Failed failure={query.error} again={() => void query.refetch()} />}
        {nothing ? <Nothing>{nothing}</Nothing> : children(query.data)}
      </>
    );
  }
  if (query.error) return <Failed failure={query.error} again={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}

function Crashed() {
  const t = useStateTexts();
  return (
    <div className="state" role="alert">
      <Alert type="error" showIcon message={t('crashed')} action={<Button onClick={() => window.location.reload()}>{t('again')}</Button>} />
    </div>
  );
}

/** Keeps what goes wrong in a page within it. */
export class Fence extends Component<{ children: ReactNode; place: string }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidUpdate(before: { place: string }) {
    if (before.place !== this.props.place && this.state.broken) this.setState({ broken: false });
  }

  override render() {
    return this.state.broken ? <Crashed /> : this.props.children;
  }
}
