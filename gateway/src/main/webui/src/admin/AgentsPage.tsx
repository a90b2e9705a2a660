import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Modal, Popconfirm, Select, Switch } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call } from '@/api/client';
import type { Agent } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { useZone } from '@/shell/stores';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { adminTexts } from './admin.texts';
import { Hours } from './Hours';
import { DAYS, shiftsOf, shiftsText, type Weekly } from './hours';

export default function AgentsPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const word = useWords();
  const me = useMe();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<Agent | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['agents', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/agents', { path: { sellerId: seller }, query: { limit: '200' } }),
  });
  const remove = useMutation({
    mutationFn: (agent: Agent) =>
      call('delete', '/api/v1/sellers/{sellerId}/agents/{agentId}', { path: { sellerId: seller, agentId: agent.agentId }, ifMatch: agent.version }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: ['agents', seller] }),
  });
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('agents')} · {seller}
        </h1>
        <span className="grow" />
        {me.may('supervisor') && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('newAgent')}
          </Button>
        )}
      </div>
      <section className="panel">
        <Asked query={query} empty={(data) => (data.items.length === 0 ? t('noAgents') : null)}>
          {(data) => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('agent')}</th>
                    <th className="right">{t('capacity')}</th>
                    <th>{t('languages')}</th>
                    <th>{t('categories')}</th>
                    <th>{t('shifts')}</th>
                    <th>{t('state')}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {data.items.map((agent) => (
                    <tr key={agent.agentId}>
                      <td>{agent.agentId}</td>
                      <td className="right num">{agent.capacity}</td>
                      <td>{agent.languages.join(', ')}</td>
                      <td>{agent.categories.join(', ')}</td>
                      <td className="small">
                        {DAYS.filter((day) => (agent.shifts?.weekly[day] ?? []).length > 0).map((day) => (
                          <div key={day}>
                            {word('day', day.toLowerCase())} {shiftsText(agent.shifts?.weekly[day])}
                          </div>
                        ))}
                        <span className="soft">{agent.zone}</span>
                      </td>
                      <td>
                        <span className={`mark ${agent.active ? 'green' : ''}`}>{agent.active ? t('active') : t('inactive')}</span>
                      </td>
                      <td className="right nowrap">
                        {me.may('supervisor') && (
                          <>
                            <Button type="link" onClick={() => setEditing(agent)}>
                              {t('edit')}
                            </Button>
                            <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => remove.mutate(agent)}>
                              <Button type="link" danger>
                                {t('remove')}
                              </Button>
                            </Popconfirm>
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
      {editing && <AgentForm seller={seller} agent={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </div>
  );
}

interface Fields {
  agentId: string;
  capacity: number;
  languages: string[];
  categories: string[];
  zone: string;
  active: boolean;
  weekly: Record<string, string>;
}

function AgentForm({ seller, agent, close }: { seller: string; agent: Agent | null; close: () => void }) {
  const t = useTexts(adminTexts);
  const states = useStateTexts();
  const zone = useZone(seller);
  const client = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const save = useMutation({
    mutationFn: (fields: Fields) => {
      const weekly: Weekly = {};
      for (const day of DAYS) {
        const shifts = shiftsOf(fields.weekly[day] ?? '') ?? [];
        if (shifts.length > 0) weekly[day] = shifts;
      }
      return call('put', '/api/v1/sellers/{sellerId}/agents/{agentId}', {
        path: { sellerId: seller, agentId: agent?.agentId ?? fields.agentId.trim() },
        body: {
          capacity: fields.capacity,
          languages: fields.languages,
          categories: fields.categories,
          zone: fields.zone,
          active: fields.active,
          shifts: Object.keys(weekly).length > 0 ? { weekly, holidays: agent?.shifts?.holidays ?? [] } : null,
        },
        ...(agent ? { ifMatch: agent.version } : {}),
      });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['agents', seller] });
      close();
    },
  });
  return (
    <Modal
      open
      width={560}
      title={agent?.agentId ?? t('newAgent')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => void form.validateFields().then((fields) => save.mutate(fields))}
    >
      {save.error && <Alert type="error" showIcon message={problemText(save.error, states)} />}
      <Form
        form={form}
        layout="horizontal"
        labelCol={{ span: 7 }}
        initialValues={{
          agentId: agent?.agentId ?? '',
          capacity: agent?.capacity ?? 10,
          languages: agent?.languages ?? [],
          categories: agent?.categories ?? [],
          zone: agent?.zone ?? zone,
          active: agent?.active ?? true,
          weekly: Object.fromEntries(DAYS.map((day) => [day, shiftsText(agent?.shifts?.weekly[day])])),
        }}
      >
        {!agent && (
          <Form.Item name="agentId" label={t('agent')} rules={[{ required: true }]}>
            <Input maxLength={64} />
          </Form.Item>
        )}
        <Form.Item name="capacity" label={t('capacity')}>
          <InputNumber min={0} max={1000} />
        </Form.Item>
        <Form.Item name="languages" label={t('languages')}>
          <Select mode="tags" open={false} tokenSeparators={[',', ' ']} />
        </Form.Item>
        <Form.Item name="categories" label={t('categories')}>
          <Select mode="tags" open={false} tokenSeparators={[',']} />
        </Form.Item>
        <Form.Item name="zone" label={t('zone')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="active" label={t('active')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Hours />
      </Form>
    </Modal>
  );
}
