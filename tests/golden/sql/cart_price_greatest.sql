-- Price of the dearest product put in the cart in this session.
-- greatest(price_micros), where (type = 'add_to_cart'), over the session
-- unit currency, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(CASE WHEN (
      type = 'add_to_cart'
    ) THEN price_micros END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(p0 AS DOUBLE) / 1000000
  ) AS cart_price_greatest
FROM plain
JOIN w0
  USING (ord)
