-- Mean place in their lists of the products of this session.
-- mean("list_position"), over the session
-- unit places, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT("list_position") OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    SUM("list_position") OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST(p1 AS DOUBLE) / NULLIF(p0, 0)
  ) AS list_position_mean
FROM plain
JOIN w0
  USING (ord)
