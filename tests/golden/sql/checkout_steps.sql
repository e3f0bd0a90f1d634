-- Different steps of the checkout taken in this session.
-- distinct(type), where (type IN ('begin_checkout', 'add_shipping_info', 'add_payment_info')), over the session
-- unit steps, scope session, clock day
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
        WHEN NOT CASE
          WHEN (
            type IN ('begin_checkout', 'add_shipping_info', 'add_payment_info')
          )
          THEN type
        END IS NULL
        THEN ROW_NUMBER() OVER (
          PARTITION BY session_no, CASE
            WHEN (
              type IN ('begin_checkout', 'add_shipping_info', 'add_payment_info')
            )
            THEN type
          END
          ORDER BY ord
        )
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  p0 AS checkout_steps
FROM plain
JOIN w0
  USING (ord)
