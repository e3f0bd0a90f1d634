-- Times something was taken out of the cart in this session.
-- count(), where (type = 'remove_from_cart'), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      type = 'remove_from_cart'
    ) THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS cart_removes
FROM plain
JOIN w0
  USING (ord)
