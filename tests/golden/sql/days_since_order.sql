-- Days since this visitor's latest order.
-- since(), where (type = 'purchase'), over the visitor
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
      type = 'purchase'
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
  ) AS days_since_order
FROM plain
JOIN w0
  USING (ord)
