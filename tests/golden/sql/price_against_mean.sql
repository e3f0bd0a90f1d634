-- Price of the latest product against the mean seen in this session.
-- price_against_mean=price_now/price_mean
-- unit ratio, scope as its parts, clock as its parts
SELECT
  ord,
  price_now,
  price_mean,
  (
    CAST(price_now AS DOUBLE) / NULLIF(CAST(price_mean AS DOUBLE), 0)
  ) AS price_against_mean
FROM (
  WITH plain AS (
    SELECT
      ord
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      LAST_VALUE(price_micros IGNORE NULLS) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0,
      COUNT(price_micros) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1,
      SUM(price_micros) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p2
    FROM visits
  )
  SELECT
    ord,
    (
      CAST(p0 AS DOUBLE) / 1000000
    ) AS price_now,
    (
      CAST((
        CAST(p2 AS DOUBLE) / NULLIF(p1, 0)
      ) AS DOUBLE) / 1000000
    ) AS price_mean
  FROM plain
  JOIN w0
    USING (ord)
) AS answered
