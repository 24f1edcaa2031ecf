package explain

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// stock explains stored bytes: what was ever ingested less what has left.
func (x *explainer) stock(name, path string, s *model.Stock, value float64) {
	if s == nil {
		x.nothing(name, bytes(value), "the scenario has no "+path)
		return
	}
	now := x.today(path, s)
	kept := x.ingested(path, s, now, x.month)
	if s.Retention == nil {
		x.note("nothing is ever deleted: there is no %s.retention", path)
		x.step(name, bytes(value), kept)
		return
	}
	x.word(path+".age", s.Age)
	if s.Ingest == nil && s.Age != model.AgeEven && s.Age != model.AgeNew {
		x.note("what leaves after %s.retention is replaced: without an ingest the bytes follow their growth", path)
		x.step(name, bytes(value), kept)
		return
	}
	retention := in(x, "retention", path+".retention", s.Retention)
	months := int(math.Ceil(retention.value - 1e-9))
	all := x.derive("ever ingested", kept, bytes)
	var gone term
	if x.month < months {
		gone = x.derive("of today's bytes left", x.bounded(difference(now, x.remaining(path, s, now, months))), bytes)
	} else {
		gone = x.derive(fmt.Sprintf("ingested until month %d", x.month-months), x.ingested(path, s, now, x.month-months), bytes)
	}
	x.step(name, bytes(value), x.bounded(difference(all, gone)))
}

// today is the live bytes of month 0: as stated, or what the retention keeps of
// what came in before.
func (x *explainer) today(path string, s *model.Stock) term {
	if s.Now != nil {
		return in(x, "now", path+".now", s.Now)
	}
	months := int(math.Ceil(float64(*s.Retention) - 1e-9))
	in(x, "retention", path+".retention", s.Retention)
	return x.derive("now", x.bounded(product(x.before(path, s), arrivals(x.backward(path, s), months))), bytes)
}

// remaining is what is still there of today's bytes.
func (x *explainer) remaining(path string, s *model.Stock, now term, months int) term {
	left := months - x.month
	switch s.Age {
	case model.AgeNew:
		x.note("today's bytes are new: they leave in month %d", months)
		return now
	case model.AgeEven:
		x.note("today's bytes are as many of each age")
		return product(now, quotient(constant(fmt.Sprint(left), float64(left)), constant(fmt.Sprint(months), float64(months))))
	}
	back := x.backward(path, s)
	month := x.derive("came in month 0", greatest(x.before(path, s), quotient(now, arrivals(back, months))), bytes)
	x.note("of today's bytes those of the last %d months are still there", left)
	return least(now, product(month, arrivals(back, left)))
}

// before is what month 0 brought: the ingest of month 1, before its growth.
func (x *explainer) before(path string, s *model.Stock) term {
	ingest := in(x, "ingest", path+".ingest", s.Ingest)
	if s.Growth == nil {
		return ingest
	}
	return quotient(ingest, x.grown(path+".growth", s.Growth, one()))
}

// backward is by which factor a month brought less than the one after it.
func (x *explainer) backward(path string, s *model.Stock) float64 {
	if s.Growth == nil {
		return 1
	}
	return 1 / x.grown(path+".growth", s.Growth, one()).value
}

// arrivals is Σ f^k for k from 0 to n − 1 of the months back from today.
func arrivals(back float64, n int) term {
	if back == 1 {
		return constant(fmt.Sprint(n), float64(n))
	}
	t := series(back, n)
	t.name = fmt.Sprintf("Σ (1 + monthly rate)^%sk, k = 0 to %d", minus, n-1)
	return t
}

// ingested is what was ever ingested until a month.
func (x *explainer) ingested(path string, s *model.Stock, now term, month int) term {
	switch {
	case s.Ingest == nil && s.Growth == nil:
		return now
	case s.Ingest == nil:
		return x.bounded(product(now, x.grown(path+".growth", s.Growth, x.is("month", count(float64(month))))))
	}
	ingest := in(x, "ingest", path+".ingest", s.Ingest)
	if s.Growth == nil {
		return x.bounded(sum(now, product(ingest, x.is("month", count(float64(month))))))
	}
	monthly := x.derive("monthly rate", difference(x.grown(path+".growth", s.Growth, one()), one()), ratio)
	return x.bounded(sum(now, product(ingest, series(1+monthly.value, month))))
}

// series is Σ f^k for k from 0 to n − 1: what n months bring in units of the first.
func series(f float64, n int) term {
	if n == 0 {
		return constant("0", 0)
	}
	total, power := 0.0, 1.0
	for range n {
		total += power
		power *= f
	}
	return term{name: fmt.Sprintf("Σ (1 + monthly rate)^k, k = 0 to %d", n-1), figure: words.Precise(unit.KindCount, total, ""), value: total, level: sums}
}
