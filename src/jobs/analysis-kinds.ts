/** The kinds of questions that are answered in the background. */
const analysisKinds = ['backtest', 'search', 'forecast', 'allocation', 'portfolio-backtest'] as const;

export type AnalysisKind = (typeof analysisKinds)[number];

/** A question as its job carries it: plain JSON. */
export interface AnalysisData {
  /** Who asked. */
  readonly user: string;
  readonly question: unknown;
}
