package unit

import (
	"slices"
	"sync"
)

// use says how far a spelling of a unit goes; each level includes those before it.
type use uint8

const (
	accepted use = iota // parsed
	listed              // named in hints
	printed             // a candidate for Format
)

// symbol is one spelling of a unit: base = number × scale + shift.
type symbol struct {
	text  string
	scale float64
	use   use
	shift float64 // growth written as a multiple: "2x/year" is +100 %
	per   float64 // growth: months in the period
	hours int8    // power of the hours in a month that scale is also multiplied by: 1 for "$1/hour", -1 for "1/month" of a rate
}

// grammar is everything that distinguishes one kind from another.
type grammar struct {
	name    string
	noun    string
	example string
	money   bool     // a currency is required
	counted bool     // "k", "M" and the like may follow the number
	units   []symbol // the text "" makes a bare number legal
}

var bare = []symbol{{text: "", scale: 1, use: printed}}

// byteUnits spell the byte out and so stay clear inside compound units, where "$5/M" could mean a million.
var byteUnits = []symbol{
	{text: "B", scale: 1, use: printed},
	{text: "kB", scale: 1e3, use: printed},
	{text: "MB", scale: 1e6, use: printed},
	{text: "GB", scale: 1e9, use: printed},
	{text: "TB", scale: 1e12, use: printed},
	{text: "PB", scale: 1e15, use: printed},
	{text: "KiB", scale: 1 << 10, use: printed},
	{text: "MiB", scale: 1 << 20, use: printed},
	{text: "GiB", scale: 1 << 30, use: printed},
	{text: "TiB", scale: 1 << 40, use: printed},
	{text: "PiB", scale: 1 << 50, use: printed},
	{text: "KB", scale: 1e3}, {text: "bytes", scale: 1}, {text: "byte", scale: 1},
}

// kubernetesBytes are the suffixes of Kubernetes resource quantities.
var kubernetesBytes = []symbol{
	{text: "k", scale: 1e3}, {text: "M", scale: 1e6}, {text: "G", scale: 1e9}, {text: "T", scale: 1e12}, {text: "P", scale: 1e15},
	{text: "Ki", scale: 1 << 10}, {text: "Mi", scale: 1 << 20}, {text: "Gi", scale: 1 << 30}, {text: "Ti", scale: 1 << 40}, {text: "Pi", scale: 1 << 50},
}

const (
	minute = 60.0
	hour   = 60 * minute
	day    = 24 * hour
	week   = 7 * day

	dayOfMonth = 12.0 / 365 // a day in months
)

var secondUnits = []symbol{
	{text: "ns", scale: 1e-9},
	{text: "us", scale: 1e-6, use: printed}, {text: "µs", scale: 1e-6}, {text: "μs", scale: 1e-6}, // micro sign and Greek mu
	{text: "usec", scale: 1e-6}, {text: "microsecond", scale: 1e-6}, {text: "microseconds", scale: 1e-6},
	{text: "ms", scale: 1e-3, use: printed}, {text: "msec", scale: 1e-3}, {text: "msecs", scale: 1e-3},
	{text: "millisecond", scale: 1e-3}, {text: "milliseconds", scale: 1e-3},
	{text: "s", scale: 1, use: printed}, {text: "sec", scale: 1}, {text: "secs", scale: 1}, {text: "second", scale: 1}, {text: "seconds", scale: 1},
	{text: "min", scale: minute, use: printed}, {text: "m", scale: minute}, {text: "mins", scale: minute}, {text: "minute", scale: minute}, {text: "minutes", scale: minute},
	{text: "h", scale: hour, use: printed}, {text: "hr", scale: hour}, {text: "hrs", scale: hour}, {text: "hour", scale: hour}, {text: "hours", scale: hour},
	{text: "days", scale: day, use: printed}, {text: "day", scale: day}, {text: "d", scale: day},
	{text: "weeks", scale: week}, {text: "week", scale: week},
}

var monthUnits = []symbol{
	{text: "months", scale: 1, use: printed}, {text: "month", scale: 1},
	{text: "quarters", scale: 3, use: listed}, {text: "quarter", scale: 3},
	{text: "years", scale: 12, use: listed}, {text: "year", scale: 12},
	{text: "mo", scale: 1}, {text: "yr", scale: 12}, {text: "yrs", scale: 12},
	{text: "weeks", scale: 7 * dayOfMonth, use: listed}, {text: "week", scale: 7 * dayOfMonth},
	{text: "days", scale: dayOfMonth, use: listed}, {text: "day", scale: dayOfMonth},
}

