-- Times something was put in the cart for each product page seen.
-- cart_adds_per_view=cart_adds/item_views
-- unit ratio, scope as its parts, clock as its parts
SELECT
  ord,
  cart_adds,
  item_views,
  (
    CAST(cart_adds AS DOUBLE) / NULLIF(CAST(item_views AS DOUBLE), 0)
  ) AS cart_adds_per_view
FROM (
  WITH plain AS (
    SELECT
      ord
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      COUNT(CASE WHEN (
        type = 'add_to_cart'
      ) THEN 1 END) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0,
      COUNT(CASE WHEN (
        type = 'view_item'
      ) THEN 1 END) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  )
  SELECT
    ord,
    p0 AS cart_adds,
    p1 AS item_views
  FROM plain
  JOIN w0
    USING (ord)
) AS answered
