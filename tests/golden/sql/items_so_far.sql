-- Different products this visitor has ever seen.
-- distinct(item_id), over the visitor
-- unit items, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT item_id IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY visitor_no, item_id ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS items_so_far
FROM plain
JOIN w0
  USING (ord)
