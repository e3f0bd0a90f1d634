-- Clicks on products priced above their category's mean in this session.
-- count(), where ("price_2" = 1), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      "price_2" = 1
    ) THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS dear_clicks
FROM plain
JOIN w0
  USING (ord)
