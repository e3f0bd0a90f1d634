-- Mean value of this visitor's order lines so far.
-- mean(revenue_micros), over the visitor
-- unit currency, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(revenue_micros) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM(revenue_micros) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST(CASE WHEN NOT visitor_no IS NULL THEN (
      CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
    ) END AS DOUBLE) / 1000000
  ) AS order_line_mean
FROM plain
JOIN w0
  USING (ord)
