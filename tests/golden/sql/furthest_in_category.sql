-- Furthest place seen in the list of the category at hand in this session.
-- greatest("list_position"), by category, over the session
-- unit place, scope session, clock day
WITH plain AS (
  SELECT
    ord,
    category
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX("list_position") OVER (
      PARTITION BY session_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT category IS NULL THEN p0 END AS furthest_in_category
FROM plain
JOIN w0
  USING (ord)
