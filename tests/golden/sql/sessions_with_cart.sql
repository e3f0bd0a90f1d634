-- Sessions of this visitor in which something was put in the cart.
-- distinct(session_id), where (type = 'add_to_cart'), over the visitor
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
          type = 'add_to_cart'
        ) THEN session_id END IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY visitor_no, CASE WHEN (
            type = 'add_to_cart'
          ) THEN session_id END
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  CASE WHEN NOT visitor_no IS NULL THEN p0 END AS sessions_with_cart
FROM plain
JOIN w0
  USING (ord)
