-- The channel that first brought this visitor.
-- first(channel), over the visitor
-- unit channel, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    FIRST_VALUE(channel IGNORE NULLS) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS first_channel
FROM plain
JOIN w0
  USING (ord)
