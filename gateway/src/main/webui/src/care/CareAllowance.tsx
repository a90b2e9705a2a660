import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import { useTexts } from '@/i18n/i18n';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { careTexts } from './care.texts';

/** CARE-09: how many care messages a buyer may still get, and when the next slot frees up. */
export function CareAllowance({ seller }: { seller: string }) {
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
