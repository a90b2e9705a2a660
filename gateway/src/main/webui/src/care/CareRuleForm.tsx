import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { call, freshKey } from '@/api/client';
import type { CareRule, CareRuleAsked } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Editor } from '@/table/Editor';
import { careTexts } from './care.texts';
import { CHANNELS } from './channels';

const TRIGGERS = ['SHIPPED', 'STALLED', 'DELIVERED', 'CUSTOMS', 'LATE_DISPATCH'] as const;

interface Fields {
  name: string;
  trigger: (typeof TRIGGERS)[number];
  hours: number | null;
  template: string;
  channel: (typeof CHANNELS)[number];
  countries: string[];
  exceptCountries: string[];
  quietFrom: string;
  quietTo: string;
  on: boolean;
}

export function CareRuleForm({ seller, rule, close }: { seller: string; rule: CareRule | null; close: () => void }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    mutationFn: async (fields: Fields): Promise<unknown> => {
      const body: CareRuleAsked = {
        name: fields.name || null,
        trigger: fields.trigger,
        delaySeconds: fields.hours === null ? null : Math.round(fields.hours * 3600),
        template: fields.template,
        channel: fields.channel,
        audience: {
          ...rule?.audience,
          countries: fields.countries.length > 0 ? fields.countries : null,
          exceptCountries: fields.exceptCountries.length > 0 ? fields.exceptCountries : null,
        },
        quietHours: { from: fields.quietFrom, to: fields.quietTo },
        on: fields.on,
      };
      return rule
        ? call('put', '/api/v1/sellers/{sellerId}/care-rules/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, body, ifMatch: rule.version })
        : call('post', '/api/v1/sellers/{sellerId}/care-rules', { path: { sellerId: seller }, body, idempotencyKey: freshKey() });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['care-rules', seller] });
      close();
    },
  });
  return (
    <Editor
      title={rule ? (rule.name ?? t('title')) : t('newRule')}
      save={() => void form.validateFields().then((fields) => save.mutate(fields))}
      busy={save.isPending}
      refused={save.error}
      close={close}
      width={620}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: rule?.name ?? '',
          trigger: rule?.trigger ?? 'STALLED',
          hours: rule ? rule.delaySeconds / 3600 : null,
          template: rule?.template ?? '',
          channel: rule?.channel ?? 'IN_SITE',
          countries: rule?.audience.countries ?? [],
          exceptCountries: rule?.audience.exceptCountries ?? [],
          quietFrom: rule?.quietHours.from.slice(0, 5) ?? '22:00',
          quietTo: rule?.quietHours.to.slice(0, 5) ?? '08:00',
          on: rule?.on ?? true,
        }}
      >
        <Form.Item name="name" label={t('name')}>
          <Input maxLength={80} />
        </Form.Item>
        <div className="row">
          <Form.Item name="trigger" label={t('trigger')}>
            <Select style={{ width: 180 }} options={TRIGGERS.map((value) => ({ value, label: word('trigger', value) }))} />
          </Form.Item>
          <Form.Item name="hours" label={t('delay')}>
            <InputNumber min={0} max={2160} placeholder={t('delayHint')} />
          </Form.Item>
          <Form.Item name="channel" label={t('channel')}>
            <Select style={{ width: 110 }} options={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} />
          </Form.Item>
          <Form.Item name="on" label={t('on')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Form.Item name="template" label={t('template')} rules={[{ required: true }]}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
        <div className="row">
          <Form.Item name="countries" label={t('countries')}>
            <Select mode="tags" style={{ width: 200 }} tokenSeparators={[',', ' ']} open={false} />
          </Form.Item>
          <Form.Item name="exceptCountries" label={t('exceptCountries')}>
            <Select mode="tags" style={{ width: 200 }} tokenSeparators={[',', ' ']} open={false} />
          </Form.Item>
        </div>
        <div className="row">
          <span>{t('quiet')}</span>
          <Form.Item name="quietFrom" label={t('from')} rules={[{ pattern: /^\d\d:\d\d$/, required: true }]}>
            <Input style={{ width: 90 }} type="time" />
          </Form.Item>
          <Form.Item name="quietTo" label={t('to')} rules={[{ pattern: /^\d\d:\d\d$/, required: true }]}>
            <Input style={{ width: 90 }} type="time" />
          </Form.Item>
        </div>
      </Form>
    </Editor>
  );
}
