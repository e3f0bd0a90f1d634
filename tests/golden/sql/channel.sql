-- How this session came to the shop.
-- first(channel), over the session
-- unit channel, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    FIRST_VALUE(channel IGNORE NULLS) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  p0 AS channel
FROM plain
JOIN w0
  USING (ord)
