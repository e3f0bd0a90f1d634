-- Days since this visitor last put something in the cart.
-- since(), where (type = 'add_to_cart'), over the visitor
-- unit days, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    us,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(CASE WHEN (
      type = 'add_to_cart'
    ) THEN us END) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(CASE WHEN NOT visitor_no IS NULL THEN (
      us - p0
    ) END AS DOUBLE) / 86400000000
  ) AS days_since_cart_add
FROM plain
JOIN w0
  USING (ord)
