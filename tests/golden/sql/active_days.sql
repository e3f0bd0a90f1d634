-- Days on which this visitor came, this one included: sessions of one day count once.
-- distinct(((us + (utc_offset_s * 1000000)) // 86400000000)), over the visitor
-- unit dates, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT (
          (
            us + (
              utc_offset_s * 1000000
            )
          ) // 86400000000
        ) IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY visitor_no, (
            (
              us + (
                utc_offset_s * 1000000
              )
            ) // 86400000000
          )
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS active_days
FROM plain
JOIN w0
  USING (ord)
