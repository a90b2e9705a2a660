import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { call, callTagged, type Tagged } from '@/api/client';
import type { Profile } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { adminTexts } from './admin.texts';
import { Hours } from './Hours';
import { DAYS, ofDay, shiftsOf, shiftsText, type Weekly } from './hours';

export default function ProfilePage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const query = useQuery({
    queryKey: ['profile', seller],
    queryFn: () => callTagged('get', '/api/v1/sellers/{sellerId}', { path: { sellerId: seller } }),
  });
  return (
    <div className="content" style={{ maxWidth: 820 }}>
      <div className="page-head">
        <h1>
          {t('profile')} · {seller}
        </h1>
      </div>
      <Asked query={query}>{(profile) => <ProfileForm key={`${seller}${profile.tag}`} seller={seller} profile={profile} />}</Asked>
    </div>
  );
}

interface Fields {
  marketplace: string;
  pack: string;
  zone: string;
  accountType: string;
  verified: boolean;
  fulfilment: string;
  languages: string[];
  holidays: string[];
  weekly: Record<string, string>;
}

function ProfileForm({ seller, profile: { data, tag } }: { seller: string; profile: Tagged<Profile> }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const me = useMe();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const writes = me.may('admin');
  const packs = useQuery({ queryKey: ['packs'], queryFn: () => call('get', '/api/v1/packs') });
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })), []);
  const save = useMutation({
    mutationFn: (fields: Fields) => {
      const weekly: Weekly = {};
      for (const day of DAYS) {
        const shifts = shiftsOf(fields.weekly[day] ?? '') ?? [];
        if (shifts.length > 0) weekly[day] = shifts;
      }
      return call('put', '/api/v1/sellers/{sellerId}', {
        path: { sellerId: seller },
        body: {
          sellerId: seller,
          marketplace: fields.marketplace,
          pack: fields.pack,
          zone: fields.zone,
          accountType: fields.accountType,
          verified: fields.verified,
          fulfilment: fields.fulfilment,
          languages: fields.languages,
          calendar: { weekly, holidays: fields.holidays },
        },
        ...(tag ? { ifMatch: tag } : {}),
      });
    },
    onSuccess: () => {
      void message.success(t('saved'));
      void client.invalidateQueries({ queryKey: ['profile', seller] });
      void client.invalidateQueries({ queryKey: ['stores'] });
    },
  });
  const check = data.zoneCheck;
  return (
    <>
      {check && (
        <Alert
          style={{ marginBottom: 12 }}
          type={check.fits ? 'success' : 'warning'}
          showIcon
          message={
            check.fits ? t('zoneFits') : check.finding === 'works-at-night' ? t('zoneNight') : t('zoneAnswers', { offset: check.betterOffset ?? '' })
          }
        />
      )}
      {save.error && <Alert type="error" showIcon message={problemText(save.error, states)} />}
      <section className="panel">
        <Form<Fields>
          disabled={!writes}
          labelCol={{ span: 7 }}
          initialValues={{
            marketplace: data.marketplace ?? '',
            pack: data.pack ?? '',
            zone: data.zone ?? '',
            accountType: data.accountType ?? 'individual',
            verified: data.verified ?? false,
            fulfilment: data.fulfilment ?? 'self',
            languages: data.languages ?? [],
            holidays: data.calendar?.holidays ?? [],
            weekly: Object.fromEntries(DAYS.map((day) => [day, shiftsText(ofDay(data.calendar?.weekly, day))])),
          }}
          onFinish={(fields) => save.mutate(fields)}
        >
          <Form.Item name="marketplace" label={t('marketplace')} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="pack" label={t('pack')} rules={[{ required: true }]}>
            <Select options={(packs.data?.items ?? []).map((pack) => ({ value: pack.name, label: `${pack.name} (${pack.inForce})` }))} />
          </Form.Item>
          <Form.Item name="zone" label={t('zone')} rules={[{ required: true }]}>
            <Select showSearch options={zones} />
          </Form.Item>
          <Form.Item name="accountType" label={t('account')}>
            <Select options={['enterprise', 'individual'].map((value) => ({ value, label: word('account', value) }))} />
          </Form.Item>
          <Form.Item name="verified" label={t('verified')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="fulfilment" label={t('fulfilment')}>
            <Select options={['self', 'marketplace'].map((value) => ({ value, label: word('fulfilment', value) }))} />
          </Form.Item>
          <Form.Item name="languages" label={t('languages')}>
            <Select mode="tags" open={false} tokenSeparators={[',', ' ']} />
          </Form.Item>
          <h2>{t('calendar')}</h2>
          <Hours />
          <Form.Item name="holidays" label={t('holidays')}>
            <Select mode="tags" open={false} tokenSeparators={[',', ' ']} />
          </Form.Item>
          {writes ? (
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          ) : (
            <p className="soft">{t('readOnly')}</p>
          )}
        </Form>
      </section>
    </>
  );
}
