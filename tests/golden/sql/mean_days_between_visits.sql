-- Mean days between this visitor's visits.
-- mean(visit_gap_us), over the visitor
-- unit days, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(visit_gap_us) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM(visit_gap_us) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST(CASE WHEN NOT visitor_no IS NULL THEN (
      CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
    ) END AS DOUBLE) / 86400000000
  ) AS mean_days_between_visits
FROM plain
JOIN w0
  USING (ord)
