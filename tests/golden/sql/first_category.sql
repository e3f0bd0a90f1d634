-- The category that this session began with.
-- first(category), over the session
-- unit category, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    FIRST_VALUE(category IGNORE NULLS) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS first_category
FROM plain
JOIN w0
  USING (ord)
