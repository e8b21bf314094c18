// Lets the npm client douyudm join a simulated Douyu room and checks the chat it hands over.
//
//   ./danmaku simulate --script douyu.yml      # platform: douyu, rooms: [9999], chats: 5, gifts: 2, entries: 3
//   npm install && node join.js http://127.0.0.1:PORT [ROOM] [CHATS]
//
// PORT is that of danmaku.platforms.kuaishou.web-url in what simulate prints. Exit code 0: every chat
// from the first to the last was there once, and in order.
const os = require('os');

const [simulator, room = '9999', wanted = '50'] = process.argv.slice(2);
if (!simulator) {
    console.error('usage: node join.js SIMULATOR-URL [ROOM] [CHATS]');
    process.exit(2);
}
// the client keeps a file for each room where it is started
process.chdir(os.tmpdir());
const { client } = require('douyudm');

const LIMIT_MILLIS = 60_000;
const numbers = [];
const counts = { dgb: 0, uenter: 0, loginres: 0 };

function finish(why) {
    const gapless = numbers.every((n, i) => n === numbers[0] + i);
    const enough = numbers.length >= Number(wanted);
    console.log(`${why}: ${numbers.length} chats from #${numbers[0]} on, ` +
        `${gapless ? 'without a gap' : 'with gaps'}; others: ${JSON.stringify(counts)}`);
    process.exit(gapless && enough ? 0 : 1);
}

async function main() {
    const settings = await (await fetch(simulator + '/simulator/settings')).json();
    const url = settings['danmaku.platforms.douyu.danmu-urls'];
    const guest = new client(room);
    guest.on('chatmsg', chat => {
        const number = /^#([1-9][0-9]*) ./.exec(chat.txt);
        if (!number || chat.rid !== room) {
            finish(`a chat that was never said: ${JSON.stringify(chat)}`);
        }
        numbers.push(Number(number[1]));
        if (numbers.length >= Number(wanted)) {
            finish('done');
        }
    });
    Object.keys(counts).forEach(type => guest.on(type, () => counts[type]++));
    guest.on('error', error => finish(String(error)));
    setTimeout(() => finish('too slow'), LIMIT_MILLIS);
    guest.run(url);
}

main();
