import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call } from '@/api/client';
import type { Agent } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { useZone } from '@/shell/stores';
import { Editor } from '@/table/Editor';
import { Listed, RowActions, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { useRemoval } from '@/table/useRemoval';
import { adminTexts } from './admin.texts';
import { Hours } from './Hours';
import { DAYS, ofDay, shiftsOf, shiftsText, type Weekly } from './hours';

export default function AgentsPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const word = useWords();
  const me = useMe();
  const [editing, setEditing] = useState<Agent | 'new' | null>(null);
  const key = ['agents', seller];
  const list = usePages(key, (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/agents', { path: { sellerId: seller }, query: { limit: '50', ...page }, signal }),
  );
  const remove = useRemoval<Agent>(key, (agent) =>
    call('delete', '/api/v1/sellers/{sellerId}/agents/{agentId}', { path: { sellerId: seller, agentId: agent.agentId }, ifMatch: agent.version }),
  );
  const columns: Column<Agent>[] = [
    { title: t('agent'), show: (agent) => agent.agentId },
    { title: t('capacity'), figure: true, show: (agent) => agent.capacity },
    { title: t('languages'), show: (agent) => agent.languages.join(', ') },
    { title: t('categories'), show: (agent) => agent.categories.join(', ') },
    {
      title: t('shifts'),
      show: (agent) => (
        <div className="small">
          {DAYS.filter((day) => (ofDay(agent.shifts?.weekly, day) ?? []).length > 0).map((day) => (
            <div key={day}>
              {word('day', day.toLowerCase())} {shiftsText(ofDay(agent.shifts?.weekly, day))}
            </div>
          ))}
          <span className="soft">{agent.zone}</span>
        </div>
      ),
    },
    { title: t('state'), show: (agent) => <span className={`mark ${agent.active ? 'green' : ''}`}>{agent.active ? t('active') : t('inactive')}</span> },
    ...(me.may('supervisor') ? [{ show: (agent: Agent) => <RowActions edit={() => setEditing(agent)} remove={() => remove(agent)} /> }] : []),
  ];
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
        <Listed list={list} columns={columns} id={(agent) => agent.agentId} empty={t('noAgents')} />
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
    <Editor
      title={agent?.agentId ?? t('newAgent')}
      save={() => void form.validateFields().then((fields) => save.mutate(fields))}
      busy={save.isPending}
      refused={save.error}
      close={close}
    >
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
          weekly: Object.fromEntries(DAYS.map((day) => [day, shiftsText(ofDay(agent?.shifts?.weekly, day))])),
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
    </Editor>
  );
}
