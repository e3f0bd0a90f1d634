-- Different products put in the cart in this session.
-- distinct(item_id), where (type = 'add_to_cart'), over the session
-- unit items, scope session, clock day
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
          type = 'add_to_cart'
        ) THEN item_id END IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY session_no, CASE WHEN (
            type = 'add_to_cart'
          ) THEN item_id END
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  p0 AS cart_items
FROM plain
JOIN w0
  USING (ord)
