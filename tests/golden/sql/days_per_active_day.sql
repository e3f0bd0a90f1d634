-- Days since this visitor was first seen, for each day with a visit.
-- days_per_active_day=days_known/active_days
-- unit days, scope as its parts, clock as its parts
SELECT
  ord,
  days_known,
  active_days,
  (
    CAST(days_known AS DOUBLE) / NULLIF(CAST(active_days AS DOUBLE), 0)
  ) AS days_per_active_day
FROM (
  WITH plain AS (
    SELECT
      ord,
      us,
      visitor_no
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      MIN(us) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0
    FROM visits
  ), w1 AS (
    SELECT
      ord,
      COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
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
    (
      CAST(CASE WHEN NOT visitor_no IS NULL THEN (
        us - p0
      ) END AS DOUBLE) / 86400000000
    ) AS days_known,
    CASE WHEN NOT visitor_no IS NULL THEN p1 END AS active_days
  FROM plain
  JOIN w0
    USING (ord)
  JOIN w1
    USING (ord)
) AS answered
