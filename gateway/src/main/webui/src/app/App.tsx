import { App as AntApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import { lazy, Suspense, useEffect, useState } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes } from 'react-router';
import { useLanguage } from '@/i18n/i18n';
import { LiveProvider } from '@/live/live';
import { MeProvider, useSessionState } from '@/session/session';
import Shell from '@/shell/Shell';
import { useStateTexts } from '@/states/problems';
import { Failed, Loading, Nothing } from '@/states/States';
import InboxPage from '@/inbox/InboxPage';
import { antTheme, useTheme } from './theme';

const SignIn = lazy(() => import('@/session/SignIn'));
const ScorePage = lazy(() => import('@/score/ScorePage'));
const StoresPage = lazy(() => import('@/score/StoresPage'));
const ReviewsPage = lazy(() => import('@/reviews/ReviewsPage'));
const CarePage = lazy(() => import('@/care/CarePage'));
const AlertsPage = lazy(() => import('@/admin/AlertsPage'));
const TemplatesPage = lazy(() => import('@/admin/TemplatesPage'));
const AutoRepliesPage = lazy(() => import('@/admin/AutoRepliesPage'));
const AgentsPage = lazy(() => import('@/admin/AgentsPage'));
const WebhooksPage = lazy(() => import('@/webhooks/WebhooksPage'));
const ChannelPage = lazy(() => import('@/channel/ChannelPage'));
const WinBackPage = lazy(() => import('@/conversation/WinBackPage'));
const AuditPage = lazy(() => import('@/operations/AuditPage'));
const DeadLettersPage = lazy(() => import('@/operations/DeadLettersPage'));
const ProfilePage = lazy(() => import('@/admin/ProfilePage'));
const PersonalDataPage = lazy(() => import('@/privacy/PersonalDataPage'));
const BuyerPage = lazy(() => import('@/privacy/BuyerPage'));

function MissingPage() {
  const t = useStateTexts();
  return (
    <Nothing>
      {t('missingPage')} <Link to="/inbox">{t('toInbox')}</Link>
    </Nothing>
  );
}

function Pages() {
  const session = useSessionState();
  if (!session.data) {
    return session.error ? <Failed failure={session.error} again={() => void session.refetch()} /> : <Loading />;
  }
  if (!session.data.signedIn) {
    return (
      <Suspense fallback={<Loading />}>
        <SignIn session={session.data} />
      </Suspense>
    );
  }
  return (
    <MeProvider session={session.data}>
      <LiveProvider>
        <Routes>
            <Route element={<Shell />}>
              <Route index element={<Navigate to="/inbox" replace />} />
              <Route path="inbox" element={<InboxPage />} />
              <Route path="inbox/:seller/:conversation" element={<InboxPage />} />
              <Route path="stores" element={<StoresPage />} />
              <Route path="stores/:seller" element={<Navigate to="score" replace />} />
              <Route path="stores/:seller/score" element={<ScorePage />} />
              <Route path="stores/:seller/reviews" element={<ReviewsPage />} />
              <Route path="stores/:seller/reviews/:review" element={<ReviewsPage />} />
              <Route path="stores/:seller/care" element={<CarePage />} />
              <Route path="stores/:seller/alerts" element={<AlertsPage />} />
              <Route path="stores/:seller/templates" element={<TemplatesPage />} />
              <Route path="stores/:seller/auto-replies" element={<AutoRepliesPage />} />
              <Route path="stores/:seller/agents" element={<AgentsPage />} />
              <Route path="stores/:seller/win-back" element={<WinBackPage />} />
              <Route path="stores/:seller/channel" element={<ChannelPage />} />
              <Route path="stores/:seller/webhooks" element={<WebhooksPage />} />
              <Route path="stores/:seller/personal-data" element={<PersonalDataPage />} />
              <Route path="stores/:seller/buyers/:buyer" element={<BuyerPage />} />
              <Route path="stores/:seller/audit" element={<AuditPage />} />
              <Route path="dead-letters" element={<DeadLettersPage />} />
              <Route path="stores/:seller/profile" element={<ProfilePage />} />
              <Route path="*" element={<MissingPage />} />
            </Route>
        </Routes>
      </LiveProvider>
    </MeProvider>
  );
}

/** Ant Design's own words, fetched when they are needed; English is in it. */
function useAntLocale(): Locale | undefined {
  const { language } = useLanguage();
  const [chinese, setChinese] = useState<Locale>();
  useEffect(() => {
    if (language === 'zh-CN' && !chinese) {
      void import('antd/es/locale/zh_CN').then((loaded) => setChinese(loaded.default));
    }
  }, [language, chinese]);
  return language === 'zh-CN' ? chinese : undefined;
}

export function App() {
  const { dark } = useTheme();
  const locale = useAntLocale();
  return (
    <ConfigProvider theme={antTheme(dark)} {...(locale ? { locale } : {})} componentSize="small" button={{ autoInsertSpace: false }}>
      <AntApp className="root" message={{ maxCount: 3 }}>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </AntApp>
    </ConfigProvider>
  );
}
