-- Share of this visitor's clicks of 28 days that fall in the last 7.
-- clicks_7d_of_28d=clicks_7d/clicks_28d
-- unit share, scope as its parts, clock as its parts
SELECT
  ord,
  clicks_7d,
  clicks_28d,
  (
    CAST(clicks_7d AS DOUBLE) / NULLIF(CAST(clicks_28d AS DOUBLE), 0)
  ) AS clicks_7d_of_28d
FROM (
  WITH plain AS (
    SELECT
      ord,
      visitor_no
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      SUM(1) OVER (
        PARTITION BY visitor_no, (
          us // 86400000000
        )
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0
    FROM visits
  ), daily AS (
    SELECT
      visitor_no AS on_visitor,
      (
        us // 86400000000
      ) AS on_day,
      SUM(1) AS d0
    FROM visits
    WHERE
      NOT visitor_no IS NULL
    GROUP BY
      1,
      2
  ), rolled AS (
    SELECT
      on_visitor,
      on_day,
      SUM(d0) OVER (PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN 6 PRECEDING AND 1 PRECEDING) AS past0,
      SUM(d0) OVER (PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN 27 PRECEDING AND 1 PRECEDING) AS past1
    FROM daily
  ), past AS (
    SELECT
      ord,
      past0,
      past1
    FROM visits AS row
    LEFT JOIN rolled
      ON row.visitor_no = rolled.on_visitor AND (
        us // 86400000000
      ) = rolled.on_day
  )
  SELECT
    ord,
    CASE
      WHEN NOT visitor_no IS NULL
      THEN CAST(COALESCE(past0, 0) + COALESCE(p0, 0) AS BIGINT)
    END AS clicks_7d,
    CASE
      WHEN NOT visitor_no IS NULL
      THEN CAST(COALESCE(past1, 0) + COALESCE(p0, 0) AS BIGINT)
    END AS clicks_28d
  FROM plain
  JOIN w0
    USING (ord)
  JOIN past
    USING (ord)
) AS answered
