-- Sessions of this visitor, this one included.
-- count(), where (click = 1), over the visitor
-- unit sessions, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      click = 1
    ) THEN 1 END) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS sessions_so_far
FROM plain
JOIN w0
  USING (ord)
