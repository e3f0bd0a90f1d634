-- Time since this session began.
-- elapsed(), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    us,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r1
  FROM visits
), w0 AS (
  SELECT
    ord,
    MIN(us) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN r1 THEN (
    CAST((
      us - p0
    ) AS DOUBLE) / 1000000
  ) END AS session_seconds
FROM plain
JOIN w0
  USING (ord)
