import {
  type CustomData,
  type CustomSeriesOptions,
  type CustomSeriesWhitespaceData,
  customSeriesDefaultOptions,
  type ICustomSeriesPaneRenderer,
  type ICustomSeriesPaneView,
  type PaneRendererCustomData,
  type PriceToCoordinateConverter,
  type Time,
} from 'lightweight-charts';

export interface BandDatum extends CustomData<Time> {
  readonly lower?: number;
  readonly upper?: number;
}

export interface BandOptions extends CustomSeriesOptions {
  /** 0 to 1. */
  opacity: number;
}

type Target = Parameters<ICustomSeriesPaneRenderer['draw']>[0];
type Scope = Parameters<Parameters<Target['useBitmapCoordinateSpace']>[0]>[0];

/** Draws the area between two lines. */
export class BandSeries implements ICustomSeriesPaneView<Time, BandDatum, BandOptions> {
  #data: PaneRendererCustomData<Time, BandDatum> | null = null;
  #options: BandOptions | null = null;

  renderer(): ICustomSeriesPaneRenderer {
    return { draw: (target, toY) => target.useBitmapCoordinateSpace((scope) => this.#draw(scope, toY)) };
  }

  update(data: PaneRendererCustomData<Time, BandDatum>, options: BandOptions): void {
    this.#data = data;
    this.#options = options;
  }

  priceValueBuilder({ lower = 0, upper = 0 }: BandDatum): number[] {
    return [lower, upper, upper];
  }

  isWhitespace(data: BandDatum | CustomSeriesWhitespaceData<Time>): data is CustomSeriesWhitespaceData<Time> {
    return !('lower' in data) || data.lower === undefined;
  }

  defaultOptions(): BandOptions {
    return { ...customSeriesDefaultOptions, opacity: 0.2 };
  }

  #draw({ context, horizontalPixelRatio, verticalPixelRatio }: Scope, toY: PriceToCoordinateConverter): void {
    const [data, options] = [this.#data, this.#options];
    if (!data?.visibleRange || !options) return;
    const { from, to } = data.visibleRange;
    const shown = data.bars.slice(from, to).filter(({ originalData }) => !this.isWhitespace(originalData));
    const line = (bar: (typeof shown)[number], price: number | undefined): void =>
      context.lineTo(bar.x * horizontalPixelRatio, (toY(price ?? 0) ?? 0) * verticalPixelRatio);
    context.beginPath();
    for (const bar of shown) line(bar, bar.originalData.upper);
    for (const bar of shown.toReversed()) line(bar, bar.originalData.lower);
    context.closePath();
    context.globalAlpha = options.opacity;
    context.fillStyle = options.color;
    context.fill();
    context.globalAlpha = 1;
  }
}
