-- How uneven the pace is: standard deviation of the time between clicks.
-- spread(gap_us), over the session
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
    ) AS p1,
    SUM(CAST(gap_us AS INT128) * CAST(gap_us AS INT128)) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p2
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN r0
    THEN (
      CAST((
        SQRT(CAST(p0 * p2 - CAST(p1 AS INT128) * CAST(p1 AS INT128) AS DOUBLE)) / NULLIF(p0, 0)
      ) AS DOUBLE) / 1000000
    )
  END AS gap_spread
FROM plain
JOIN w0
  USING (ord)
