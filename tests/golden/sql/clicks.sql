-- Clicks so far in this session.
-- count(), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(1) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS clicks
FROM plain
JOIN w0
  USING (ord)
