package workbook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// component is one row of the sheet of components: a part of the system in a
// month. What a part does not have is nil or empty.
type component struct {
	kind, name, of   string
	month            int
	provisioned      *float64
	need, average    *float64
	utilization, hit *float64
	disk             *float64 // bytes
	connections      *float64
	cost             *float64 // effective
	tier, binding    string
}

// components is the sheet of services, regions, database and cache: a row for
// each in each month, so that filters and pivots find them.
func (b *builder) components() xlsx.Sheet {
	rows := b.services()
	rows = append(rows, b.regions()...)
	rows = append(rows, b.database()...)
	rows = append(rows, b.cache()...)
	text := func(title string, get func(*component) string) column {
		return labels(title, each(rows, func(c component) string { return get(&c) }))
	}
	number := func(title string, kind unit.Kind, get func(*component) *float64) column {
		return b.optional(title, kind, each(rows, func(c component) *float64 { return get(&c) }))
	}
	month, day := column{title: "Month", right: true}, column{title: "Date", right: true}
	for _, c := range rows {
		month.cells = append(month.cells, whole(c.month))
		day.cells = append(day.cells, date(b.result.Scenario.Start.Add(c.month)))
	}
	return table("Components", 4, []column{
		text("Kind", func(c *component) string { return c.kind }),
		text("Component", func(c *component) string { return c.name }),
		month, day,
		text("Counted in", func(c *component) string { return c.of }),
		number("Provisioned at peak", unit.KindCount, func(c *component) *float64 { return c.provisioned }),
		number("Need", unit.KindCount, func(c *component) *float64 { return c.need }),
		number("Average", unit.KindCount, func(c *component) *float64 { return c.average }),
		number("CPU utilization", unit.KindRatio, func(c *component) *float64 { return c.utilization }),
		number("Hit ratio", unit.KindRatio, func(c *component) *float64 { return c.hit }),
		number("Disk needed", unit.KindBytes, func(c *component) *float64 { return c.disk }),
		number("Connections", unit.KindCount, func(c *component) *float64 { return c.connections }),
		number("Effective cost of servers", unit.KindMoney, func(c *component) *float64 { return c.cost }),
		text("Tier", func(c *component) string { return c.tier }),
		text("Bound by", func(c *component) string { return c.binding }),
	})
}

// optional is a column of numbers of one kind that may not exist.
func (b *builder) optional(title string, kind unit.Kind, values []*float64) column {
	var known []float64
	for _, v := range values {
		if v != nil {
			known = append(known, *v)
		}
	}
	divisor := 1.0
	if kind == unit.KindBytes && len(known) > 0 {
		var suffix string
		divisor, suffix = unit.Scale(kind, known)
		title += ", " + suffix
	}
	c := b.numbers(title, kind, known, divisor)
	c.cells = spread(c.cells, values)
	return c
}

// spread puts the cells of the values that exist into their rows.
func spread(cells []xlsx.Cell, values []*float64) []xlsx.Cell {
	all := make([]xlsx.Cell, len(values))
	next := 0
	for i, v := range values {
		if v != nil {
			all[i], next = cells[next], next+1
		}
	}
	return all
}

func (b *builder) services() (rows []component) {
	for i := range b.result.Services {
		s := &b.result.Services[i]
		costs := b.result.Series("services." + s.Name + ".cost")
		for m := range b.months() + 1 {
			rows = append(rows, component{
				kind: "service", name: s.Name, of: "replicas", month: m,
				provisioned: &s.Replicas[m], need: &s.Need[m], average: &s.Average[m], utilization: &s.Utilization[m],
				cost: &costs[m], binding: phrase(s.Binding[m].String()),
			})
		}
	}
	return rows
}

func (b *builder) regions() (rows []component) {
	sizing := b.result.Engine().Sizing()
	tiers := sizing.Tiers()
	for i, region := range sizing.Regions() {
		r := &b.result.Capacity.Regions[i]
		name := region.Name
		if name == "" {
			name = "everywhere"
		}
		for m := range b.months() + 1 {
			row := component{
				kind: "region", name: name, of: "nodes", month: m, provisioned: &r.Nodes[m], average: &r.Average[m],
			}
			if r.Nodes[m] > 0 {
				row.tier = tiers[r.Tier[m]].Name
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func (b *builder) database() (rows []component) {
	if b.result.Scenario.Database == nil {
		return nil
	}
	d, connections := &b.result.Capacity.Database, b.result.Series("database.connections")
	for m, tier := range b.databaseTiers() {
		rows = append(rows, component{
			kind: "database", name: "database", of: "read replicas", month: m,
			provisioned: &d.Replicas[m], utilization: &d.Utilization[m], disk: &d.Disk[m], connections: &connections[m],
			tier: tier, binding: phrase(d.Binding[m].String()),
		})
	}
	return rows
}

// databaseTiers is the name of the database tier by month.
func (b *builder) databaseTiers() []string {
	tiers := b.result.Engine().Sizing().Databases()
	return each(b.result.Capacity.Database.Tier, func(i int) string { return tiers[i].Name })
}

func (b *builder) cache() (rows []component) {
	c := b.result.Scenario.Cache
	if c == nil {
		return nil
	}
	hits := b.result.Series("cache.hit_ratio")
	for m := range b.months() + 1 {
		nodes := 0.0
		if m >= c.From.Or(0) {
			nodes = float64(c.Nodes)
		}
		rows = append(rows, component{kind: "cache", name: "cache", of: "nodes", month: m, provisioned: &nodes, hit: &hits[m]})
	}
	return rows
}

// capitalised is a name as it begins a heading.
func capitalised(name string) string {
	if name == "cdn" {
		return "CDN"
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + strings.NewReplacer("_", " ").Replace(name[size:])
}
