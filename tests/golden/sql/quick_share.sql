-- Share of this session's clicks made within 10 seconds of the one before.
-- share((gap_us < 10000000)), over the session
-- unit share, scope session, clock second
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
    COUNT(CASE WHEN (
      gap_us < 10000000
    ) THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    COUNT(1) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  CASE WHEN r0 THEN (
    CAST(p0 AS DOUBLE) / NULLIF(p1, 0)
  ) END AS quick_share
FROM plain
JOIN w0
  USING (ord)
