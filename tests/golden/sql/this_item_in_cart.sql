-- Whether the product at hand was put in the cart in this session.
-- ever(), where (type = 'add_to_cart'), by item_id, over the session
-- unit flag, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    item_id
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(CASE WHEN (
      type = 'add_to_cart'
    ) THEN 1 END) OVER (
      PARTITION BY session_no, item_id
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT item_id IS NULL THEN CAST(COALESCE(p0, 0) AS BIGINT) END AS this_item_in_cart
FROM plain
JOIN w0
  USING (ord)
