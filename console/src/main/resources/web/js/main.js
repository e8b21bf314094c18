import { h, render } from './lib.js';
import { App } from './app.js';

render(h(App), document.getElementById('app'));
