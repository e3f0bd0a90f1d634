-- How often this visitor has seen the product at hand, over all sessions.
-- count(), where (type = 'view_item'), by item_id, over the visitor
-- unit events, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no,
    item_id
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      type = 'view_item'
    ) THEN 1 END) OVER (
      PARTITION BY visitor_no, item_id
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL AND NOT item_id IS NULL THEN p0 END AS views_of_this_item_so_far
FROM plain
JOIN w0
  USING (ord)
