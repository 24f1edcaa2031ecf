// Package cost prices what is provisioned and applies the savings levers in one
// fixed order, so that no saving is counted twice: autoscaling (fewer hours),
// caching and CDN (less work), contracts on what runs, spot on what they leave of what
// may be interrupted. It also judges the investment.
//
// Amounts are in the currency of the scenario, of one month m from 0 to the
// horizon H. A bill line is rounded once to the smallest unit of the currency, and
// totals are sums of rounded lines, so that every table foots.
//
// # Prices
//
//	index(m) = (1 + g)^(m/p)        the trend of all prices, g per p months
//	servers  = Σ regions average servers · price · region factor · index
//	volume   = Σ steps (bytes between the bounds of a step) · price of the step
//	           file storage, backups, egress, CDN; a last bound ends what costs
//	monitoring = base + average servers · per server
//
// # Levers
//
//	baseline − Σ savings = effective = Σ categories,   to the cent
//
// Each lever is the difference between two bills of the same demand, with it and
// without, given all levers before it. A claimed lever is a share of what it acts
// on. Spot capacity is paid at discount · (1 − fallback) less, fallback being the share
// of the hours in which none is to be had.
//
// # Contracts
//
// Units are money at the list price of month 0. Let D(h) run in hour h of month m, S(h)
// of it without interruption, R(m) be in force, T the term and d the discount:
//
//	fee(b)     = (1 − d) · index(b)                    of a unit bought in month b
//	R(m)       = Σ bought(b),  fees(m) = Σ bought(b) · fee(b),  b + T > m ≥ b
//	covered(m) = index(m) · Σ hours min(D, R)          spot: min(D, R) − min(S, R)
//	saved(m)   = covered(m) − fees(m)
//	billed(m)  − effective(m) = upfront · (T · bought(m) · fee(m) − fees(m))
//
// It is use it or lose it, and saves less than nothing where little runs. What a policy
// buys depends on the months before, and in month 0 on what runs today:
//
//	bought(m) = max(cover · W(m) − R(m), 0)
//	W(m)      = the largest R with u(R) + a · (v(R) − u(R)) > 1 − d
//
// u and v being the shares of the hours looked back at in which S and D are at least R,
// and a what a unit that may be interrupted would cost over the term otherwise, as a
// share of the list price: see package contract, and docs/adr/0011-contracts.md.
//
// The views are those of the FinOps Foundation ("FinOps Framework: Terminology",
// finops.org): list, before discounts; effective, what is prepaid spread over its
// term (amortised); billed, the cash of the month.
//
// # Risks
//
// A risk that happens costs its impact in its first month, and an amount or a
// share of the plan's bill in each month that it lasts. Shares are of the bill
// without any risk, so that they add up side by side.
//
// # The investment
//
// With b(m) what the plan is billed, ref(m) what the reference is, I(m) what the
// phases cost, N the months of the evaluation, A(N) what is prepaid and unused at
// its end (an asset, of the plan less of the reference), and i = (1 + d)^(1/p) − 1
// the rate of a month:
//
//	flow(m)  = ref(m) − b(m) − I(m),   flow(N) has A(N) beside it
//	NPV      = Σ flow(m) / (1 + i)^m,  m = 0 … N; month 0 undiscounted
//	ROI      = (Σ savings − Σ I) / Σ I
//	payback  = first m from which Σ flow stays ≥ 0 up to N
//	IRR      = (1 + ρ)^12 − 1 where NPV(ρ) = 0, if exactly one ρ does
//
// They are held against what would be done without the project: the same demand,
// commitments, and the levers that begin with no phase; beside that against the
// baseline without any lever. R. A. Brealey, S. C. Myers and F. Allen, "Principles
// of Corporate Finance", chapters 2 and 5; for rates that do not exist or are
// several, J. H. Lorie and L. J. Savage, "Three Problems in Rationing Capital",
// Journal of Business 28(4), 1955. Roots are counted by Descartes' rule of signs.
package cost
