import { Tabs } from 'antd';
import { useParams } from 'react-router';
import { useTexts } from '@/i18n/i18n';
import { careTexts } from './care.texts';
import { CareAllowance } from './CareAllowance';
import { CareEffect } from './CareEffect';
import { CareMessages } from './CareMessages';
import { CareRules } from './CareRules';

export default function CarePage() {
  const { seller = '' } = useParams();
  const t = useTexts(careTexts);
  return (
    <div className="content" key={seller}>
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
      </div>
      <Tabs
        items={[
          { key: 'rules', label: t('rules'), children: <CareRules seller={seller} /> },
          { key: 'messages', label: t('messages'), children: <CareMessages seller={seller} /> },
          { key: 'effect', label: t('effect'), children: <CareEffect seller={seller} /> },
          { key: 'allowance', label: t('allowance'), children: <CareAllowance seller={seller} /> },
        ]}
      />
    </div>
  );
}
