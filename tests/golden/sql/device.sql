-- Device of this session.
-- last(device), over the session
-- unit device, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    LAST_VALUE(device IGNORE NULLS) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS device
FROM plain
JOIN w0
  USING (ord)
