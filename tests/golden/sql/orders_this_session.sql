-- Orders already placed in this session.
-- distinct(order_id), where (type = 'purchase'), over the session
-- unit orders, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT CASE WHEN (
          type = 'purchase'
        ) THEN order_id END IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY session_no, CASE WHEN (
            type = 'purchase'
          ) THEN order_id END
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  p0 AS orders_this_session
FROM plain
JOIN w0
  USING (ord)
