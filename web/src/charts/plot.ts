import {
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  PriceScaleMode,
  type SeriesType,
  type Time,
} from 'lightweight-charts';
import type { ChartMark, ChartView, TimeChartProps } from './chart-types.ts';
import type { Inks } from './inks.ts';
import { chartOptions, themeOptions } from './plot-options.ts';
import { type Datum, type Drawn, dataOf, lastNotAfter, secondsOf, tailOf, timesOf } from './series-data.ts';
import { addSeriesTo, seriesOptions } from './series-options.ts';

interface Item {
  drawn: Drawn;
  data: readonly Datum[];
  readonly api: ISeriesApi<SeriesType>;
}

type Shown = Pick<TimeChartProps, 'series' | 'bands' | 'marks' | 'logarithmic' | 'view'>;

interface PlotEvents {
  hover(timeMs: number | null): void;
  view(fromMs: number, toMs: number): void;
  needOlder(): void;
}

/** Bars left of what is shown below which older ones are asked for. */
const olderMargin = 50;
const restMs = 250;

/** A chart on the page. It is made once; `show` changes what differs from what it shows already. */
export class Plot {
  readonly chart: IChartApi;
  readonly #events: PlotEvents;
  #items = new Map<string, Item>();
  #markers: { owner: Item; plugin: ISeriesMarkersPluginApi<Time> } | null = null;
  #inks: Inks | null = null;
  #viewKey: string | null = null;
  /** Whether the reader moved what is shown since it was set. */
  #isTouched = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(holder: HTMLElement, events: PlotEvents) {
    this.#events = events;
    this.chart = createChart(holder, chartOptions);
    this.chart.subscribeCrosshairMove(({ time }) =>
      events.hover(typeof time === 'number' ? time * 1000 : null),
    );
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range) this.#moved(range.from);
    });
    this.chart.subscribeDblClick(() => {
      this.touch();
      this.chart.timeScale().fitContent();
    });
  }

  remove(): void {
    clearTimeout(this.#rest);
    this.chart.remove();
  }

  /** Times of the first series, epoch milliseconds. */
  times(): readonly number[] {
    const first = this.#first();
    return first ? timesOf(first.drawn) : [];
  }

  show(shown: Shown, inks: Inks): void {
    const isPainted = this.#inks !== inks;
    this.#inks = inks;
    if (isPainted) this.chart.applyOptions(themeOptions(inks));
    const drawn: Drawn[] = [
      ...(shown.bands ?? []).map((band): Drawn => ({ kind: 'band', ...band })),
      ...shown.series,
    ];
    this.#draw(drawn, inks, isPainted);
    this.#mark(shown.marks ?? [], inks);
    this.chart.priceScale('right').applyOptions({
      mode: shown.logarithmic ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal,
    });
    this.#look(shown.view ?? { key: spanOf(drawn) });
  }

  /** The reader is about to move what is shown. */
  touch(): void {
    this.#isTouched = true;
  }

  /** Puts the cross hair on a time of the first series. */
  pointAt(timeMs: number): void {
    const first = this.#first();
    const datum = first?.data[lastNotAfter(this.times(), timeMs)];
    const price = datum?.['value'] ?? datum?.['close'];
    if (first && datum && price !== undefined) this.chart.setCrosshairPosition(price, datum.time, first.api);
    this.#events.hover(timeMs);
  }

  #first(): Item | undefined {
    return [...this.#items.values()].find(({ drawn }) => drawn.kind !== 'band');
  }

  #draw(all: readonly Drawn[], inks: Inks, isPainted: boolean): void {
    const kept = new Map(all.map((drawn) => [keyOf(drawn), drawn]));
    for (const [key, { api }] of this.#items)
      if (!kept.has(key)) {
        this.chart.removeSeries(api);
        this.#items.delete(key);
      }
    const items = new Map<string, Item>();
    for (const [index, [key, drawn]] of [...kept].entries()) {
      const known = this.#items.get(key);
      const item = known ?? { drawn, data: [], api: addSeriesTo(this.chart, drawn) };
      if (!known || isPainted || known.drawn !== drawn)
        item.api.applyOptions(seriesOptions(drawn, index, inks));
      if (!known || known.drawn !== drawn) setData(item, drawn);
      items.set(key, item);
    }
    this.#items = items;
    for (const [index, pane] of this.chart.panes().entries()) pane.setStretchFactor(index === 0 ? 3 : 1);
  }

  #mark(marks: readonly ChartMark[], inks: Inks): void {
    const owner = this.#first();
    if (!owner) return;
    if (this.#markers?.owner !== owner) this.#markers = { owner, plugin: createSeriesMarkers(owner.api, []) };
    const times = this.times();
    const placed = marks.flatMap(({ time, text, shape, position, colour }) => {
      const at = times[lastNotAfter(times, time)];
      if (at === undefined) return [];
      return [{ time: secondsOf(at), text, shape, position, color: inks.colour(colour) }];
    });
    this.#markers.plugin.setMarkers(placed.sort((one, other) => one.time - other.time));
  }

  #look(view: ChartView): void {
    if (view.key === this.#viewKey || this.times().length === 0) return;
    this.#viewKey = view.key;
    this.#isTouched = false;
    const times = this.times();
    const scale = this.chart.timeScale();
    if (view.from === undefined && view.to === undefined) {
      scale.fitContent();
      return;
    }
    const [first, last] = [times[0] as number, times.at(-1) as number];
    scale.setVisibleRange({
      from: secondsOf(Math.min(view.from ?? first, last)),
      to: secondsOf(Math.max(view.to ?? last, first)),
    });
  }

  #moved(from: number): void {
    if (from < olderMargin && this.#items.size > 0) this.#events.needOlder();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const range = this.chart.timeScale().getVisibleRange();
      if (range && this.#isTouched) this.#events.view(Number(range.from) * 1000, Number(range.to) * 1000);
    }, restMs);
  }
}

function setData(item: Item, drawn: Drawn): void {
  const data = dataOf(drawn);
  const tail = tailOf(item.data, data);
  if (tail) for (const datum of tail) item.api.update(datum);
  else item.api.setData([...data]);
  item.drawn = drawn;
  item.data = data;
}

function keyOf(drawn: Drawn): string {
  const place = drawn.kind === 'band' ? 0 : (drawn.pane ?? 0);
  return `${drawn.kind} ${place} ${drawn.name}`;
}

/** Where the reader has to look anew: other bars begin elsewhere or are another number altogether. */
function spanOf(drawn: readonly Drawn[]): string {
  return drawn.map((each) => `${timesOf(each)[0]} ${Math.round(timesOf(each).length / 16)}`).join();
}
