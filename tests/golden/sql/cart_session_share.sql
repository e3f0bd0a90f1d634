-- Share of this visitor's sessions in which something was put in the cart.
-- cart_session_share=sessions_with_cart/sessions_so_far
-- unit share, scope as its parts, clock as its parts
SELECT
  ord,
  sessions_with_cart,
  sessions_so_far,
  (
    CAST(sessions_with_cart AS DOUBLE) / NULLIF(CAST(sessions_so_far AS DOUBLE), 0)
  ) AS cart_session_share
FROM (
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
  ), w1 AS (
    SELECT
      ord,
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
    CASE WHEN NOT visitor_no IS NULL THEN p0 END AS sessions_with_cart,
    CASE WHEN NOT visitor_no IS NULL THEN p1 END AS sessions_so_far
  FROM plain
  JOIN w0
    USING (ord)
  JOIN w1
    USING (ord)
) AS answered
