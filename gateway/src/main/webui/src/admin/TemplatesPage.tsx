import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { call } from '@/api/client';
import type { Template } from '@/api/types';
import { useLanguage, useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { useStateTexts } from '@/states/problems';
import { Listed, RowActions, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { useRemoval } from '@/table/useRemoval';
import { adminTexts } from './admin.texts';
import { SCENES } from './scenes';
import { TemplateForm, Versions } from './TemplateForm';

export default function TemplatesPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const word = useWords();
  const numbers = useNumbers();
  const me = useMe();
  const { language } = useLanguage();
  const states = useStateTexts();
  const [search, setSearch] = useState('');
  const [scene, setScene] = useState<string | null>(null);
  const [editing, setEditing] = useState<Template | 'new' | null>(null);
  const [history, setHistory] = useState<Template | null>(null);
  const key = ['templates', seller];
  const list = usePages(key, (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/templates', { path: { sellerId: seller }, query: { limit: '200', ...page }, signal }),
  );
  const remove = useRemoval<Template>(key, (template) =>
    call('delete', '/api/v1/sellers/{sellerId}/templates/{templateId}', {
      path: { sellerId: seller, templateId: template.templateId },
      ifMatch: template.version,
    }),
  );
  const shown = useMemo(() => {
    const words = search.trim().toLowerCase();
    return list.items.filter(
      (template) =>
        (!scene || template.scene === scene) &&
        (!words || template.templateId.includes(words) || Object.values(template.texts).some((text) => text.toLowerCase().includes(words))),
    );
  }, [list.items, search, scene]);
  const mine = language === 'en' ? 'en' : 'zh';
  const columns: Column<Template>[] = [
    {
      title: t('id'),
      show: (template) => (
        <>
          {template.templateId}
          <div>
            <span className={`mark ${template.shipped ? '' : 'brand-mark'}`}>{template.shipped ? t('shipped') : t('own')}</span>
          </div>
        </>
      ),
    },
    {
      title: t('scene'),
      tight: true,
      show: (template) => (
        <>
          {word('scene', template.scene)}
          <div className="small soft">{word('kind', template.kind)}</div>
        </>
      ),
    },
    { title: t('text', { language: mine }), show: (template) => template.texts[mine] ?? Object.values(template.texts)[0] },
    { title: t('languages'), show: (template) => <span className="small">{Object.keys(template.texts).sort().join(' ')}</span> },
    { title: t('used'), figure: true, show: (template) => numbers.whole(template.used) },
    {
      show: (template) => (
        <RowActions
          {...(me.may('supervisor') ? { edit: () => setEditing(template), editLabel: template.shipped ? t('overlay') : t('edit') } : {})}
          {...(me.may('supervisor') && !template.shipped ? { remove: () => remove(template) } : {})}
        >
          {!template.shipped && (
            <Button type="link" onClick={() => setHistory(template)}>
              {t('versions')}
            </Button>
          )}
        </RowActions>
      ),
    },
  ];
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
        <Listed list={list} rows={shown} columns={columns} id={(template) => template.templateId} empty={states('empty')} />
      </section>
      {editing && <TemplateForm seller={seller} template={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
      {history && <Versions seller={seller} template={history} close={() => setHistory(null)} />}
    </div>
  );
}
