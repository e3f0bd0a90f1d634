-- Whether this visitor ever bought the product at hand.
-- ever(), where (type = 'purchase'), by item_id, over the visitor
-- unit flag, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no,
    item_id
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(CASE WHEN (
      type = 'purchase'
    ) THEN 1 END) OVER (
      PARTITION BY visitor_no, item_id
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN NOT visitor_no IS NULL AND NOT item_id IS NULL
    THEN CAST(COALESCE(p0, 0) AS BIGINT)
  END AS bought_this_item
FROM plain
JOIN w0
  USING (ord)
