-- Time between clicks inside the category at hand, in this session.
-- total(gap_us), where (previous_category = category), by category, over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    category,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r1
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(CASE WHEN (
      previous_category = category
    ) THEN gap_us END) OVER (
      PARTITION BY session_no, category
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN r1
    THEN (
      CAST(CASE WHEN NOT category IS NULL THEN CAST(COALESCE(p0, 0) AS BIGINT) END AS DOUBLE) / 1000000
    )
  END AS seconds_in_this_category
FROM plain
JOIN w0
  USING (ord)
