// Lets a client of other people's making (npm bilibili-live-ws) join a running simulator, by WebSocket and by TCP, in
// each packing it knows, and waits until it has heard every chat of a hundred once. (That client inflates packets side by
// side, so their order is its own.)
//
//   ./danmaku simulate
//   npm install && node join.mjs http://127.0.0.1:PORT
//
// PORT is that of danmaku.platforms.kuaishou.web-url in what simulate prints. Exit code 0: all were heard.

import clients from 'bilibili-live-ws';

const { LiveWS, LiveTCP } = clients;
const [control] = process.argv.slice(2);
if (!control) {
    console.error('usage: node join.mjs SIMULATOR-URL');
    process.exit(2);
}
const CHATS = 100;
const LIMIT_MILLIS = 20_000;

const json = async (url, init) => (await fetch(url, init)).json();
const act = (order) =>
    json(`${control}/simulator/actions`, { method: 'POST', body: JSON.stringify(order) });

const settings = await json(`${control}/simulator/settings`);
const api = settings['danmaku.platforms.bilibili.live-api-url'];

async function listen(kind, protover, room) {
    await act({ room: `bilibili:${room}`, action: 'live' });
    const { data } = await json(`${api}/room/v1/Danmu/getConf?room_id=${room}&platform=pc&player=web`);
    const { host, port, ws_port: wsPort } = data.host_server_list[0];
    const options = { protover, key: data.token };
    const live =
        kind === 'ws'
            ? new LiveWS(room, { ...options, address: `ws://${host}:${wsPort}/sub` })
            : new LiveTCP(room, { ...options, host, port });
    const heard = [];
    await new Promise((resolve, reject) => {
        const late = setTimeout(
            () => reject(new Error(`${kind} ${protover}: heard ${heard.length}`)), LIMIT_MILLIS);
        live.on('error', reject);
        live.on('live', () =>
            act({ room: `bilibili:${room}`, action: 'chat', count: CHATS }).catch(reject));
        live.on('DANMU_MSG', ({ info }) => {
            heard.push(Number(/^#(\d+) /.exec(info[1])[1]));
            if (heard.length === CHATS) {
                clearTimeout(late);
                resolve();
            }
        });
    });
    live.close();
    const sorted = heard.toSorted((a, b) => a - b);
    if (sorted.some((number, i) => number !== i + 1)) {
        throw new Error(`${kind} ${protover}: not each once: ${sorted}`);
    }
    console.log(`${kind}, protover ${protover}: ${heard.length} chats, each once`);
}

let room = 8_131_361;
for (const kind of ['ws', 'tcp']) {
    for (const protover of [2, 3]) {
        await listen(kind, protover, room++);
    }
}
