-- Country of this session.
-- last(country), over the session
-- unit country, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    LAST_VALUE(country IGNORE NULLS) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS country
FROM plain
JOIN w0
  USING (ord)
