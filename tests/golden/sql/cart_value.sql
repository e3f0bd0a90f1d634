-- Value put in the cart so far in this session.
-- total((price_micros * quantity)), where (type = 'add_to_cart'), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(CASE WHEN (
      type = 'add_to_cart'
    ) THEN (
      price_micros * quantity
    ) END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(CAST(COALESCE(p0, 0) AS BIGINT) AS DOUBLE) / 1000000
  ) AS cart_value
FROM plain
JOIN w0
  USING (ord)
