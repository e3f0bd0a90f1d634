-- Lowest price seen in this session.
-- least(price_micros), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    MIN(price_micros) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(p0 AS DOUBLE) / 1000000
  ) AS price_least
FROM plain
JOIN w0
  USING (ord)
