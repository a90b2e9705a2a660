import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal, Popconfirm, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { call, freshKey } from '@/api/client';
import type { Template } from '@/api/types';
import { useLanguage, useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { adminTexts } from './admin.texts';
import { TextsByLanguage } from './TextsByLanguage';

const KINDS = ['PRE_SALE', 'ORDER_NOTE', 'AFTER_SALE'] as const;
export const SCENES = [
  'SHIPPING', 'LOGISTICS_DELAY', 'RETURN_REFUND', 'NOT_AS_DESCRIBED', 'SIZE_FIT', 'DEFECT', 'STOCK', 'PRICE', 'CUSTOMS',
  'ADDRESS_CHANGE', 'PROMPT_ORDER', 'OTHER',
] as const;

export default function TemplatesPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const word = useWords();
  const numbers = useNumbers();
  const me = useMe();
  const { language } = useLanguage();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [search, setSearch] = useState('');
  const [scene, setScene] = useState<string | null>(null);
  const [editing, setEditing] = useState<Template | 'new' | null>(null);
  const [history, setHistory] = useState<Template | null>(null);
  const query = useQuery({
    queryKey: ['templates', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/templates', { path: { sellerId: seller }, query: { limit: '200' } }),
  });
  const remove = useMutation({
    mutationFn: (template: Template) =>
      call('delete', '/api/v1/sellers/{sellerId}/templates/{templateId}', {
        path: { sellerId: seller, templateId: template.templateId },
        ifMatch: template.version,
      }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: ['templates', seller] }),
  });
  const shown = useMemo(() => {
    const words = search.trim().toLowerCase();
    return (query.data?.items ?? []).filter(
      (template) =>
        (!scene || template.scene === scene) &&
        (!words || template.templateId.includes(words) || Object.values(template.texts).some((text) => text.toLowerCase().includes(words))),
    );
  }, [query.data, search, scene]);
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('templates')} · {seller}
        </h1>
        <span className="grow" />
        <Select
          style={{ width: 170 }}
          allowClear
          aria-label={t('scene')}
          placeholder={t('scene')}
          value={scene}
          onChange={(value: string | undefined) => setScene(value ?? null)}
          options={SCENES.map((value) => ({ value, label: word('scene', value) }))}
        />
        <Input style={{ width: 200 }} allowClear value={search} placeholder={t('search')} aria-label={t('search')} onChange={(event) => setSearch(event.target.value)} />
        {me.may('supervisor') && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('newTemplate')}
          </Button>
        )}
      </div>
      <section className="panel">
        <Asked query={query} empty={() => (shown.length === 0 ? states('empty') : null)}>
          {() => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('id')}</th>
                    <th>{t('scene')}</th>
                    <th>{t('text', { language: language === 'en' ? 'en' : 'zh' })}</th>
                    <th>{t('languages')}</th>
                    <th className="right">{t('used')}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {shown.map((template) => (
                    <tr key={template.templateId}>
                      <td>
                        {template.templateId}
                        <div>
                          <span className={`mark ${template.shipped ? '' : 'brand-mark'}`}>{template.shipped ? t('shipped') : t('own')}</span>
                        </div>
                      </td>
                      <td className="nowrap">
                        {word('scene', template.scene)}
                        <div className="small soft">{word('kind', template.kind)}</div>
                      </td>
                      <td>{template.texts[language === 'en' ? 'en' : 'zh'] ?? Object.values(template.texts)[0]}</td>
                      <td className="small">{Object.keys(template.texts).sort().join(' ')}</td>
                      <td className="right num">{numbers.whole(template.used)}</td>
                      <td className="right nowrap">
                        {me.may('supervisor') && (
                          <Button type="link" onClick={() => setEditing(template)}>
                            {template.shipped ? t('overlay') : t('edit')}
                          </Button>
                        )}
                        {!template.shipped && (
                          <>
                            <Button type="link" onClick={() => setHistory(template)}>
                              {t('versions')}
                            </Button>
                            {me.may('supervisor') && (
                              <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => remove.mutate(template)}>
                                <Button type="link" danger>
                                  {t('remove')}
                                </Button>
                              </Popconfirm>
                            )}
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
      </section>
      {editing && <TemplateForm seller={seller} template={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
      {history && <Versions seller={seller} template={history} close={() => setHistory(null)} />}
    </div>
  );
}

function TemplateForm({ seller, template, close }: { seller: string; template: Template | null; close: () => void }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const states = useStateTexts();
  const client = useQueryClient();
  const [id, setId] = useState(template?.templateId ?? '');
  const [kind, setKind] = useState(template?.kind ?? null);
  const [scene, setScene] = useState(template?.scene ?? null);
  const [texts, setTexts] = useState<Record<string, string>>(template?.texts ?? { en: '', zh: '' });
  const save = useMutation({
    mutationFn: async (): Promise<unknown> => {
      const body = { kind, scene, texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim())) };
      return template
        ? call('put', '/api/v1/sellers/{sellerId}/templates/{templateId}', {
            path: { sellerId: seller, templateId: template.templateId },
            body,
            ...(template.shipped ? {} : { ifMatch: template.version }),
          })
        : call('post', '/api/v1/sellers/{sellerId}/templates', {
            path: { sellerId: seller },
            body: { ...body, ...(id.trim() ? { templateId: id.trim() } : {}) },
            idempotencyKey: freshKey(),
          });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['templates', seller] });
      close();
    },
  });
  return (
    <Modal
      open
      width={680}
      title={template?.templateId ?? t('newTemplate')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: !Object.values(texts).some((text) => text.trim()) }}
      onCancel={close}
      onOk={() => save.mutate()}
    >
      <div className="stacked">
        {save.error && <Alert type="error" showIcon message={problemText(save.error, states)} />}
        <div className="row">
          {!template && <Input style={{ width: 200 }} value={id} placeholder={t('id')} aria-label={t('id')} maxLength={64} onChange={(event) => setId(event.target.value)} />}
          <Select
            style={{ width: 140 }}
            allowClear
            aria-label={t('kind')}
            placeholder={t('kind')}
            value={kind}
            onChange={(value: (typeof KINDS)[number] | undefined) => setKind(value ?? null)}
            options={KINDS.map((value) => ({ value, label: word('kind', value) }))}
          />
          <Select
            style={{ width: 180 }}
            allowClear
            aria-label={t('scene')}
            placeholder={t('scene')}
            value={scene}
            onChange={(value: (typeof SCENES)[number] | undefined) => setScene(value ?? null)}
            options={SCENES.map((value) => ({ value, label: word('scene', value) }))}
          />
        </div>
        <TextsByLanguage texts={texts} change={setTexts} />
      </div>
    </Modal>
  );
}

function Versions({ seller, template, close }: { seller: string; template: Template; close: () => void }) {
  const t = useTexts(adminTexts);
  const query = useQuery({
    queryKey: ['templates', seller, template.templateId, 'versions'],
    queryFn: () =>
      call('get', '/api/v1/sellers/{sellerId}/templates/{templateId}/versions', { path: { sellerId: seller, templateId: template.templateId } }),
  });
  return (
    <Modal open width={680} title={`${t('versions')} · ${template.templateId}`} footer={null} onCancel={close}>
      <Asked query={query}>
        {(data) => (
          <>
            {data.items.map((version) => (
              <div key={version.version} style={{ marginBottom: 10 }}>
                <b>{version.version}</b> <When at={version.savedAt} seller={seller} /> {version.savedBy}
                {Object.entries(version.texts).map(([language, text]) => (
                  <p key={language} className="quote">
                    {language}: {text}
                  </p>
                ))}
              </div>
            ))}
          </>
        )}
      </Asked>
    </Modal>
  );
}
