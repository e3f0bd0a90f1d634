-- Clicks of this visitor in the category at hand, over all sessions.
-- count(), by category, over the visitor
-- unit events, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no,
    category
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(1) OVER (
      PARTITION BY visitor_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL AND NOT category IS NULL THEN p0 END AS clicks_in_this_category_so_far
FROM plain
JOIN w0
  USING (ord)
