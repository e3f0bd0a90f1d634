-- Mean price seen in the category at hand in this session.
-- mean(price_micros), by category, over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    category
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(price_micros) OVER (
      PARTITION BY session_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM(price_micros) OVER (
      PARTITION BY session_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST(CASE WHEN NOT category IS NULL THEN (
      CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
    ) END AS DOUBLE) / 1000000
  ) AS price_mean_in_category
FROM plain
JOIN w0
  USING (ord)
