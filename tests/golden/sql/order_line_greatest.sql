-- Highest order line of this visitor so far.
-- greatest(revenue_micros), over the visitor
-- unit currency, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(revenue_micros) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(CASE WHEN NOT visitor_no IS NULL THEN p0 END AS DOUBLE) / 1000000
  ) AS order_line_greatest
FROM plain
JOIN w0
  USING (ord)
