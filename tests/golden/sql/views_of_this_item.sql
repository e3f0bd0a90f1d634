-- How often the product at hand has been seen in this session.
-- count(), by item_id, over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    item_id
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(1) OVER (
      PARTITION BY session_no, item_id
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT item_id IS NULL THEN p0 END AS views_of_this_item
FROM plain
JOIN w0
  USING (ord)
