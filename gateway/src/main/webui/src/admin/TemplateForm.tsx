import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { Template } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Asked } from '@/states/States';
import { Editor } from '@/table/Editor';
import { When } from '@/time/When';
import { adminTexts } from './admin.texts';
import { KINDS, SCENES } from './scenes';
import { TextsByLanguage } from './TextsByLanguage';

export function TemplateForm({ seller, template, close }: { seller: string; template: Template | null; close: () => void }) {
  const t = useTexts(adminTexts);
  const word = useWords();
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
    <Editor
      title={template?.templateId ?? t('newTemplate')}
      save={() => save.mutate()}
      ready={Object.values(texts).some((text) => text.trim())}
      busy={save.isPending}
      refused={save.error}
      close={close}
      width={680}
    >
      <div className="stacked">
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
    </Editor>
  );
}

export function Versions({ seller, template, close }: { seller: string; template: Template; close: () => void }) {
  const t = useTexts(adminTexts);
  const query = useQuery({
    queryKey: ['templates', seller, template.templateId, 'versions'],
    queryFn: () =>
      call('get', '/api/v1/sellers/{sellerId}/templates/{templateId}/versions', { path: { sellerId: seller, templateId: template.templateId } }),
  });
  return (
    <Editor title={`${t('versions')} · ${template.templateId}`} close={close} width={680}>
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
    </Editor>
  );
}
