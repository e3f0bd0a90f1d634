-- Clicks of this visitor over all sessions.
-- count(), over the visitor
-- unit events, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(1) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS clicks_so_far
FROM plain
JOIN w0
  USING (ord)
