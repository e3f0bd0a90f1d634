-- Sessions of this visitor in which a checkout was begun.
-- distinct(session_id), where (type = 'begin_checkout'), over the visitor
-- unit sessions, scope visitor, clock day
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
        WHEN NOT CASE WHEN (
          type = 'begin_checkout'
        ) THEN session_id END IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY visitor_no, CASE WHEN (
            type = 'begin_checkout'
          ) THEN session_id END
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS sessions_with_checkout
FROM plain
JOIN w0
  USING (ord)
