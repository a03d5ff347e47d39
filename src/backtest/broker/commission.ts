/** A rate per share that holds for orders of at least so many shares. */
interface CommissionTier {
  readonly from: number;
  readonly rate: number;
}

/**
 * What a broker takes for an order, on entry and on exit. Plain data. The commission is the sum of its three parts,
 * held between the least and the most; fees come on top.
 */
export interface CommissionModel {
  /** Part of the order's value. */
  readonly relative: number;
  /** Currency units an order. */
  readonly fixed: number;
  /** Currency units a share, by the size of the order; ascending, none for none. */
  readonly perShare: readonly CommissionTier[];
  readonly least: number | null;
  readonly most: number | null;
  /** Fee of the regulator: part of the order's value. */
  readonly regulatory: number;
  /** Fee of the exchange: currency units an order. */
  readonly exchange: number;
  /** Fee a share for orders of more than so many shares, up to a cap. */
  readonly activity: { readonly perShare: number; readonly above: number; readonly cap: number } | null;
}

export const noCommission: CommissionModel = {
  relative: 0,
  fixed: 0,
  perShare: [],
  least: null,
  most: null,
  regulatory: 0,
  exchange: 0,
  activity: null,
};

/** What an order of so many shares costs at a price, currency units. */
export function orderFee(model: CommissionModel, shares: number, price: number): number {
  const value = shares * price;
  let fee = model.fixed + value * model.relative;
  if (model.perShare.length > 0) fee += shares * tierRate(model.perShare, shares);
  if (model.least !== null) fee = Math.max(fee, model.least);
  if (model.most !== null) fee = Math.min(fee, model.most);
  fee += value * model.regulatory + model.exchange;
  const { activity } = model;
  if (activity !== null && shares > activity.above) fee += Math.min(shares * activity.perShare, activity.cap);
  return fee;
}

function tierRate(tiers: readonly CommissionTier[], shares: number): number {
  let rate = 0;
  for (const tier of tiers) if (shares >= tier.from) rate = tier.rate;
  return rate;
}

/** Whether the fee is a fixed part of the order's value, so that it is the same for each share. */
function isProportional(model: CommissionModel): boolean {
  const { fixed, perShare, least, most, exchange, activity } = model;
  return (
    fixed === 0 &&
    perShare.length === 0 &&
    least === null &&
    most === null &&
    exchange === 0 &&
    activity === null
  );
}

/**
 * The largest order that a budget pays for with its fee.
 * @param unit the smallest part of a share; the answer is a multiple of it
 */
export function affordableShares(
  model: CommissionModel,
  budget: number,
  price: number,
  unit: number,
): number {
  if (isProportional(model)) {
    const each = (price + price * (model.relative + model.regulatory)) * unit;
    let units = Math.floor(budget / each);
    if (units * each > budget) units--;
    return Math.max(0, units) * unit;
  }
  // Costs rise with the size but where a tier with a lower rate begins, so it is sought from the last tier that can
  // be paid for.
  const fits = (units: number) => pays(model, budget, units * unit, price);
  let least = 0;
  for (const { from } of model.perShare) if (fits(Math.ceil(from / unit))) least = Math.ceil(from / unit);
  let beyond = Math.floor(budget / (price * unit)) + 1;
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (fits(middle)) least = middle;
    else beyond = middle;
  }
  return least * unit;
}

function pays(model: CommissionModel, budget: number, shares: number, price: number): boolean {
  return shares * price + orderFee(model, shares, price) <= budget;
}
