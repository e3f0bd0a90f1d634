-- Different channels this visitor came by.
-- distinct(channel), over the visitor
-- unit channels, scope visitor, clock day
WITH plain AS (
  SELECT
    ord,
    visitor_no
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY visitor_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT channel IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY visitor_no, channel ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS channels_so_far
FROM plain
JOIN w0
  USING (ord)
