-- Clicks in sale so far in this session.
-- count(), where (category = 'sale'), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      category = 'sale'
    ) THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS clicks_in_sale
FROM plain
JOIN w0
  USING (ord)
