-- Order value already placed in this session.
-- total(revenue_micros), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(revenue_micros) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(CAST(COALESCE(p0, 0) AS BIGINT) AS DOUBLE) / 1000000
  ) AS bought_this_session
FROM plain
JOIN w0
  USING (ord)
