-- Highest price this visitor has seen in the last 7 days.
-- greatest(price_micros), over the visitor_7d
-- unit currency, scope visitor_7d, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(price_micros) OVER (
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
    MAX(price_micros) AS d0
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
    MAX(d0) OVER (PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN 6 PRECEDING AND 1 PRECEDING) AS past0
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
  (
    CAST(CASE
      WHEN NOT visitor_no IS NULL
      THEN GREATEST(COALESCE(past0, p0), COALESCE(p0, past0))
    END AS DOUBLE) / 1000000
  ) AS price_greatest_7d
FROM plain
JOIN w0
  USING (ord)
JOIN past
  USING (ord)
