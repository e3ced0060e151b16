// Charts, keyboard, theme and connection of the dashboard. Everything else is Blazor's.
const root = document.documentElement;

// ---- Charts: an element with data-chart is drawn, and drawn again when the option or the theme changes.

// The light colours of a chart's option and their counterparts on a dark page.
const darkened = {
  '#1c2126': '#e8eaed', '#66707a': '#9aa4ae', '#0072b2': '#4aa8e0', '#d55e00': '#f2803a',
  '#009e73': '#2fc196', '#b8579a': '#dd8bc2', '#d48c00': '#efb13f', '#3a9fd6': '#86cbf2',
};
const drawn = new Map();
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

let library;
const charts = () => library ??= new Promise((done, failed) => {
  const script = document.createElement('script');
  script.src = document.body.dataset.charts;
  script.onload = () => done(window.echarts);
  script.onerror = failed;
  document.head.append(script);
});

const restyle = (option, element) => {
  const style = getComputedStyle(root);
  const colour = name => style.getPropertyValue(name).trim();
  const [ink, muted, rule, paper] = ['--ink', '--muted', '--rule', '--paper'].map(colour);
  const [before, after] = [element.dataset.unitBefore ?? '', element.dataset.unitAfter ?? ''];
  delete option.title;
  option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily, color: muted };
  option.grid = { containLabel: true, left: 4, right: 12, top: 16, bottom: option.legend?.show ? 36 : 4 };
  option.tooltip = {
    ...option.tooltip, confine: true, backgroundColor: paper, borderColor: rule, textStyle: { color: ink, fontSize: 13 },
    valueFormatter: value => value == null ? '–' : before + whole.format(value) + after,
  };
  // A band's entry is as pale as the band.
  const pale = new Map(option.series.filter(series => series.areaStyle).map(series => [series.name, series.areaStyle.opacity]));
  if (option.legend) option.legend.data = option.legend.data.map(name => pale.has(name) ? { name, itemStyle: { opacity: 0.3 + pale.get(name) * [...pale.keys()].indexOf(name) } } : name);
  if (option.legend) Object.assign(option.legend, { textStyle: { color: muted }, itemWidth: 16, itemHeight: 8, icon: 'roundRect', pageTextStyle: { color: muted } });
  for (const key of ['xAxis', 'yAxis']) {
    const axis = option[key];
    if (!axis) continue;
    const numbers = axis.type === 'value' || axis.type === 'log';
    axis.axisLabel = { color: muted, hideOverlap: true, overflow: 'truncate', width: key === 'yAxis' && !numbers ? 150 : undefined };
    if (numbers) axis.axisLabel.formatter = value => before + short.format(value) + after;
    axis.axisLine = { show: !numbers, lineStyle: { color: rule } };
    axis.axisTick = { show: false };
    axis.splitLine = { show: numbers, lineStyle: { color: rule } };
    axis.axisPointer = { lineStyle: { color: muted }, shadowStyle: { color: muted, opacity: 0.08 } };
    if (axis.type === 'time') axis.axisPointer.label = { formatter: ({ value }) => day.format(value) };
    delete axis.name;
  }
  option.useUTC = true;
  option.tooltip.axisPointer = { type: option.series.some(series => series.type === 'bar') ? 'shadow' : 'line' };
  if (option.xAxis.type === 'time') option.tooltip.formatter = rows => legible(rows, value => before + whole.format(value) + after);
  for (const series of option.series) {
    if (root.dataset.theme === 'dark') series.color = darkened[series.color] ?? series.color;
    if (series.type === 'bar') Object.assign(series, { barMaxWidth: 42, itemStyle: { borderRadius: option.yAxis.type === 'category' ? [0, 3, 3, 0] : [3, 3, 0, 0] } });
  }
  return option;
};

// A band is two stacked series, lower bound and width: the reader wants from and to.
const legible = (rows, number) => {
  const box = document.createElement('div');
  const head = box.appendChild(document.createElement('div'));
  head.textContent = day.format(rows[0].value[0]);
  let lower = null;
  for (const row of rows) {
    const value = row.value[1];
    if (value == null) continue;
    if (!row.seriesName) { lower = value; continue; }
    const line = box.appendChild(document.createElement('div'));
    line.className = 'tip-line';
    const mark = line.appendChild(document.createElement('i'));
    mark.style.background = row.color;
    line.append(row.seriesName);
    const text = line.appendChild(document.createElement('b'));
    text.textContent = lower === null ? number(value) : `${number(lower)} to ${number(lower + value)}`;
    lower = null;
  }
  return box;
};

const draw = async element => {
  const echarts = window.echarts ?? await charts();
  if (!element.isConnected || !element.dataset.chart) return;
  let chart = drawn.get(element);
  if (!chart) {
    chart = echarts.init(element, null, { renderer: 'canvas' });
    drawn.set(element, chart);
    resized.observe(element);
  }
  chart.setOption(restyle(JSON.parse(element.dataset.chart), element), { notMerge: true });
  element.dataset.drawn = root.dataset.theme;
};

const resized = new ResizeObserver(entries => {
  for (const { target } of entries) drawn.get(target)?.resize();
});

const forget = () => {
  for (const [element, chart] of drawn)
    if (!element.isConnected) { resized.unobserve(element); chart.dispose(); drawn.delete(element); }
};

// What opened a question gets the focus back when it closes. The dialog's own memory is filled by a call through the connection, too late
// for a quick hand.
let [asked, isAsking] = [null, false];
const giveBack = () => {
  const wasAsking = isAsking;
  isAsking = document.querySelector('[role=dialog]') !== null;
  if (wasAsking && !isAsking && asked?.isConnected) asked.focus();
};

const within = node => node.nodeType !== 1 ? [] : node.matches('[data-chart]') ? [node] : node.querySelectorAll('[data-chart]');

new MutationObserver(changes => {
  const due = new Set();
  for (const change of changes) {
    if (change.type === 'attributes') due.add(change.target);
    for (const node of change.addedNodes) for (const element of within(node)) due.add(element);
  }
  if (changes.some(change => change.removedNodes.length > 0)) forget();
  giveBack();
  due.forEach(draw);
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-chart'] });
document.querySelectorAll('[data-chart]').forEach(draw);

// ---- Theme: theme.js has set it before the first paint; here it is switched and remembered.
new MutationObserver(() => [...drawn.keys()].forEach(draw)).observe(root, { attributes: true, attributeFilter: ['data-theme'] });

document.addEventListener('click', event => {
  asked = event.target.closest?.('[data-asks]') ?? asked;
  const target = event.target.closest?.('[data-theme-switch], [data-skip], .reload');
  if (!target) return;
  if (target.matches('[data-theme-switch]')) {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('kirana-theme', root.dataset.theme); } catch { /* not remembered then */ }
  } else if (target.matches('[data-skip]')) {
    event.preventDefault();
    document.getElementById('main').focus();
  } else {
    event.preventDefault();
    location.reload();
  }
}, { capture: true });

// ---- Keyboard: a slash puts the cursor into the page's search.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, [contenteditable]')) return;
  const input = document.querySelector('[data-search] input');
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});

// ---- Connection: try for as long as the page is open, soon at first. A server that was started anew does not know the page: load it again,
// its address holds what it shows.
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'rejected') location.reload();
});
Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: tries => Math.min(300 * 2 ** tries, 4000) } },
});
