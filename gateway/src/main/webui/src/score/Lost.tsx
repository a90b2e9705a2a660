import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Explanation } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Evidence } from './Evidence';
import { scoreTexts } from './score.texts';
import { State } from './State';
import type { Window } from './windows';

/** SCO-04: where the points went, the dearest first. */
export function Lost({ seller, explanation, window }: { seller: string; explanation: Explanation; window: Window }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const [open, setOpen] = useState<string | null>(null);
  const parts = [...explanation.components].sort((a, b) => (b.pointsLost ?? 0) - (a.pointsLost ?? 0));
  const { violations } = explanation;
  const toggle = (name: string) => (
    <Button type="link" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>
      {open === name ? t('hide') : t('show')}
    </Button>
  );
  if ((explanation.pointsLost ?? 0) === 0 && explanation.status === 'scored') return <p className="soft">{t('nothingLost')}</p>;
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('component')}</th>
            <th className="right">{t('pointsLost')}</th>
            <th className="right">{t('value')}</th>
            <th className="right">{t('weight')}</th>
            <th className="right">{t('misses')}</th>
            <th className="right">{t('price')}</th>
            <th>{t('state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <LostRow key={part.name} open={open === part.name} seller={seller} component={part.name} window={window}>
              <td title={t('source', { weight: part.weightFrom, curve: part.curveFrom })}>
                <b>{word('component', part.name)}</b>
                <div className="small soft">{word('metric', part.metric)}</div>
              </td>
              <td className="right num">{numbers.points(part.pointsLost ?? 0)}</td>
              <td className="right num">{part.value === null || part.value === undefined ? '–' : numbers.points(part.value)}</td>
              <td className="right num">{numbers.points(part.scaledWeight ?? part.weight)}</td>
              <td className="right num">
                {numbers.whole(part.misses)} / {numbers.whole(part.sample)}
              </td>
              <td className="right num">{part.priceOfMiss ? numbers.points(part.priceOfMiss) : '–'}</td>
              <td>
                <State state={part.state} />
              </td>
              <td className="right">{part.misses > 0 && toggle(part.name)}</td>
            </LostRow>
          ))}
          {violations.count > 0 && (
            <LostRow open={open === 'violations'} seller={seller} component="violations" window={window}>
              <td>
                <b>{word('component', 'violations')}</b>
                <div className="small soft">{t('violationsLine', { n: violations.count, each: numbers.points(violations.each) })}</div>
              </td>
              <td className="right num">{numbers.points(violations.pointsLost)}</td>
              <td colSpan={5} />
              <td className="right">{toggle('violations')}</td>
            </LostRow>
          )}
        </tbody>
      </table>
      {explanation.leftOut.length > 0 && (
        <p className="soft small" style={{ marginTop: 8 }}>
          {t('leftOut')}: {explanation.leftOut.map((part) => `${word('component', part.name)} (${part.sample})`).join(', ')}
        </p>
      )}
    </div>
  );
}

/** A line of the table and, once it is asked for, what cost it. */
function LostRow({
  open,
  seller,
  component,
  window,
  children,
}: {
  open: boolean;
  seller: string;
  component: string;
  window: Window;
  children: ReactNode;
}) {
  return (
    <>
      <tr>{children}</tr>
      {open && (
        <tr>
          <td colSpan={8} style={{ background: 'var(--ground)' }}>
            <Evidence seller={seller} component={component} window={window} />
          </td>
        </tr>
      )}
    </>
  );
}
