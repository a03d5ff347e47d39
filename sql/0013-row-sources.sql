-- Whose a row is, also in the plain tables that both a migration and the pipeline write to. A migration compares,
-- overwrites and removes only rows of the older application.

ALTER TABLE stocks ADD COLUMN source text NOT NULL DEFAULT 'legacy';
ALTER TABLE stock_info ADD COLUMN source text NOT NULL DEFAULT 'legacy';
COMMENT ON COLUMN stocks.source IS 'who wrote the row as it is: legacy is the older application, by a migration';
COMMENT ON COLUMN stock_info.source IS 'who wrote the row as it is: legacy is the older application, by a migration';

-- Until now nothing told. A symbol that has bars, but none of the older application's, was brought by the pipeline.
UPDATE stocks SET source = bar.source
FROM (SELECT symbol, min(source) AS source FROM ts_price_history GROUP BY symbol HAVING bool_and(source <> 'legacy')) AS bar
WHERE bar.symbol = stocks.symbol;
UPDATE stock_info SET source = stocks.source FROM stocks WHERE stocks.symbol = stock_info.symbol AND stocks.source <> 'legacy';
