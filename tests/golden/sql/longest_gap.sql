-- Longest pause between clicks in this session.
-- greatest(gap_us), over the session
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
    MAX(gap_us) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN r0 THEN (
    CAST(p0 AS DOUBLE) / 1000000
  ) END AS longest_gap
FROM plain
JOIN w0
  USING (ord)
