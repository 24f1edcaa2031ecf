package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
)

// cost explains a figure of the bill, such as "categories.database".
func (x *explainer) cost(rest string) {
	b, bill := x.bill(), x.result.Bill
	family, name, _ := strings.Cut(rest, ".")
	switch family {
	case "categories":
		b.category(indexOf(metric.Categories(), name))
	case "regions":
		b.region(name)
	case "savings":
		b.saving(indexOf(metric.Levers(), name))
	case "savings_rate":
		b.savingsRate(indexOf(metric.Levers(), name))
	case "effective":
		b.effective()
	case "baseline":
		b.baseline()
	case "reference":
		x.reference()
	case "list":
		parts := []term{b.effective(), b.saving(int(cost.Reserved)), b.saving(int(cost.Spot))}
		x.step("list", money(bill.List[x.month]), sum(parts...))
	case "billed":
		b.billed()
	case "saved":
		parts := []term{}
		for l := range metric.Levers() {
			parts = append(parts, b.saving(l))
		}
		x.step("saved", money(x.result.Series("cost.saved")[x.month]), sum(parts...))
	case "per_user":
		b.perUser()
	}
}

func indexOf(names []string, name string) int {
	for i := range names {
		if names[i] == name {
			return i
		}
	}
	return -1
}

// category is the effective cost of one part of the bill: its lines, less the
// levers that lower them.
func (b *bill) category(c int) term {
	value, name := money(b.result.Bill.Categories[c][b.month]), metric.Categories()[c]
	var plus, minus []term
	switch cost.Category(c) {
	case cost.Infrastructure:
		plus = []term{b.servers(), b.balancers()}
		minus = b.claim(cost.Autoscaling, minus)
		minus = b.discount(0, minus)
		if b.spotting() {
			minus = append(minus, b.spotDiscount())
		}
	case cost.Databases:
		plus = []term{b.database()}
		minus = b.claim(cost.Caching, minus)
		minus = b.discount(1, minus)
	case cost.Caches:
		plus = []term{b.cacheNodes()}
	case cost.Storage:
		plus = []term{b.files(), b.backups()}
	case cost.Network:
		plus = []term{b.egress()}
		minus = b.claim(cost.Offload, minus)
	case cost.CDN:
		plus = []term{b.cdn()}
	case cost.Monitoring:
		plus = []term{b.monitoring()}
	}
	return b.step(name, value, difference(sum(plus...), minus...))
}

// effective is the sum of the categories, each rounded to the cent.
func (b *bill) effective() term {
	var parts []term
	for c := range metric.Categories() {
		parts = append(parts, b.category(c))
	}
	return b.step("effective", money(b.result.Bill.Effective[b.month]), sum(parts...))
}

// baseline is the effective cost and what the levers save; before that, the
// lines that add up to it without any lever.
func (b *bill) baseline() {
	lines := []term{
		b.static(), b.balancers(), b.uncached(), b.files(), b.backups(), b.egressAll(), b.monitoringStatic(),
	}
	b.step("lines without any lever", money(b.statement.Baseline[b.month]), sum(lines...))
	parts := []term{b.is("effective", money(b.result.Bill.Effective[b.month]))}
	for l, name := range metric.Levers() {
		parts = append(parts, b.is(name, money(b.result.Bill.Savings[l][b.month])))
	}
	b.step("baseline", money(b.result.Bill.Baseline[b.month]), sum(parts...))
	b.note("the bill rounds every category and saving to the cent and adds up what it has rounded")
}

// billed is the cash of the month: the effective cost with upfront payments in
// the month of the purchase in place of their share in every month.
func (b *bill) billed() {
	parts := []term{b.effective()}
	for pool := range pools() {
		if b.committing(pool) {
			parts = append(parts, b.prepaid(pool)...)
		}
	}
	b.step("billed", money(b.result.Bill.Billed[b.month]), sum(parts...))
}

func (b *bill) perUser() {
	users := b.metric("users")
	value := perUser(b.result.Series("cost.per_user")[b.month])
	if users.value <= 0 {
		b.nothing("per_user", value, "there are no users")
		return
	}
	b.step("per_user", value, quotient(b.effective(), users))
}

// reference is the effective cost without the project.
func (x *explainer) reference() {
	x.note("the same demand with commitments, and the levers that begin with no phase; see the forecast of a scenario without the others")
	var parts []term
	for c, name := range metric.Categories() {
		if v := x.result.Without.Categories[c][x.month]; v != 0 {
			parts = append(parts, x.is(name+" without the project", money(v)))
		}
	}
	x.step("reference", money(x.result.Without.Effective[x.month]), sum(parts...))
}

// total adds up the effective cost of the months from 1 on, by year.
func (x *explainer) total() {
	effective, last := x.result.Bill.Effective, x.result.Months()
	in(x, "horizon", "horizon", &x.scenario.Horizon)
	var parts []term
	for first := 1; first <= last; first += 12 {
		until, year := min(first+11, last), 0.0
		for _, v := range effective[first : until+1] {
			year += v
		}
		parts = append(parts, x.is(fmt.Sprintf("cost.effective of months %d to %d", first, until), money(year)))
	}
	x.step("total.effective", money(*x.result.Figure("total.effective")), sum(parts...))
}
