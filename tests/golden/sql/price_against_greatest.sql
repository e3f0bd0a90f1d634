-- Price of the latest product against the highest seen in this session.
-- price_against_greatest=price_now/price_greatest
-- unit ratio, scope as its parts, clock as its parts
SELECT
  ord,
  price_now,
  price_greatest,
  (
    CAST(price_now AS DOUBLE) / NULLIF(CAST(price_greatest AS DOUBLE), 0)
  ) AS price_against_greatest
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
      MAX(price_micros) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  )
  SELECT
    ord,
    (
      CAST(p0 AS DOUBLE) / 1000000
    ) AS price_now,
    (
      CAST(p1 AS DOUBLE) / 1000000
    ) AS price_greatest
  FROM plain
  JOIN w0
    USING (ord)
) AS answered
