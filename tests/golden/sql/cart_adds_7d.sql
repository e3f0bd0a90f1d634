-- Times this visitor put something in the cart in the last 7 days.
-- count(), where (type = 'add_to_cart'), over the visitor_7d
-- unit events, scope visitor_7d, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(CASE WHEN (
      type = 'add_to_cart'
    ) THEN 1 END) OVER (
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
    SUM(CASE WHEN (
      type = 'add_to_cart'
    ) THEN 1 END) AS d0
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
    SUM(d0) OVER (PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN 6 PRECEDING AND 1 PRECEDING) AS past0
  FROM daily
), past AS (
  SELECT
    ord,
    past0
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
  END AS cart_adds_7d
FROM plain
JOIN w0
  USING (ord)
JOIN past
  USING (ord)
