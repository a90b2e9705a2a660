import { Alert, Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '@/i18n/i18n';
import { problemText, useStateTexts } from '@/states/problems';
import { tableTexts } from './table.texts';

/** A drawer in which something is made or changed; a refusal is said above what was entered, which stays. */
export function Editor({
  title,
  save,
  saveLabel,
  ready = true,
  busy = false,
  refused,
  close,
  width = 560,
  children,
}: {
  title: string;
  /** Without it there is nothing to save, only to read. */
  save?: () => void;
  saveLabel?: string;
  ready?: boolean;
  busy?: boolean;
  refused?: unknown;
  close: () => void;
  width?: number;
  children: ReactNode;
}) {
  const t = useTexts(tableTexts);
  const states = useStateTexts();
  return (
    <Drawer
      open
      title={title}
      size={width}
      onClose={close}
      footer={
        <div className="row">
          {save && (
            <Button type="primary" disabled={!ready} loading={busy} onClick={save}>
              {saveLabel ?? t('save')}
            </Button>
          )}
          <Button onClick={close}>{save ? t('cancel') : t('close')}</Button>
        </div>
      }
    >
      {refused !== null && refused !== undefined && (
        <Alert style={{ marginBottom: 12 }} type="error" showIcon role="alert" title={problemText(refused, states)} />
      )}
      {children}
    </Drawer>
  );
}
