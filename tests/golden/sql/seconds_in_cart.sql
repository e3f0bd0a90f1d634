-- Time spent on cart and checkout in this session.
-- total(gap_us), where (previous_type IN ('add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info')), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r0
  FROM visits
), w0 AS (
  SELECT
    ord,
    SUM(
      CASE
        WHEN (
          previous_type IN (
            'add_to_cart',
            'remove_from_cart',
            'view_cart',
            'begin_checkout',
            'add_shipping_info',
            'add_payment_info'
          )
        )
        THEN gap_us
      END
    ) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN r0
    THEN (
      CAST(CAST(COALESCE(p0, 0) AS BIGINT) AS DOUBLE) / 1000000
    )
  END AS seconds_in_cart
FROM plain
JOIN w0
  USING (ord)