var coreUnits = []symbol{
	{text: "", scale: 1, use: printed},
	{text: "m", scale: 1e-3, use: printed},
	{text: "vCPU", scale: 1, use: listed}, {text: "vCPUs", scale: 1},
	{text: "cores", scale: 1, use: listed}, {text: "core", scale: 1},
}

// perSecondUnits may name what happens: "10 req/min". A month has the hours that the plan gives it.
func perSecondUnits() []symbol {
	return slices.Concat(rateUnits, []symbol{
		{text: "rps", scale: 1}, {text: "qps", scale: 1}, {text: "tps", scale: 1}, {text: "rpm", scale: 1 / minute},
	}, product([]symbol{{text: "req", scale: 1}, {text: "reqs", scale: 1}, {text: "request", scale: 1}, {text: "requests", scale: 1}}, rateUnits))
}

var rateUnits = []symbol{
	{text: "/s", scale: 1, use: printed}, {text: "/sec", scale: 1}, {text: "/second", scale: 1},
	{text: "/min", scale: 1 / minute, use: printed}, {text: "/minute", scale: 1 / minute},
	{text: "/h", scale: 1 / hour, use: printed}, {text: "/hour", scale: 1 / hour}, {text: "/hr", scale: 1 / hour},
	{text: "/day", scale: 1 / day, use: printed}, {text: "/d", scale: 1 / day},
	{text: "/week", scale: 1 / week, use: listed},
	{text: "/month", scale: 1 / hour, use: listed, hours: -1}, {text: "/mo", scale: 1 / hour, hours: -1},
	{text: "/year", scale: 1 / (12 * hour), hours: -1}, {text: "/yr", scale: 1 / (12 * hour), hours: -1},
}

var perMonthUnits = []symbol{
	{text: "/month", scale: 1, use: printed}, {text: "/mo", scale: 1},
	{text: "/quarter", scale: 1.0 / 3, use: listed},
	{text: "/year", scale: 1.0 / 12, use: listed}, {text: "/yr", scale: 1.0 / 12},
	{text: "/week", scale: 1.0 / (7 * 24), hours: 1},
	{text: "/day", scale: 1.0 / 24, hours: 1},
}

var perHourUnits = []symbol{
	{text: "/hour", scale: 1, use: listed, hours: 1},
	{text: "/h", scale: 1, hours: 1}, {text: "/hr", scale: 1, hours: 1},
}

var bitUnits = []symbol{
	{text: "bps", scale: 1, use: printed}, {text: "kbps", scale: 1e3, use: printed}, {text: "Mbps", scale: 1e6, use: printed},
	{text: "Gbps", scale: 1e9, use: printed}, {text: "Tbps", scale: 1e12, use: printed},
	{text: "bit/s", scale: 1}, {text: "kbit/s", scale: 1e3}, {text: "Mbit/s", scale: 1e6}, {text: "Gbit/s", scale: 1e9}, {text: "Tbit/s", scale: 1e12},
	{text: "kb/s", scale: 1e3}, {text: "Mb/s", scale: 1e6}, {text: "Gb/s", scale: 1e9}, {text: "Tb/s", scale: 1e12},
}

var bytesPerSecond = []symbol{{text: "/s", scale: 8, use: listed}, {text: "ps", scale: 8}}

func growthUnits() []symbol {
	return product(
		[]symbol{{text: "%", scale: 0.01, use: printed}, {text: "x", scale: 1, shift: -1}, {text: "×", scale: 1, shift: -1}},
		[]symbol{
			{text: "/month", scale: 1, use: printed, per: 1}, {text: "/mo", scale: 1, per: 1},
			{text: "/quarter", scale: 1, use: printed, per: 3},
			{text: "/year", scale: 1, use: printed, per: 12}, {text: "/yr", scale: 1, per: 12},
			{text: "/week", scale: 1, per: 7 * dayOfMonth},
			{text: "/day", scale: 1, per: dayOfMonth},
		})
}

// eachUnits are what a price buys of things that are counted.
var eachUnits = []symbol{
	{text: "", scale: 1, use: printed},
	{text: "/1000", scale: 1e-3, use: printed}, {text: "/thousand", scale: 1e-3}, {text: "/1,000", scale: 1e-3},
	{text: "/million", scale: 1e-6, use: printed}, {text: "/1000000", scale: 1e-6}, {text: "/1,000,000", scale: 1e-6},
}

// perByteUnits prints prices per GB only, because that is how every provider quotes them.
func perByteUnits() []symbol { return perByte(byteUnits) }

