import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from '@/api/client';
import { App } from '@/app/App';
import { ThemeProvider } from '@/app/theme';
import { LanguageProvider } from '@/i18n/i18n';
import './styles.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal stays one however often one asks; a service that is away may come back.
      retry: (count, failure) => failure instanceof Problem && (failure.status === 0 || failure.status >= 500) && count < 2,
      retryDelay: (count) => 1000 * 2 ** count,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <ThemeProvider>
            <App />
          </ThemeProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
