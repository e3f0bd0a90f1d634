-- Days between this session's start and the visit before.
-- last(visit_gap_us), over the session
-- unit days, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    LAST_VALUE(visit_gap_us IGNORE NULLS) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  (
    CAST(p0 AS DOUBLE) / 86400000000
  ) AS days_since_last_visit
FROM plain
JOIN w0
  USING (ord)
