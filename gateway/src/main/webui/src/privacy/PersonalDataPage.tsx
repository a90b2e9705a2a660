import { Button, Form, Input } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useTexts } from '@/i18n/i18n';
import { useMe } from '@/session/session';
import { Nothing } from '@/states/States';
import { privacyTexts } from './privacy.texts';

const ID = /^(?!\.{1,2}$)[A-Za-z0-9._:~-]{1,64}$/;

/** MSG-18: from a buyer's id to what is kept of them. */
export default function PersonalDataPage() {
  const { seller = '' } = useParams();
  const t = useTexts(privacyTexts);
  const me = useMe();
  const navigate = useNavigate();
  if (!me.may('admin')) return <Nothing>{t('adminsOnly')}</Nothing>;
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('personalData')} · {seller}
        </h1>
      </div>
      <section className="panel">
        <p className="soft">{t('lead')}</p>
        <Form<{ buyer: string }>
          layout="inline"
          onFinish={({ buyer }) => void navigate(`/stores/${encodeURIComponent(seller)}/buyers/${encodeURIComponent(buyer.trim())}`)}
        >
          <Form.Item
            name="buyer"
            label={t('buyerId')}
            rules={[{ validator: (_, id: string | undefined) => (ID.test((id ?? '').trim()) ? Promise.resolve() : Promise.reject(new Error(t('idHint')))) }]}
            validateTrigger="onSubmit"
          >
            <Input style={{ width: 260 }} maxLength={64} autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t('show')}
          </Button>
        </Form>
      </section>
    </div>
  );
}
