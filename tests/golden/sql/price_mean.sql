-- Mean price over the clicks of this session.
-- mean(price_micros), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(price_micros) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM(price_micros) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST((
      CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
    ) AS DOUBLE) / 1000000
  ) AS price_mean
FROM plain
JOIN w0
  USING (ord)
