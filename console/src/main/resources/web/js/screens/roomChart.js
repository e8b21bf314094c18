import { clock, clockShort, compact, count, day, dateTime, dayClock, money, moneyShort, span } from '../format.js';
import { t, word } from '../i18n.js';
import { barFor, points } from './rates.js';

const HEIGHT = 400;
export const CHART_HEIGHT = HEIGHT;

/** Text on a canvas has no markup, but ECharts reads `{name|...}` in it as a style. */
const plain = (text) => String(text).replace(/[{}]/g, '');

/** The unit with the most value is drawn; the tooltip has all. */
const mainUnit = (value) => Object.keys(value).map((unit) => [unit, value[unit].reduce((sum, one) => sum + one, 0)])
  .filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1])[0]?.[0];

/**
 * @param rates columns as the server tells them
 * @param bar seconds a point stands for; by default what fits
 */
export function roomOption(rates, { from, to, bar, viewersKind, narrow }) {
  const wide = bar ?? barFor((to - from) / 1000);
  const made = points(rates, wide, from, to);
  const unit = mainUnit(made.value);
  const names = {
    viewers: viewersKind ? `${t('chart.viewers')} (${word('kind', viewersKind)})` : t('chart.viewers'),
    users: t('chart.users'), chats: t('chart.chats'), gift: t('chart.gift'),
  };
  const pairs = (column) => column.map((value, i) => [made.at[i], value]);
  const line = (column) => [...pairs(column), ...made.holes.map((at) => [at, null])].sort((one, other) => one[0] - other[0] || (one[1] === null) - (other[1] === null));
  const long = to - from > 86_400_000 * 1.5;
  const stamp = (at) => (long ? day(at) : to - from > 1_800_000 ? clockShort(at) : clock(at));
  return (ink) => {
    const axis = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: ink.muted, fontSize: 11, fontFamily: ink.font }, splitLine: { lineStyle: { color: ink.line } }, splitNumber: 3, nameTextStyle: { color: ink.muted, fontSize: 11, fontFamily: ink.font, padding: 0 }, nameGap: 12 };
    const time = { type: 'time', min: from, max: to, axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false }, splitLine: { show: false }, splitNumber: narrow ? 3 : 8 };
    const side = narrow ? 42 : 54;
    return {
      animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: ink.font, color: ink.text }, useUTC: false,
      axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: ink.faint, type: 'dashed' }, label: { show: false } },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, itemGap: narrow ? 10 : 18, textStyle: { color: ink.muted, fontSize: 12 }, inactiveColor: ink.faint, data: [names.viewers, names.users, names.chats, ...(unit ? [names.gift] : [])] },
      tooltip: {
        trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: ink.surface, borderColor: ink.line, borderWidth: 1, padding: [8, 12], textStyle: { color: ink.text, fontSize: 12, lineHeight: 19, fontFamily: ink.font },
        formatter: (found) => {
          const i = found[0] ? made.at.findLastIndex((at) => at <= found[0].value[0]) : -1;
          if (i < 0) return '';
          const gap = (rates.gaps ?? []).find((it) => it.from < made.at[i] + wide * 1000 && it.to > made.at[i]);
          return [
            wide >= 3600 ? dayClock(made.at[i]) : long ? dateTime(made.at[i]) : clock(made.at[i]),
            `${names.viewers}  ${count(made.viewers[i])}`, `${names.users}  ${count(made.users[i])}`, `${names.chats}  ${count(made.chats[i])} / ${span(wide * 1000)}`,
            ...Object.keys(made.value).filter((it) => made.value[it][i] > 0).map((it) => `${names.gift}  ${money(made.value[it][i], it)}`),
            ...(gap ? [`${t('chart.gap')}  ${word('cause', gap.cause ?? '')}`] : []),
          ].map(plain).join('\n');
        },
      },
      grid: [{ left: side, right: side, top: narrow ? 66 : 50, height: narrow ? 170 : 190 }, { left: side, right: side, top: 286, height: 84 }],
      xAxis: [{ ...time, gridIndex: 0, axisLabel: { show: false } }, { ...time, gridIndex: 1, axisLabel: { ...axis.axisLabel, formatter: stamp, hideOverlap: true } }],
      yAxis: [
        { ...axis, type: 'value', gridIndex: 0, scale: true, name: t('chart.viewers'), nameTextStyle: { ...axis.nameTextStyle, align: 'left', padding: [0, 0, 0, -side + 4] }, axisLabel: { ...axis.axisLabel, formatter: compact } },
        { ...axis, type: 'value', gridIndex: 0, name: t('chart.users'), nameTextStyle: { ...axis.nameTextStyle, align: 'right', padding: [0, -side + 4, 0, 0] }, axisLabel: { ...axis.axisLabel, formatter: compact }, minInterval: 1, min: 0, splitLine: { show: false } },
        { ...axis, type: 'value', gridIndex: 1, axisLabel: { ...axis.axisLabel, formatter: compact }, minInterval: 1, min: 0, splitNumber: 2 },
        { ...axis, type: 'value', gridIndex: 1, axisLabel: { ...axis.axisLabel, formatter: (value) => (unit && value ? moneyShort(value, unit) : '') }, min: 0, splitNumber: 2, splitLine: { show: false } },
      ],
      series: [
        {
          name: names.viewers, type: 'line', zlevel: 0, xAxisIndex: 0, yAxisIndex: 0, showSymbol: false, sampling: 'lttb', data: line(made.viewers), lineStyle: { width: 2, color: ink.accent }, itemStyle: { color: ink.accent }, connectNulls: false, z: 3,
          markArea: { silent: true, itemStyle: { color: ink.gap }, data: (rates.gaps ?? []).map((gap) => [{ xAxis: gap.from }, { xAxis: Math.max(gap.to, gap.from + (to - from) / 500) }]) },
        },
        { name: names.users, type: 'line', zlevel: 0, xAxisIndex: 0, yAxisIndex: 1, showSymbol: false, sampling: 'lttb', data: line(made.users), lineStyle: { width: 1.5, color: ink.second, type: 'solid' }, itemStyle: { color: ink.second }, connectNulls: false, z: 2 },
        { name: names.chats, type: 'bar', xAxisIndex: 1, yAxisIndex: 2, data: pairs(made.chats), barCategoryGap: '18%', itemStyle: { color: ink.bars } },
        ...(unit ? [{ name: names.gift, type: 'scatter', xAxisIndex: 1, yAxisIndex: 3, symbol: 'diamond', symbolSize: 7, itemStyle: { color: ink.gift }, data: pairs(made.value[unit].map((it) => it || null)) }] : []),
      ],
    };
  };
}
