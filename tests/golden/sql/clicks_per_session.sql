-- Clicks of this visitor for each session.
-- clicks_per_session=clicks_so_far/sessions_so_far
-- unit events, scope as its parts, clock as its parts
SELECT
  ord,
  clicks_so_far,
  sessions_so_far,
  (
    CAST(clicks_so_far AS DOUBLE) / NULLIF(CAST(sessions_so_far AS DOUBLE), 0)
  ) AS clicks_per_session
FROM (
  WITH plain AS (
    SELECT
      ord,
      visitor_no
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      COUNT(1) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0,
      COUNT(CASE WHEN (
        click = 1
      ) THEN 1 END) OVER (
        PARTITION BY visitor_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  )
  SELECT
    ord,
    CASE WHEN NOT visitor_no IS NULL THEN p0 END AS clicks_so_far,
    CASE WHEN NOT visitor_no IS NULL THEN p1 END AS sessions_so_far
  FROM plain
  JOIN w0
    USING (ord)
) AS answered
