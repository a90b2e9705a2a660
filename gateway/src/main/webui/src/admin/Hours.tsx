import { Form, Input } from 'antd';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { adminTexts } from './admin.texts';
import { DAYS, shiftsOf } from './hours';

/** One line of hours for each day, as fields `weekly.MONDAY` and so on of the form around it. */
export function Hours() {
  const t = useTexts(adminTexts);
  const word = useWords();
  return (
    <>
      {DAYS.map((day) => (
        <Form.Item
          key={day}
          name={['weekly', day]}
          label={word('day', day.toLowerCase())}
          rules={[{ validator: (_, value: string | undefined) => (shiftsOf(value ?? '') ? Promise.resolve() : Promise.reject(new Error(t('badHours')))) }]}
        >
          <Input placeholder={t('hoursHint')} />
        </Form.Item>
      ))}
    </>
  );
}
