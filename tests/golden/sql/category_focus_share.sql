-- Share of the clicks that went to the most visited category.
-- category_focus_share=category_focus/clicks
-- unit share, scope as its parts, clock as its parts
SELECT
  ord,
  category_focus,
  clicks,
  (
    CAST(category_focus AS DOUBLE) / NULLIF(CAST(clicks AS DOUBLE), 0)
  ) AS category_focus_share
FROM (
  WITH plain AS (
    SELECT
      ord
    FROM visits
  ), w0 AS (
    SELECT
      ord,
      MAX(seen0) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p0
    FROM (
      SELECT
        *,
        CASE
          WHEN NOT category IS NULL
          THEN ROW_NUMBER() OVER (PARTITION BY session_no, category ORDER BY ord)
        END AS seen0
      FROM visits
    ) AS seen
  ), w1 AS (
    SELECT
      ord,
      COUNT(1) OVER (
        PARTITION BY session_no
        ORDER BY ord
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS p1
    FROM visits
  )
  SELECT
    ord,
    COALESCE(p0, 0) AS category_focus,
    p1 AS clicks
  FROM plain
  JOIN w0
    USING (ord)
  JOIN w1
    USING (ord)
) AS answered
