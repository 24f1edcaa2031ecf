package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// cost explains a figure of the bill, such as "categories.database".
func (x *explainer) cost(rest string) {
	b, bill := x.bill(), x.result.Bill
	family, name, _ := strings.Cut(rest, ".")
	switch family {
	case "categories":
		b.category(name)
	case "lines":
		b.ledgerLine(name)
	case "per":
		b.perUnit(name)
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
// levers that lower them, and its charges.
func (b *bill) category(name string) term {
	var parts []term
	c := indexOf(model.Categories(), name)
	value := money(b.result.Series("cost.categories." + name)[b.month])
	for i, line := range b.scenario.Lines() {
		switch {
		case line.Category != name:
		case line.Derived():
			parts = append(parts, b.storeLine(i))
		default:
			parts = append(parts, b.charge(i))
		}
	}
	if len(parts) == 0 {
		return b.step(name, value, b.lines(cost.Category(c)))
	}
	if c >= 0 && b.result.Bill.Categories[c][b.month] != 0 {
		own := b.step(name+" without charges", money(b.result.Bill.Categories[c][b.month]), b.lines(cost.Category(c)))
		parts = append([]term{own}, parts...)
	}
	return b.step(name, value, sum(parts...))
}

// lines are the lines of a category that follow from sizes, less the levers that lower them.
func (b *bill) lines(c cost.Category) term {
	var plus, minus []term
	switch c {
	case cost.Infrastructure:
		plus = []term{b.servers(), b.balancers()}
		minus = b.lower(c)
	case cost.Databases:
		plus = []term{b.database()}
		minus = b.lower(c)
	case cost.Caches:
		plus = []term{b.cacheNodes()}
	case cost.Storage:
		plus = []term{b.files(), b.backups()}
	case cost.Network:
		plus = []term{b.egress()}
		minus = b.lower(c)
	case cost.CDN:
		plus = []term{b.cdn()}
	case cost.Monitoring:
		plus = []term{b.monitoring()}
	}
	return difference(sum(plus...), minus...)
}

// lower is what levers take off the lines of a category.
func (b *bill) lower(c cost.Category) (minus []term) {
	switch c {
	case cost.Infrastructure:
		minus = b.discount(cost.OnServers, b.claim(cost.Autoscaling, nil))
		if b.spotting() {
			minus = append(minus, b.spotDiscount())
		}
	case cost.Databases:
		minus = b.discount(cost.OnDatabase, b.claim(cost.Caching, nil))
	case cost.Network:
		minus = b.claim(cost.Offload, nil)
	}
	return minus
}

// ledgerLine is one line of the bill with the levers that lower it. A category is
// rounded as a whole: of two lines in it, the first is what the other leaves.
func (b *bill) ledgerLine(name string) {
	for i, line := range b.scenario.Lines() {
		if line.Derived() && line.Name == name {
			b.storeLine(i)
			return
		}
	}
	value := money(b.result.Series("cost.lines." + name)[b.month])
	whole := func(c cost.Category, name string) term {
		return b.step(name, money(b.result.Bill.Categories[c][b.month]), b.lines(c))
	}
	switch name {
	case "nodes":
		b.step(name, value, difference(whole(cost.Infrastructure, "servers and load balancers"), b.balancers()))
	case "load_balancers":
		b.step(name, value, b.balancers())
	case "database":
		b.step(name, value, b.lines(cost.Databases))
	case "cache":
		b.step(name, value, b.lines(cost.Caches))
	case "files":
		b.step(name, value, difference(whole(cost.Storage, "file storage and backups"), b.backups()))
	case "backups":
		b.step(name, value, b.backups())
	case "egress":
		b.step(name, value, b.lines(cost.Network))
	case "cdn":
		b.step(name, value, b.lines(cost.CDN))
	default:
		b.step(name, value, b.lines(cost.Monitoring))
	}
}

// effective is the sum of the categories, each rounded to the cent.
func (b *bill) effective() term {
	var parts []term
	for _, name := range b.scenario.Categories() {
		parts = append(parts, b.category(name))
	}
	return b.step("effective", money(b.result.Bill.Effective[b.month]), sum(parts...))
}

// baseline is the effective cost and what the levers save; before that, the
// lines that add up to it without any lever.
func (b *bill) baseline() {
	lines := []term{
		b.static(), b.balancers(), b.uncached(), b.files(), b.backups(), b.egressAll(), b.monitoringStatic(),
	}
	for i, line := range b.scenario.Lines() {
		lines = append(lines, b.is(line.Name+" without any lever", money(b.chargeOf(i).Unlevered)))
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
	for on := range cost.Committables {
		if b.covering(on) != nil {
			parts = append(parts, b.prepaid(on)...)
		}
	}
	for i := range b.scenario.Lines() {
		if c := b.chargeOf(i); c.Cash != c.Effective {
			parts = append(parts, b.is(b.scenario.Lines()[i].Name+" of what is paid beyond its share of the month", money(c.Cash-c.Effective)))
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
	for c, name := range model.Categories() {
		if v := x.result.Without.Categories[c][x.month]; v != 0 {
			parts = append(parts, x.is(name+" without the project", money(v)))
		}
	}
	for i, line := range x.scenario.Lines() {
		if v := x.result.Without.Charges[i][x.month]; v != 0 {
			parts = append(parts, x.is(line.Name+" without the project", money(v)))
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
