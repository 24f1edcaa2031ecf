package cost

import (
	"slices"
)

// A policy buys month by month, and of a month knows those before it: in month 0, what
// runs today. It tops up what is in force to a share of what has lately been worth a
// contract.
//
// Of the hours of the months that it looks back at, let u(R) be the share in which at
// least R units ran that must not be interrupted, and v(R) that of all units. A unit
// beyond R − 1 serves the first kind first (see settle), and saves a list price in u of
// the hours and in the others, v − u, what the second kind would cost instead, a: over
// the term of the contract the list price until spot capacity is used, which the
// scenario says, and its price from then on. So the most that is worth its fee is
//
//	the largest R with u(R) + a·(v(R) − u(R)) > 1 − discount,
//
// the (1 − β) quantile of package contract where nothing may be interrupted.

// follow fills the rows of a policy: what it buys beside what is in force of the
// contracts before it.
func (m *Model) follow(f *family, k *contract) {
	index, term, cover, paid, price := m.lines.trend, months(k.term), float64(*k.cover), 1-k.upfront, 1-float64(*k.discount)
	k.clear()
	units, fees := 0.0, 0.0 // in force of this policy
	m.rate(f, k)
	for month := max(k.from, 0); month < len(index); month++ {
		if ended := month - term; ended >= 0 && k.bought[ended] > 0 {
			units, fees = 0, 0 // added up again: what is left may be little beside what has ended
			for m := ended + 1; m < month; m++ {
				units += k.bought[m]
				fees += float64(k.bought[m] * float64(price*index[m]))
			}
		}
		worth, cash := k.worth[month], 0.0
		if more := float64(cover*worth) - f.inForce[month] - units; more > 1e-9*worth {
			monthly := float64(more * float64(price*index[month]))
			k.bought[month], cash = more, float64(k.upfront*float64(term))*monthly
			units, fees = units+more, fees+monthly
		}
		k.inForce[month], k.fees[month], k.paid[month] = units, fees, cash+float64(paid*fees)
	}
}

// rate fills the most units that were worth a contract bought in each month, by the
// months before it. What may be interrupted would cost the list price until spot capacity
// is used, and its price from then on, on the average over the term.
func (m *Model) rate(f *family, k *contract) {
	term, back, beta := months(k.term), months(k.looksBack), 1-float64(*k.discount)
	discount, from := m.spot()
	ordered := back == 1 && f.ordered
	for month := max(k.from, 0); month < len(k.worth); month++ {
		other := 1.0
		switch {
		case !f.mayInterrupt || month+term <= from:
		case month >= from:
			other = 1 - discount
		default:
			other = 1 - float64(discount*float64(month+term-from))/float64(term)
		}
		switch last := max(month-1, 0); {
		case ordered && !f.mayInterrupt:
			k.worth[month] = f.steadyWorth(last, beta)
		case ordered:
			k.worth[month] = f.bothWorth(last, beta, other)
		default:
			k.worth[month] = m.pooledWorth(f, max(month-back, 0), last, beta, other)
		}
	}
}

// steadyWorth is the most that was worth a contract in a month in which nothing may be
// interrupted and no part of the week has more than the one before it.
func (f *family) steadyWorth(seen int, beta float64) float64 {
	sum := 0.0
	for i, time := range f.times {
		if sum += time; sum > beta+tie {
			return f.steady[i][seen]
		}
	}
	return 0
}

// bothWorth is the same where something may be interrupted, which costs other units
// without a contract.
func (f *family) bothWorth(seen int, beta, other float64) float64 {
	sum, one, all := 0.0, 0, 0
	for one < len(f.times) {
		steady := f.steady[one][seen]
		if all < len(f.times) {
			if units := f.steady[all][seen] + f.spot[all][seen]; units >= steady {
				if sum += float64(f.times[all] * other); sum > beta+tie {
					return units
				}
				all++
				continue
			}
		}
		if sum += float64(f.times[one] * (1 - other)); sum > beta+tie {
			return steady
		}
		one++
	}
	return 0
}

// tie is by how much a share of hours, which is a sum, must exceed another: equality is
// no gain.
const tie = 1e-12

// entry is units, and the weight of the hours in which at least as many ran.
type entry struct{ units, weight float64 }

// pooledWorth is the same by the hours of several months together.
func (m *Model) pooledWorth(f *family, first, last int, beta, other float64) float64 {
	all, part := m.ranking[:0], 1/float64(last-first+1)
	for seen := first; seen <= last; seen++ {
		for i, time := range f.times {
			weight, units := float64(time*part), f.steady[i][seen]
			if !f.mayInterrupt {
				all = append(all, entry{units, weight})
				continue
			}
			all = append(all, entry{units, float64(weight * (1 - other))}, entry{units + f.spot[i][seen], float64(weight * other)})
		}
	}
	m.ranking = all
	return largest(all, beta)
}

// largest are the most units whose hours weigh more than a share.
func largest(all []entry, share float64) float64 {
	if len(all) > 48 {
		slices.SortFunc(all, func(a, b entry) int {
			switch {
			case a.units > b.units:
				return -1
			case a.units < b.units:
				return 1
			}
			return 0
		})
	} else { // they come almost in order
		for i := 1; i < len(all); i++ {
			e, j := all[i], i
			for ; j > 0 && all[j-1].units < e.units; j-- {
				all[j] = all[j-1]
			}
			all[j] = e
		}
	}
	sum := 0.0
	for _, e := range all {
		if sum += e.weight; sum > share+tie {
			return e.units
		}
	}
	return 0
}
