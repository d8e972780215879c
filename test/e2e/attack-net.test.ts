import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { afterEach, test } from 'vitest';
import { type RunningApp, startApp } from './running-app.ts';
let running: RunningApp | undefined;
afterEach(async () => { await running?.remove(); });
test('net', async () => {
  running = await startApp();
  const { page, app } = running;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const udp = createSocket('udp4');
  let packets = 0;
  udp.on('message', () => { packets += 1; });
  await new Promise<void>((r) => udp.bind(0, '127.0.0.1', r));
  let tcp = 0;
  const server = createServer((s) => { tcp += 1; s.on('error', () => undefined); s.destroy(); });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  const uport = udp.address().port;
  const tport = (server.address() as { port: number }).port;
  const r = await page.evaluate(async ({ uport, tport }) => {
    const out: Record<string, unknown> = {};
    try {
      const pc = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${uport}` }, { urls: `turn:127.0.0.1:${tport}?transport=tcp`, username: 'a', credential: 'secret' }] });
      pc.createDataChannel('x');
      await pc.setLocalDescription(await pc.createOffer());
      await new Promise((r) => setTimeout(r, 4000));
      out.sdp = pc.localDescription?.sdp.split('\n').filter((l) => l.includes('candidate'));
    } catch (e) { out.rtc = String(e); }
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'prerender', 'modulepreload', 'stylesheet', 'icon', 'manifest']) {
      const l = document.createElement('link');
      l.rel = rel; l.href = `http://127.0.0.1:${tport}/${rel}`; l.crossOrigin = '';
      document.head.append(l);
    }
    const img = new Image(); img.src = `http://127.0.0.1:${tport}/x`;
    const a = document.createElement('a'); a.href = '#'; a.ping = `http://127.0.0.1:${tport}/ping`; document.body.append(a); a.click();
    try { navigator.sendBeacon(`http://127.0.0.1:${tport}/b`, 'x'); } catch (e) { out.beacon = String(e); }
    try { new WebSocket(`ws://127.0.0.1:${tport}/`); } catch (e) { out.ws = String(e); }
    try { const w = new (window as any).WebTransport(`https://127.0.0.1:${tport}/`); await w.ready.catch((e: unknown) => { out.wt = String(e); }); } catch (e) { out.wt = String(e); }
    const f = document.createElement('iframe'); f.src = `http://127.0.0.1:${tport}/`; document.body.append(f);
    const form = document.createElement('form'); form.action = `http://127.0.0.1:${tport}/`; document.body.append(form); form.submit();
    window.open(`http://127.0.0.1:${tport}/open`);
    const l2 = document.createElement('a'); l2.href = `http://127.0.0.1:${tport}/nav`; document.body.append(l2); l2.click();
    await new Promise((r) => setTimeout(r, 3000));
    out.href = location.href;
    const get = async (p: string) => fetch(p).then(async (x) => `${x.status} ${x.headers.get('content-type')} ${(await x.text()).slice(0, 60)}`, (e: unknown) => String(e));
    out.paths = {};
    return out;
  }, { uport, tport });
  console.log(JSON.stringify(r, null, 1), { packets, tcp });
  // protocol, from main (not bound by CSP)
  const p = await app.evaluate(async ({ net }) => {
    const out: Record<string, string> = {};
    for (const u of ['app://exhibit/', 'app://exhibit/index.html', 'app://exhibit/assets', 'app://exhibit/assets/', 'app://exhibit/..%2f..%2fpackage.json', 'app://exhibit/%2e%2e/%2e%2e/package.json', 'app://exhibit/a%00b', 'app://exhibit/%', 'app://exhibit/nothing.js', 'app://other/index.html', 'app://exhibit/..%5c..%5cpackage.json', 'app://exhibit/index.html?x#y', 'app://exhibit//etc/passwd', 'app://exhibit/stamp'])
      out[u] = await net.fetch(u, { bypassCustomProtocolHandlers: false }).then(async (x) => `${x.status} ${x.headers.get('content-type')} csp=${x.headers.has('content-security-policy')} ${(await x.text()).slice(0, 50).replaceAll('\n', ' ')}`, (e: unknown) => `threw ${String(e)}`);
    return out;
  });
  console.log(JSON.stringify(p, null, 1));
  // unload that refuses
  await page.evaluate(() => { window.onbeforeunload = () => 'no'; });
  await page.mouse.click(200, 200);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await new Promise((r) => setTimeout(r, 2000));
  console.log('windows after close', await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length).catch((e) => String(e).slice(0, 80)));
  udp.close(); server.close();
});
