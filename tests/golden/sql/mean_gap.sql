-- Mean time between clicks in this session.
-- mean(gap_us), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r0
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(gap_us) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM(gap_us) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN r0
    THEN (
      CAST((
        CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
      ) AS DOUBLE) / 1000000
    )
  END AS mean_gap
FROM plain
JOIN w0
  USING (ord)
