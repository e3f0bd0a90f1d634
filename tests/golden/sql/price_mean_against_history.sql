-- Price level of this session against this visitor's usual one.
-- price_mean_against_history=price_mean/price_mean_so_far
-- unit ratio, scope as its parts, clock as its parts
SELECT
  ord,
  price_mean,
  price_mean_so_far,
  (
    CAST(price_mean AS DOUBLE) / NULLIF(CAST(price_mean_so_far AS DOUBLE), 0)
  ) AS price_mean_against_history
FROM (
  WITH plain AS (
    SELECT
      ord,
      visitor_no
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      COUNT(price_micros) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0,
      SUM(price_micros) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  ), w1 AS (
    SELECT
      ord,
      COUNT(price_micros) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p2,
      SUM(price_micros) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p3
    FROM visits
  )
  SELECT
    ord,
    (
      CAST((
        CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
      ) AS DOUBLE) / 1000000
    ) AS price_mean,
    (
      CAST(CASE WHEN NOT visitor_no IS NULL THEN (
        CAST(p3 AS DOUBLE) / NULLIF(p2, 0)
      ) END AS DOUBLE) / 1000000
    ) AS price_mean_so_far
  FROM plain
  JOIN w0
    USING (ord)
  JOIN w1
    USING (ord)
) AS answered
