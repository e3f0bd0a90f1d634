-- Clicks in the category at hand so far in this session.
-- count(), by category, over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    category
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(1) OVER (
      PARTITION BY session_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT category IS NULL THEN p0 END AS clicks_in_this_category
FROM plain
JOIN w0
  USING (ord)
