// Package forecast projects what users ask of a system: drivers that grow month
// by month, the load they make, and the bytes they leave behind.
//
// Month 0 is today; m is a month from 0 to the horizon. All results are at least
// 0 and at most [Ceiling].
//
// # Drivers
//
// With u₀ what is there today, g the rate per period of p months, K a ceiling:
//
//	compound   u(m) = u₀ · (1 + g)^(m/p)                            [count]
//	linear     u(m) = u₀ + a·m,  a the addition per month
//	logistic   u(m) = K / (1 + (K/u₀ − 1)·e^(−r·m)),  r = ln(1 + g)/p
//	steps      u(m) = u₀ + Σ of the jumps up to m
//	rates      u(m) = u(m₁) · (1 + g₁)^((m − m₁)/p₁),  g₁ the rate that holds from m₁ on
//	points     u(m) = u₁ · (u₂/u₁)^((m − m₁)/(m₂ − m₁)) between the points (m₁, u₁) and (m₂, u₂),
//	                  u₁ + (u₂ − u₁)·(m − m₁)/(m₂ − m₁) where one of them is 0
//
// Logistic growth is P.-F. Verhulst's (1838), the solution of u' = r·u·(1 − u/K).
// A season multiplies by s(calendar month of m) / s(start month), so that u(0) is
// what is measured today. A simulated path with volatility σ per √period
// multiplies by e^(W(m)), a random walk without drift of the logarithm.
//
// # Load
//
//	average = u · q                 requests/s, q the requests per user
//	peak    = average · f           f the peak factor of the week
//	traffic = average · H·3600 · b  bytes a month; H the hours billed in a month,
//	                                b the bytes per request
//	x(m)    = x₀ + (x₁ − x₀)·(m − m₀)/(m₁ − m₀)   work per request, held outside of m₀ … m₁
//
// # Stocks
//
// Stored bytes are what came in less what is older than the retention R. With
// E(m) for today's bytes and all that came in up to m, and K(m) for what is left
// of today's:
//
//	B(m) = E(m) − (now − K(m))   for m < R        [bytes]
//	B(m) = E(m) − E(m − R)       for m ≥ R
//
// K follows from the age of today's data: as growth and retention imply, even, or
// new. A stock without an ingest of its own grows by its rate, as drivers do.
package forecast
