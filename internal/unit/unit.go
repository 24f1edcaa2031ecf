// Package unit reads and writes quantities with their units: "80 GB", "50%/quarter", "$0.09/GB".
//
// Units are parsed, never guessed: a bare number where a unit is needed is an error that says what to write instead.
// Every parsed quantity is held in the base unit of its [Kind]; scaling happens only when it is printed.
package unit

import (
	"github.com/talimat/talimat-plan/internal/elementary"
)

// Kind says what a quantity measures; it fixes the legal suffixes and the base unit.
type Kind uint8

const (
	KindNone              Kind = iota // no quantity; nothing parses as it
	KindCount                         // bare number of users, replicas, calls
	KindRatio                         // share, "60%"; base 1 = 100 %
	KindFactor                        // multiple, "5x"; base 1
	KindBytes                         // size, "10 GB", "512Mi"; base byte
	KindSeconds                       // duration, "200 ms"; base second
	KindMonths                        // span of the plan, "36 months"; base month, a day is 12/365 month
	KindCores                         // Kubernetes CPU, "500m", "2", "4 vCPU"; base core
	KindPerSecond                     // event rate, "10/min"; base 1/s
	KindCountPerMonth                 // monthly number, "500/month"; base 1/month
	KindBytesPerMonth                 // monthly volume, "10 GB/month"; base byte/month
	KindBandwidth                     // line rate, "5 Gbps", "1 MB/s"; base bit/s
	KindMoney                         // amount, "$3,700"; base one unit of the currency
	KindMoneyPerMonth                 // running price, "$200/month"; base currency/month
	KindMoneyPerByte                  // transfer price, "$0.09/GB"; base currency/byte
	KindMoneyPerByteMonth             // storage price, "$0.20/GB-month"; base currency/(byte·month)
	KindMoneyPerCount                 // price of each, "$0.006", "$2.50/million"; base currency for one
	KindGrowth                        // compound rate with its period, "50%/quarter"
)

// Value is a parsed quantity in base units.
type Value struct {
	Number   float64 // in base units; for growth the rate per written period (0.5 for 50%/quarter)
	Per      float64 // growth only: months in the written period (3 for a quarter); else 0
	Currency string  // money kinds only: ISO 4217 code ("$" is USD, "€" EUR, "₺" TRY, "£" GBP, "¥" JPY, "zł" PLN …); else ""
	Grouped  string  // how a count reads whose point was taken to group thousands ("1500" of "1.500"); else ""
}

// Options are the conventions that some units depend on.
type Options struct {
	HoursPerMonth float64 // hours in a month, > 0, for prices and volumes per hour, day or week, and rates per month; 0 means 730
	Currency      string  // of the plan, which "kr" and other signs that countries share stand for if it is one of theirs; "" if unknown
	Table         bool    // the figure is one of a column, of which all mean the same by a point: one that may group thousands is refused
	PointDecimal  bool    // a point before three digits marks decimals for certain, as in a file whose other figures show it
}

// hoursPerMonth applies the default, 365 days × 24 h / 12.
func (o Options) hoursPerMonth() float64 {
	if o.HoursPerMonth == 0 {
		return 730
	}
	return o.HoursPerMonth
}

// Quantities in base units. Their ranges are for the user of the value to check: negative numbers parse.
type (
	Count             float64 // things
	Ratio             float64 // 1 = 100 %
	Factor            float64 // 1 = unchanged
	Bytes             float64 // bytes
	Seconds           float64 // seconds
	Months            float64 // months
	Cores             float64 // CPU cores
	PerSecond         float64 // events per second
	CountPerMonth     float64 // things per month
	BytesPerMonth     float64 // bytes per month
	Bandwidth         float64 // bits per second
	Money             float64 // units of the plan's currency
	MoneyPerMonth     float64 // currency per month
	MoneyPerByte      float64 // currency per byte
	MoneyPerByteMonth float64 // currency per byte kept for a month
	MoneyPerCount     float64 // currency for one
)

// Kind returns KindCount.
func (Count) Kind() Kind { return KindCount }

// Kind returns KindRatio.
func (Ratio) Kind() Kind { return KindRatio }

// Kind returns KindFactor.
func (Factor) Kind() Kind { return KindFactor }

// Kind returns KindBytes.
func (Bytes) Kind() Kind { return KindBytes }

// Kind returns KindSeconds.
func (Seconds) Kind() Kind { return KindSeconds }

// Kind returns KindMonths.
func (Months) Kind() Kind { return KindMonths }

// Kind returns KindCores.
func (Cores) Kind() Kind { return KindCores }

// Kind returns KindPerSecond.
func (PerSecond) Kind() Kind { return KindPerSecond }

// Kind returns KindCountPerMonth.
func (CountPerMonth) Kind() Kind { return KindCountPerMonth }

// Kind returns KindBytesPerMonth.
func (BytesPerMonth) Kind() Kind { return KindBytesPerMonth }

// Kind returns KindBandwidth.
func (Bandwidth) Kind() Kind { return KindBandwidth }

// Kind returns KindMoney.
func (Money) Kind() Kind { return KindMoney }

// Kind returns KindMoneyPerMonth.
func (MoneyPerMonth) Kind() Kind { return KindMoneyPerMonth }

// Kind returns KindMoneyPerByte.
func (MoneyPerByte) Kind() Kind { return KindMoneyPerByte }

// Kind returns KindMoneyPerByteMonth.
func (MoneyPerByteMonth) Kind() Kind { return KindMoneyPerByteMonth }

// Kind returns KindMoneyPerCount.
func (MoneyPerCount) Kind() Kind { return KindMoneyPerCount }

// Growth is a compound rate with the period it was written for.
type Growth struct {
	Rate float64 // per period, ≥ -1: 0.5 is +50 %, -1 is everything lost
	Per  float64 // months in the period, > 0
}

// Kind returns KindGrowth.
func (Growth) Kind() Kind { return KindGrowth }

// MonthlyFactor is what one month multiplies by: (1+Rate)^(1/Per), ≥ 0.
// It is NaN when Rate < -1 (for a period other than a month); check the range first.
func (g Growth) MonthlyFactor() float64 {
	if g.Per == 1 {
		return 1 + g.Rate
	}
	return elementary.Exp(elementary.Log(1+g.Rate) / g.Per)
}
