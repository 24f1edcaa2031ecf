// Package contract buys, settles and plans commitments: capacity that is paid for
// over a term, used or not, at less than the price on demand.
//
// # Symbols
//
//	D(h)   units that run in hour h of a month; a curve has them sorted
//	u(k)   utilization of level k: the share of the hours with D ≥ k
//	R(m)   units in force in month m
//	p, r   price of one unit over a month, on demand and committed; β = r ÷ p
//	T      term in months; n the horizon
//
// # Settlement
//
//	covered(m) = Σ hours min(D, R)      unused(m) = R − covered(m)
//	on demand  = Σ hours max(D − R, 0)
//	coverage   = covered ÷ (covered + on demand)
//	utilization = covered ÷ R
//	savings rate = 1 − (fees + on demand) ÷ what all would cost on demand
//
// The fees keep the price of the day of the purchase. The words are those of the
// FinOps Foundation ("Effective Savings Rate", finops.org).
//
// # How much
//
// For one period the best R is the largest with u(R) > β, the (1 − β) quantile of
// the demand: of a level that runs less, each hour on demand is cheaper. It is the
// newsvendor's quantile (K. J. Arrow, T. Harris and J. Marschak, "Optimal Inventory
// Policy", Econometrica 19(3), 1951) and holds for hours pooled over many futures.
//
// # When
//
// Over a horizon, with several products and terms, let y be the levels that are
// served on demand and z those that are paid and unused:
//
//	Σ products bought and running(m) + y(m) − z(m) = most of the demand
//	least Σ fees + Σ p·u(k)·y(k)
//
// Each column of that matrix has its ones in consecutive rows, so the difference of
// neighbouring rows makes it a flow from month 0 to month n, in which a contract is
// an arc over its term, on demand an arc over a month whose cost rises with the
// flow, and what is unused an arc back (A. F. Veinott and H. M. Wagner, "Optimal
// Capacity Scheduling", Operations Research 10(4), 1962). Successive shortest paths
// with potentials solve it exactly (J. Edmonds and R. M. Karp, "Theoretical
// Improvements in Algorithmic Efficiency for Network Flow Problems", Journal of the
// ACM 19(2), 1972). The mean over futures of costs that rise so is again one, so a
// calendar for many futures is the same problem with their hours pooled.
//
// # Without a forecast
//
// W. Wang, B. Li and B. Liang, "To Reserve or Not to Reserve: Optimal Online
// Multi-Instance Acquisition in IaaS Clouds" (ICAC 2013): buy for a level once what
// it cost on demand within the last term, this hour included, exceeds the fee. With α the price of use
// under the contract over p, that never costs more than 2 − α times the best that
// hindsight could do.
//
// # Spot
//
// With q the chance of an interruption in a month of 730 hours, λ = −ln(1 − q) ÷ 730
// is the hazard of an hour. Capacity at price s that is gone for the share φ of the
// time, and needs o hours after each interruption, costs (1 − φ)·s·(1 + λ·o) + φ·p.
package contract