// grammars is indexed by Kind.
var grammars = sync.OnceValue(func() *[KindGrowth + 1]grammar {
	return &[...]grammar{
		KindNone:          {name: "none", noun: "no quantity"},
		KindCount:         {name: "count", noun: "a bare number", example: "10000", counted: true, units: bare},
		KindRatio:         {name: "ratio", noun: "a share", example: "60%", units: []symbol{{text: "%", scale: 0.01, use: printed}}},
		KindFactor:        {name: "factor", noun: "a factor", example: "5x", units: []symbol{{text: "x", scale: 1, use: printed}, {text: "×", scale: 1}}},
		KindBytes:         {name: "bytes", noun: "a size", example: "10 GB", units: slices.Concat(byteUnits, kubernetesBytes)},
		KindSeconds:       {name: "seconds", noun: "a duration", example: "200 ms", units: secondUnits},
		KindMonths:        {name: "months", noun: "a span of months", example: "36 months", units: monthUnits},
		KindCores:         {name: "cores", noun: "a CPU quantity", example: "500m", units: coreUnits},
		KindPerSecond:     {name: "per_second", noun: "an event rate", example: "10/min", counted: true, units: perSecondUnits()},
		KindCountPerMonth: {name: "count_per_month", noun: "a number per month", example: "500/month", counted: true, units: perMonthUnits},
		KindBytesPerMonth: {name: "bytes_per_month", noun: "a volume per month", example: "10 GB/month", units: product(byteUnits, perMonthUnits)},
		KindBandwidth:     {name: "bandwidth", noun: "a bandwidth", example: "5 Gbps", units: slices.Concat(bitUnits, product(byteUnits, bytesPerSecond))},
		KindMoney:         {name: "money", noun: "an amount of money", example: "$3,700", money: true, counted: true, units: bare},
		KindMoneyPerMonth: {name: "money_per_month", noun: "a price per month", example: "$200/month", money: true, counted: true, units: slices.Concat(perMonthUnits, perHourUnits)},
		KindMoneyPerByte:  {name: "money_per_byte", noun: "a price per byte", example: "$0.09/GB", money: true, counted: true, units: perByteUnits()},
		KindMoneyPerByteMonth: {name: "money_per_byte_month", noun: "a storage price", example: "$0.20/GB-month", money: true, counted: true,
			units: product(perByteUnits(), []symbol{{text: "-month", scale: 1, use: printed}, {text: "/month", scale: 1}, {text: "-mo", scale: 1}, {text: "/mo", scale: 1}})},
		KindMoneyPerCount: {name: "money_per_count", noun: "a price for each", example: "$2.50/million", money: true, counted: true, units: eachUnits},
		KindGrowth:        {name: "growth", noun: "a growth rate", example: "50%/quarter", units: growthUnits()},
	}
})

// product spells every head followed by every tail: "GB" and "/month" give "GB/month".
func product(heads, tails []symbol) []symbol {
	units := make([]symbol, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			units = append(units, symbol{h.text + t.text, h.scale * t.scale, min(h.use, t.use), h.shift, t.per, t.hours})
		}
	}
	return units
}

// perByte turns sizes into their reciprocals: "GB" gives "/GB".
func perByte(sizes []symbol) []symbol {
	var units []symbol
	for _, s := range sizes {
		u := symbol{text: "/" + s.text, scale: 1 / s.scale, use: min(s.use, listed)}
		if s.text == "GB" {
			u.use = printed
		}
		units = append(units, u)
	}
	return units
}

// grammar treats a kind outside the table as KindNone.
func (k Kind) grammar() *grammar {
	all := grammars()
	if int(k) >= len(all) {
		k = KindNone
	}
	return &all[k]
}

// lookup finds the unit spelled exactly so.
func (g *grammar) lookup(text string) (symbol, bool) {
	for _, u := range g.units {
		if u.text == text {
			return u, true
		}
	}
	return symbol{}, false
}

// spellings are the non-empty units of at least the given use, in table order.
func (g *grammar) spellings(least use) []string {
	var all []string
	for _, u := range g.units {
		if u.text != "" && u.use >= least {
			all = append(all, u.text)
		}
	}
	return all
}

// Money reports a kind that is written with a currency.
func (k Kind) Money() bool { return k.grammar().money }

// Name is the kind's identifier in machine-readable output: "ratio", "bytes_per_month".
func (k Kind) Name() string { return k.grammar().name }

// Example is a legal text of the kind: "60%", "$0.09/GB"; "" for KindNone.
func (k Kind) Example() string { return k.grammar().example }

// Units lists the units of the kind that messages and documentation name; many of
// them have further spellings.
func (k Kind) Units() []string { return k.grammar().spellings(listed) }

// String describes the kind in messages: "a share such as 60%". What has no unit
// needs no example: one would only propose another amount.
func (k Kind) String() string { return k.grammar().String() }

func (g *grammar) String() string {
	if g.example == "" || !g.money && len(g.spellings(listed)) == 0 {
		return g.noun
	}
	return g.noun + " such as " + g.example
}
