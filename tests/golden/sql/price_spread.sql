-- Standard deviation of the prices seen in this session.
-- spread(price_micros), over the session
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
    ) AS p1,
    SUM(CAST(price_micros AS INT128) * CAST(price_micros AS INT128)) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p2
  FROM visits
)
SELECT
  ord,
  (
    CAST((
      SQRT(CAST(p0 * p2 - CAST(p1 AS INT128) * CAST(p1 AS INT128) AS DOUBLE)) / NULLIF(p0, 0)
    ) AS DOUBLE) / 1000000
  ) AS price_spread
FROM plain
JOIN w0
  USING (ord)
