import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const gateway = process.env.RAPPORT_GATEWAY ?? 'http://127.0.0.1:8080';
const token = process.env.RAPPORT_TOKEN;

/** `npm run dev` with a token of `./rapport token` in RAPPORT_TOKEN: signed in as whoever it names, without the gateway's session. */
function tokenSession(): Plugin {
  return {
    name: 'token-session',
    configureServer(server) {
      if (!token) return;
      const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        sub: string;
        sellers: string[];
        roles: string[];
        exp: number;
      };
      server.middlewares.use('/session', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            signedIn: true,
            subject: claims.sub,
            sellers: claims.sellers,
            roles: claims.roles,
            expiresAt: new Date(claims.exp * 1000).toISOString(),
            csrf: 'none',
          }),
        );
      });
    },
  };
}

/** Lists what was built in `files.txt`, from which the gateway serves, and compresses each file once, here. */
function packed(): Plugin {
  let out = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved(config) {
      out = fileURLToPath(new URL(config.build.outDir + '/', new URL('./', import.meta.url)));
    },
    closeBundle() {
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(out.length).replaceAll('\\', '/'))
        .filter((file) => file !== 'manifest.json')
        .sort();
      for (const file of files) {
        const content = readFileSync(join(out, file));
        writeFileSync(join(out, `${file}.gz`), gzipSync(content, { level: 9 }));
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(join(out, `${file}.br`), brotliCompressSync(content, { params: quality }));
      }
      writeFileSync(join(out, 'files.txt'), files.join('\n') + '\n');
    },
  };
}

const behind = { target: gateway, headers: token ? { authorization: `Bearer ${token}` } : {} };

export default defineConfig({
  plugins: [react(), tokenSession(), packed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: process.env.RAPPORT_CONSOLE_OUT ?? '../../../target/webui/dist',
    emptyOutDir: true,
    // Beside what Vite calls assets nothing is served; a data: address would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    manifest: 'manifest.json',
  },
  server: {
    port: 5173,
    proxy: { '/api': behind, '/openapi': behind, '/session': behind, '/q': behind },
  },
});
