-- Different kinds of action so far in this session.
-- distinct(type), over the session
-- unit event types, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT type IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY session_no, type ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  p0 AS distinct_types
FROM plain
JOIN w0
  USING (ord)
