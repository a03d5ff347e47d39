// Runs in the page of a report: draws its charts, sorts its tables. Only text nodes are made of what the data say.
(() => {
  const library = window.LightweightCharts;
  const root = document.documentElement;
  const charts = JSON.parse(document.getElementById('data').textContent);
  const drawn = [];
  const inks = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const daySeconds = 86400;
  const colorOf = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  const timesOf = ({ unit, at }) => at.map((time) => time * unit);
  const points = (times, values) =>
    times.map((time, at) => (values[at] == null ? { time } : { time, value: values[at] }));

  /** Intervals of a forecast: the area between two lines, lighter the wider they are. */
  class Band {
    #data = null;
    #options = null;
    renderer() {
      return { draw: (target, toY) => target.useBitmapCoordinateSpace((scope) => this.#draw(scope, toY)) };
    }
    update(data, options) {
      this.#data = data;
      this.#options = options;
    }
    priceValueBuilder({ lower, upper }) {
      return [lower, upper, upper];
    }
    isWhitespace({ lower }) {
      return lower === undefined;
    }
    defaultOptions() {
      return { ...library.customSeriesDefaultOptions, opacity: 0.2 };
    }
    #draw({ context, horizontalPixelRatio, verticalPixelRatio }, toY) {
      if (this.#data?.visibleRange == null) return;
      const { bars, visibleRange } = this.#data;
      const shown = bars
        .slice(visibleRange.from, visibleRange.to)
        .filter(({ originalData }) => !this.isWhitespace(originalData));
      const place = (bar, side) => [
        bar.x * horizontalPixelRatio,
        (toY(bar.originalData[side]) ?? 0) * verticalPixelRatio,
      ];
      context.beginPath();
      for (const bar of shown) context.lineTo(...place(bar, 'upper'));
      for (const bar of shown.toReversed()) context.lineTo(...place(bar, 'lower'));
      context.closePath();
      context.globalAlpha = this.#options.opacity;
      context.fillStyle = this.#options.color;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  const decimalsOf = (values) => {
    const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
    return greatest >= 10000 ? 0 : greatest >= 1 ? 2 : 4;
  };
  const formatOf = (values, unit = '') => {
    const decimals = decimalsOf(values);
    const formatter = (value) =>
      value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) +
      unit;
    return { type: 'custom', minMove: 10 ** -decimals, formatter };
  };

  /** One thing in a chart: its series, its name, and the colour variable it is drawn in. */
  const add = (chart, type, { name, ink, data, format, options = {}, pane }) => {
    const series = chart.addSeries(
      type,
      { priceFormat: format, priceLineVisible: false, lastValueVisible: false, ...options },
      pane,
    );
    series.setData(data);
    return { series, name, ink, format };
  };

  const drawers = {
    lines(chart, times, { lines, filled, unit }) {
      const format = formatOf(
        lines.flatMap(({ values }) => values),
        unit,
      );
      return lines.map(({ name, values }, at) => {
        const isFilled = filled && at === 0;
        const ink = isFilled ? 'down' : inks[at % inks.length];
        const options = isFilled ? { baseValue: { type: 'price', price: 0 } } : { lineWidth: 2 };
        const type = isFilled ? library.BaselineSeries : library.LineSeries;
        return { ...add(chart, type, { name, ink, data: points(times, values), format, options }), isFilled };
      });
    },
    candles(chart, times, { open, high, low, close, volume, lines, marks }) {
      const format = formatOf(close);
      const data = times.map((time, at) =>
        [open, high, low, close].some((prices) => prices[at] == null)
          ? { time }
          : { time, open: open[at], high: high[at], low: low[at], close: close[at] },
      );
      const items = [
        { ...add(chart, library.CandlestickSeries, { name: '', ink: 'up', data, format }), isCandles: true },
      ];
      for (const [at, { name, values }] of lines.entries())
        items.push(
          add(chart, library.LineSeries, {
            name,
            ink: inks[at % inks.length],
            data: points(times, values),
            format,
            options: { lineWidth: 1 },
          }),
        );
      if (volume !== null) {
        const options = { priceScaleId: 'volume' };
        items.push(
          add(chart, library.HistogramSeries, {
            name: 'Volume',
            ink: 'soft',
            data: points(times, volume),
            format: { type: 'volume' },
            options,
          }),
        );
        chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.85, bottom: 0 } });
      }
      items[0].marks = marks;
      items[0].markers = library.createSeriesMarkers(items[0].series, []);
      return items;
    },
    fan(chart, times, { history, center, bands, lines }) {
      const format = formatOf([...history, ...center]);
      const items = bands.map(({ level, lower, upper }, at) => {
        const data = times.map((time, index) =>
          lower[index] == null || upper[index] == null
            ? { time }
            : { time, lower: lower[index], upper: upper[index] },
        );
        const series = chart.addCustomSeries(new Band(), {
          priceFormat: format,
          priceLineVisible: false,
          lastValueVisible: false,
          opacity: 0.18 + at * 0.1,
        });
        series.setData(data);
        return {
          series,
          name: `${Number((level * 100).toPrecision(6))}%`,
          ink: 'band',
          format,
          isBand: true,
        };
      });
      items.push(
        add(chart, library.LineSeries, {
          name: 'Known',
          ink: 'a',
          data: points(times, history),
          format,
          options: { lineWidth: 2 },
        }),
      );
      for (const { name, values } of lines)
        items.push(
          add(chart, library.LineSeries, {
            name,
            ink: 'b',
            data: points(times, values),
            format,
            options: { lineWidth: 1, lineStyle: 2 },
          }),
        );
      items.push(
        add(chart, library.LineSeries, {
          name: 'Forecast',
          ink: 'd',
          data: points(times, center),
          format,
          options: { lineWidth: 2 },
        }),
      );
      return items;
    },
  };

  const themeOptions = () => ({
    layout: {
      background: { type: 'solid', color: colorOf('card') },
      textColor: colorOf('soft'),
      fontFamily: getComputedStyle(document.body).fontFamily,
      // The logo brings a style of its own, which the page does not allow: the foot of the page has the notice.
      attributionLogo: false,
    },
    grid: { vertLines: { color: colorOf('line') }, horzLines: { color: colorOf('line') } },
    rightPriceScale: { borderColor: colorOf('line') },
    timeScale: { borderColor: colorOf('line') },
  });

  /** How trades look. Words beside many of them would hide the candles: then they are told where the cross hair is. */
  const markerOf = ({ time, side, text }, withText) => ({
    time,
    text: withText ? text : '',
    ...(side === 'buy'
      ? { position: 'belowBar', shape: 'arrowUp', color: colorOf('up') }
      : { position: 'aboveBar', shape: 'arrowDown', color: colorOf('down') }),
  });

  /** Colours of one item as the theme has them now. */
  const paint = ({ series, ink, isCandles, isFilled, marks, markers }) => {
    const color = colorOf(ink);
    if (isCandles) {
      const [up, down] = [colorOf('up'), colorOf('down')];
      series.applyOptions({
        upColor: up,
        downColor: down,
        wickUpColor: up,
        wickDownColor: down,
        borderVisible: false,
      });
      markers.setMarkers(marks.map((mark) => markerOf(mark, marks.length <= 12)));
    } else if (isFilled) {
      const [light, dark] = [`${color}18`, `${color}66`];
      series.applyOptions({
        lineWidth: 1,
        ...{ topLineColor: color, topFillColor1: dark, topFillColor2: light },
        ...{ bottomLineColor: color, bottomFillColor1: light, bottomFillColor2: dark },
      });
    } else series.applyOptions({ color: ink === 'soft' ? `${color}55` : color });
  };

  const dateText = (time) => {
    const text = new Date(time * 1000).toISOString();
    return time % daySeconds === 0 ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
  };

  const piece = (text, ink) => {
    const span = document.createElement('span');
    span.textContent = text;
    if (ink) span.style.color = `var(--${ink})`;
    return span;
  };

  /** What an item says where the cross hair is. */
  const saysAt = (data, { name, ink, format, isBand }) => {
    const write = format.formatter ?? ((value) => Math.round(value).toLocaleString('en-US'));
    if (data?.open !== undefined) {
      const text = `O ${write(data.open)}  H ${write(data.high)}  L ${write(data.low)}  C ${write(data.close)}`;
      return [piece(text, data.close >= data.open ? 'up' : 'down')];
    }
    if (isBand && data?.lower !== undefined)
      return [piece(`${name} ${write(data.lower)} to ${write(data.upper)}`, ink)];
    return data?.value === undefined ? [] : [piece(`${name} ${write(data.value)}`.trim(), ink)];
  };

  /** What the cross hair is at, or else the names of what is drawn. */
  const legendPieces = (items, param) => {
    if (param?.time === undefined)
      return items.filter(({ name }) => name !== '').map(({ name, ink }) => piece(name, ink));
    const marks = items.flatMap((item) => item.marks ?? []).filter(({ time }) => time === param.time);
    return [
      piece(dateText(param.time)),
      ...items.flatMap((item) => saysAt(param.seriesData.get(item.series), item)),
      ...marks.map(({ text, side }) => piece(text, side === 'buy' ? 'up' : 'down')),
    ];
  };

  const ranges = [
    ['3 months', 91],
    ['1 year', 365],
    ['5 years', 1826],
  ];

  const rangeButtons = (chart, times) => {
    const bar = document.createElement('div');
    bar.className = 'ranges';
    const [first, last] = [times[0], times.at(-1)];
    const button = (text, action) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.textContent = text;
      element.addEventListener('click', action);
      bar.append(element);
    };
    for (const [text, days] of ranges)
      if (last - first > days * daySeconds)
        button(text, () => chart.timeScale().setVisibleRange({ from: last - days * daySeconds, to: last }));
    if (bar.childElementCount > 0) button('All', () => chart.timeScale().fitContent());
    const scale = chart.priceScale('right');
    const { Normal, Logarithmic } = library.PriceScaleMode;
    const isLog = () => scale.options().mode === Logarithmic;
    button('Logarithmic', () => scale.applyOptions({ mode: isLog() ? Normal : Logarithmic }));
    return bar;
  };

  const note = (text) => {
    const element = document.createElement('p');
    element.className = 'note';
    element.textContent = `Shown: ${text}.`;
    return element;
  };

  const draw = (place) => {
    const data = charts[Number(place.dataset.chart)];
    if (place.dataset.drawn || data === undefined) return;
    place.dataset.drawn = 'yes';
    const times = timesOf(data.times);
    const [canvas, legend] = [document.createElement('div'), document.createElement('div')];
    canvas.className = 'canvas';
    legend.className = 'legend';
    place.append(canvas, legend);
    const chart = library.createChart(canvas, {
      autoSize: true,
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
      crosshair: { mode: library.CrosshairMode.Normal },
      localization: { locale: 'en-GB', timeFormatter: dateText },
      ...themeOptions(),
    });
    chart.applyOptions({
      rightPriceScale: { scaleMargins: { top: 0.14, bottom: data.kind === 'candles' ? 0.18 : 0.05 } },
      timeScale: {
        timeVisible: data.times.unit === 1,
        minBarSpacing: 0.05,
        lockVisibleTimeRangeOnResize: true,
      },
    });
    const items = drawers[data.kind](chart, times, data);
    for (const item of items) paint(item);
    drawn.push({ chart, items });
    chart.timeScale().fitContent();
    const show = (param) => legend.replaceChildren(...legendPieces(items, param));
    show();
    chart.subscribeCrosshairMove(show);
    chart.subscribeDblClick(() => chart.timeScale().fitContent());
    // The wheel moves the page until a chart was clicked.
    const wheel = (mouseWheel) =>
      chart.applyOptions({ handleScroll: { mouseWheel, vertTouchDrag: false }, handleScale: { mouseWheel } });
    place.addEventListener('pointerdown', () => wheel(true));
    place.addEventListener('pointerleave', () => wheel(false));
    place.before(rangeButtons(chart, times));
    if (data.note !== null) place.after(note(data.note));
  };

  const repaint = () => {
    for (const { chart, items } of drawn) {
      chart.applyOptions(themeOptions());
      for (const item of items) paint(item);
    }
  };

  const places = [...document.querySelectorAll('[data-chart]')];
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) draw(target);
    },
    { rootMargin: '300px' },
  );
  for (const place of places) seen.observe(place);

  const preference = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : preference.matches);
  const theme = document.getElementById('theme');
  theme.hidden = false;
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    repaint();
  });
  preference.addEventListener('change', repaint);
  let before;
  addEventListener('beforeprint', () => {
    before = root.dataset.theme;
    root.dataset.theme = 'light';
    for (const place of places) draw(place);
    repaint();
  });
  addEventListener('afterprint', () => {
    if (before === undefined) delete root.dataset.theme;
    else root.dataset.theme = before;
    repaint();
  });

  const keyOf = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };
  const compare = (one, other) => {
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    // What has no number comes last, whichever way it is sorted.
    if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
    return one.localeCompare(other, 'en', { numeric: true });
  };
  for (const table of document.querySelectorAll('table.sortable')) {
    const titles = [...table.tHead.rows[0].cells];
    for (const [at, title] of titles.entries())
      title.querySelector('button').addEventListener('click', () => {
        const way = title.getAttribute('aria-sort') === 'descending' ? 'ascending' : 'descending';
        for (const other of titles) other.removeAttribute('aria-sort');
        title.setAttribute('aria-sort', way);
        const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row, at), row]);
        rows.sort(([one], [other]) =>
          way === 'ascending' || typeof one !== typeof other ? compare(one, other) : compare(other, one),
        );
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
  }
})();
