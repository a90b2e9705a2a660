import {
  AlertOutlined, ApiOutlined, AuditOutlined, FileTextOutlined, HeartOutlined, InboxOutlined, LineChartOutlined,
  IdcardOutlined, LogoutOutlined, MenuOutlined, RobotOutlined, ShopOutlined, StarOutlined, TeamOutlined, CalendarOutlined,
  SendOutlined, UserAddOutlined, WarningOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Select, Tooltip } from 'antd';
import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useLiveState } from '@/live/live';
import { SESSION, signOut, useMe } from '@/session/session';
import { useStateTexts } from '@/states/problems';
import { Fence, Loading } from '@/states/States';
import { shellTexts } from './shell.texts';
import { keepStore, lastStore, useStoreIds, useStores, Zones } from './stores';
import { LanguageSwitch, ThemeSwitch } from './Switches';

type Key = keyof typeof shellTexts;
interface Place {
  key: Key;
  icon: ReactNode;
  to: string;
  roles: readonly string[];
}

const OF_A_STORE: readonly Place[] = [
  { key: 'score', icon: <LineChartOutlined />, to: 'score', roles: ['viewer'] },
  { key: 'reviews', icon: <StarOutlined />, to: 'reviews', roles: ['viewer'] },
  { key: 'care', icon: <HeartOutlined />, to: 'care', roles: ['viewer'] },
  { key: 'alerts', icon: <AlertOutlined />, to: 'alerts', roles: ['viewer'] },
  { key: 'winBack', icon: <UserAddOutlined />, to: 'win-back', roles: ['viewer'] },
  { key: 'channel', icon: <SendOutlined />, to: 'channel', roles: ['viewer'] },
  { key: 'templates', icon: <FileTextOutlined />, to: 'templates', roles: ['viewer'] },
  { key: 'autoReplies', icon: <RobotOutlined />, to: 'auto-replies', roles: ['viewer'] },
  { key: 'agents', icon: <TeamOutlined />, to: 'agents', roles: ['viewer'] },
  { key: 'webhooks', icon: <ApiOutlined />, to: 'webhooks', roles: ['viewer'] },
  { key: 'personalData', icon: <IdcardOutlined />, to: 'personal-data', roles: ['admin'] },
  { key: 'audit', icon: <AuditOutlined />, to: 'audit', roles: ['admin'] },
  { key: 'profile', icon: <CalendarOutlined />, to: 'profile', roles: ['viewer'] },
];

function Navigation({ seller, onGo }: { seller: string | null; onGo?: () => void }) {
  const t = useTexts(shellTexts);
  const me = useMe();
  const link = (place: Place, to: string) => (
    <NavLink key={place.key} to={to} end={to === '/stores'} className="nav-link" {...(onGo ? { onClick: onGo } : {})}>
      <span aria-hidden>{place.icon}</span> {t(place.key)}
    </NavLink>
  );
  return (
    <nav aria-label={t('navigation')}>
      {link({ key: 'inbox', icon: <InboxOutlined />, to: '', roles: [] }, '/inbox')}
      {seller && (
        <>
          <div className="nav-group">{t('theStore')}</div>
          <StoreChooser seller={seller} />
          {OF_A_STORE.filter((place) => me.may(...place.roles)).map((place) =>
            link(place, `/stores/${encodeURIComponent(seller)}/${place.to}`),
          )}
        </>
      )}
      <div className="nav-group">{t('theSuite')}</div>
      {link({ key: 'stores', icon: <ShopOutlined />, to: '', roles: [] }, '/stores')}
      {me.allSellers && link({ key: 'deadLetters', icon: <WarningOutlined />, to: '', roles: [] }, '/dead-letters')}
    </nav>
  );
}

function StoreChooser({ seller }: { seller: string }) {
  const t = useTexts(shellTexts);
  const ids = useStoreIds();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <Select
      className="store-chooser"
      aria-label={t('chooseStore')}
      showSearch
      value={seller}
      options={ids.map((id) => ({ value: id, label: id }))}
      onChange={(chosen: string) => {
        keepStore(chosen);
        const [, head, , page] = pathname.split('/');
        // A buyer is one of the store that is left.
        const same = page === 'buyers' ? 'personal-data' : page;
        void navigate(`/stores/${encodeURIComponent(chosen)}/${head === 'stores' && same ? same : 'score'}`);
      }}
    />
  );
}

function LiveSign() {
  const state = useLiveState();
  const t = useStateTexts();
  return (
    <Tooltip title={state === 'live' ? t('live') : t('liveLost')}>
      <span
        className={`live-sign live-${state}`}
        role="status"
        aria-label={state === 'live' ? t('live') : t('liveLost')}
      />
    </Tooltip>
  );
}

/** Everything around a page: where one may go, which store, language and appearance, and whether the stream is there. */
export default function Shell() {
  const t = useTexts(shellTexts);
  const word = useWords();
  const me = useMe();
  const stores = useStores();
  const ids = useStoreIds();
  const client = useQueryClient();
  const location = useLocation();
  const params = useParams();
  const [open, setOpen] = useState(false);
  const zones = useMemo(() => new Map((stores.data ?? []).map((store) => [store.sellerId, store.zone])), [stores.data]);
  const kept = lastStore();
  const inPath = location.pathname.startsWith('/stores/') ? params.seller : undefined;
  const seller = inPath ?? (kept && (ids.includes(kept) || stores.isPending) ? kept : (ids[0] ?? null));
  useEffect(() => {
    if (inPath) keepStore(inPath);
  }, [inPath]);

  const leave = async () => {
    await signOut().catch(() => undefined);
    client.clear();
    await client.invalidateQueries({ queryKey: SESSION });
    window.location.assign('/');
  };

  return (
    <Zones value={zones}>
      <a className="skip" href="#page">
        {t('skip')}
      </a>
      <div className="shell">
        <header className="bar">
          <Button className="menu-button" type="text" icon={<MenuOutlined />} aria-label={t('menu')} onClick={() => setOpen(true)} />
          <span className="brand">
            <img src="/icon.svg" alt="" width={22} height={22} /> Rapport
          </span>
          <LiveSign />
          <span className="grow" />
          <span className="who soft">
            {t('signedInAs', { subject: me.subject, roles: [...me.roles].map((role) => word('role', role)).join(', ') })}
          </span>
          <LanguageSwitch />
          <ThemeSwitch />
          <Tooltip title={t('signOut')}>
            <Button type="text" icon={<LogoutOutlined />} aria-label={t('signOut')} onClick={() => void leave()} />
          </Tooltip>
        </header>
        <aside className="side">
          <Navigation seller={seller} />
        </aside>
        <Drawer placement="left" open={open} onClose={() => setOpen(false)} size={260} title="Rapport">
          <Navigation seller={seller} onGo={() => setOpen(false)} />
        </Drawer>
        <main className="page" id="page" tabIndex={-1}>
          <Fence place={location.pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Fence>
        </main>
      </div>
    </Zones>
  );
}
