package unit

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// near allows for the rounding of one scaling.
func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
}

var legal = []struct {
	kind     Kind
	text     string
	want     float64
	per      float64
	currency string
}{
	{KindCount, "10000", 10000, 0, ""}, {KindCount, "0.6", 0.6, 0, ""}, {KindCount, "-3", -3, 0, ""}, {KindCount, "1e3", 1000, 0, ""},
	{KindCount, "2.5e-3", 0.0025, 0, ""}, {KindCount, "+7", 7, 0, ""}, {KindCount, " \u00a012 ", 12, 0, ""}, {KindCount, "0", 0, 0, ""},
	{KindRatio, "60%", 0.6, 0, ""}, {KindRatio, "60 %", 0.6, 0, ""}, {KindRatio, "7%", 0.07, 0, ""}, {KindRatio, "−5%", -0.05, 0, ""},
	{KindFactor, "5x", 5, 0, ""}, {KindFactor, "1.05x", 1.05, 0, ""}, {KindFactor, "5×", 5, 0, ""}, {KindFactor, "0x", 0, 0, ""},
	{KindBytes, "10 GB", 1e10, 0, ""}, {KindBytes, "10\u00a0GB", 1e10, 0, ""}, {KindBytes, "10   GB", 1e10, 0, ""},
	{KindBytes, "512Mi", 512 << 20, 0, ""}, {KindBytes, "512MiB", 512 << 20, 0, ""}, {KindBytes, "512M", 512e6, 0, ""},
	{KindBytes, "80 kB", 80e3, 0, ""}, {KindBytes, "80 KB", 80e3, 0, ""}, {KindBytes, "80k", 80e3, 0, ""}, {KindBytes, "1 PiB", 1 << 50, 0, ""},
	{KindBytes, "1 P", 1e15, 0, ""}, {KindBytes, "3 B", 3, 0, ""},
	{KindSeconds, "0.5 ms", 0.0005, 0, ""}, {KindSeconds, "200ms", 0.2, 0, ""}, {KindSeconds, "5m", 300, 0, ""}, {KindSeconds, "5 min", 300, 0, ""},
	{KindSeconds, "30 s", 30, 0, ""}, {KindSeconds, "1 h", 3600, 0, ""}, {KindSeconds, "2 days", 172800, 0, ""}, {KindSeconds, "1 us", 1e-6, 0, ""},
	{KindSeconds, "1 µs", 1e-6, 0, ""}, {KindSeconds, "1 μs", 1e-6, 0, ""},
	{KindMonths, "36 months", 36, 0, ""}, {KindMonths, "7 years", 84, 0, ""}, {KindMonths, "8 quarters", 24, 0, ""}, {KindMonths, "1 month", 1, 0, ""},
	{KindMonths, "90 days", 90.0 * 12 / 365, 0, ""},
	{KindCores, "500m", 0.5, 0, ""}, {KindCores, "0.5", 0.5, 0, ""}, {KindCores, "2", 2, 0, ""}, {KindCores, "4 vCPU", 4, 0, ""}, {KindCores, "4 cores", 4, 0, ""},
	{KindPerSecond, "10/min", 10.0 / 60, 0, ""}, {KindPerSecond, "1000/s", 1000, 0, ""}, {KindPerSecond, "5/hour", 5.0 / 3600, 0, ""},
	{KindPerSecond, "100/day", 100.0 / 86400, 0, ""}, {KindPerSecond, "7 / week", 7.0 / 604800, 0, ""},
	{KindCountPerMonth, "500/month", 500, 0, ""}, {KindCountPerMonth, "60/quarter", 20, 0, ""}, {KindCountPerMonth, "1200/year", 100, 0, ""},
	{KindBytesPerMonth, "10 GB/month", 1e10, 0, ""}, {KindBytesPerMonth, "12 TB / year", 1e12, 0, ""},
	{KindBandwidth, "5 Gbps", 5e9, 0, ""}, {KindBandwidth, "100 Mbps", 1e8, 0, ""}, {KindBandwidth, "1 MB/s", 8e6, 0, ""},
	{KindMoney, "$3,700", 3700, 0, "USD"}, {KindMoney, "€12,500.50", 12500.5, 0, "EUR"}, {KindMoney, "₺48200.50", 48200.5, 0, "TRY"},
	{KindMoney, "3700 USD", 3700, 0, "USD"}, {KindMoney, "USD 3700", 3700, 0, "USD"}, {KindMoney, "-$5", -5, 0, "USD"}, {KindMoney, "$-5", -5, 0, "USD"},
	{KindMoney, "1,234,567 CHF", 1234567, 0, "CHF"}, {KindMoney, "5 €", 5, 0, "EUR"}, {KindMoney, "$1.1250", 1.125, 0, "USD"}, {KindMoney, "$0.125", 0.125, 0, "USD"},
	{KindMoneyPerMonth, "$200/month", 200, 0, "USD"}, {KindMoneyPerMonth, "$2400/year", 200, 0, "USD"}, {KindMoneyPerMonth, "$0.10/hour", 73, 0, "USD"},
	{KindMoneyPerMonth, "$1.536/hour", 1121.28, 0, "USD"}, {KindMoneyPerMonth, "200 EUR/month", 200, 0, "EUR"},
	{KindMoneyPerByte, "$0.09/GB", 9e-11, 0, "USD"}, {KindMoneyPerByte, "$1.125/GB", 1.125e-9, 0, "USD"},
	{KindMoneyPerByteMonth, "$0.20/GB-month", 2e-10, 0, "USD"}, {KindMoneyPerByteMonth, "$0.20/GB/month", 2e-10, 0, "USD"},
	{KindCount, "10k", 10000, 0, ""}, {KindCount, "2.5 million", 2.5e6, 0, ""}, {KindCount, "2.5M", 2.5e6, 0, ""}, {KindCount, "1.005k", 1005, 0, ""},
	{KindCount, "1 500 000", 1.5e6, 0, ""}, {KindCount, "12\u202f500.25", 12500.25, 0, ""}, {KindCount, "0.125", 0.125, 0, ""}, {KindCount, "12.340", 12340, 0, ""}, {KindCount, "1.50", 1.5, 0, ""}, {KindCount, "1.500e3", 1500, 0, ""},
	{KindMoney, "$1k", 1000, 0, "USD"}, {KindMoney, "$2.5M", 2.5e6, 0, "USD"}, {KindMoney, "1.2 bn EUR", 1.2e9, 0, "EUR"}, {KindMoneyPerMonth, "$1.5k/month", 1500, 0, "USD"},
	{KindMoneyPerMonth, "500 TL/month", 500, 0, "TRY"}, {KindMoneyPerMonth, "1 500 zł/month", 1500, 0, "PLN"}, {KindMoney, "R$ 50", 50, 0, "BRL"}, {KindMoney, "₹5", 5, 0, "INR"},
	{KindMoney, "US$5", 5, 0, "USD"}, {KindMoney, "A$5", 5, 0, "AUD"}, {KindMoney, "5 CHF", 5, 0, "CHF"}, {KindMoney, "1,000 Kč", 1000, 0, "CZK"}, {KindMoney, "300 元", 300, 0, "CNY"},
	{KindMoneyPerMonth, "$1.2/day", 36.5, 0, "USD"}, {KindMoneyPerMonth, "$7/week", 7 * 730.0 / 168, 0, "USD"}, {KindMoneyPerMonth, "$50/mo", 50, 0, "USD"}, {KindMoneyPerMonth, "$120 per year", 10, 0, "USD"},
	{KindSeconds, "100 msec", 0.1, 0, ""}, {KindSeconds, "2 hrs", 7200, 0, ""}, {KindSeconds, "1 week", 604800, 0, ""}, {KindMonths, "13 weeks", 91.0 * 12 / 365, 0, ""},
	{KindPerSecond, "86400/month", 86400.0 / 3600 / 730, 0, ""}, {KindPerSecond, "50 rps", 50, 0, ""}, {KindPerSecond, "30 req/min", 0.5, 0, ""}, {KindPerSecond, "6 requests per minute", 0.1, 0, ""},
	{KindPerSecond, "2k/s", 2000, 0, ""}, {KindPerSecond, "1.2 million/day", 1.2e6 / 86400, 0, ""}, {KindCountPerMonth, "12/day", 365, 0, ""}, {KindCountPerMonth, "7/week", 7 * 730.0 / 168, 0, ""},
	{KindBytesPerMonth, "12 GB/day", 365e9, 0, ""}, {KindBandwidth, "5 MBps", 4e7, 0, ""}, {KindBytes, "5 bytes", 5, 0, ""}, {KindMoneyPerByteMonth, "$0.20/GB-mo", 2e-10, 0, "USD"},
	{KindGrowth, "5%/week", 0.05, 7 * 12.0 / 365, ""}, {KindGrowth, "1%/day", 0.01, 12.0 / 365, ""}, {KindGrowth, "50% per quarter", 0.5, 3, ""}, {KindGrowth, "1.125%/month", 0.01125, 1, ""},
	{KindGrowth, "50%/quarter", 0.5, 3, ""}, {KindGrowth, "100%/year", 1, 12, ""}, {KindGrowth, "3%/month", 0.03, 1, ""},
	{KindGrowth, "-5%/year", -0.05, 12, ""}, {KindGrowth, "2x/year", 1, 12, ""}, {KindGrowth, "50 % / quarter", 0.5, 3, ""},
}

func TestParseLegal(t *testing.T) {
	for _, c := range legal {
		v, err := Parse(c.kind, c.text, Options{})
		if err != nil {
			t.Errorf("Parse(%s, %q): %v", c.kind.Name(), c.text, err)
			continue
		}
		if !near(v.Number, c.want) || v.Per != c.per || v.Currency != c.currency {
			t.Errorf("Parse(%s, %q) = %+v, want %v %v %q", c.kind.Name(), c.text, v, c.want, c.per, c.currency)
		}
		if ok, _ := regexp.MatchString(c.kind.Pattern(), c.text); !ok {
			t.Errorf("pattern of %s does not match %q", c.kind.Name(), c.text)
		}
	}
}

var refused = []struct {
	kind          Kind
	text          string
	message, hint string
	offset, len   int
}{
	{KindRatio, "60", `"60" has no unit`, "write 60%", 2, 0},
	{KindRatio, "0.6", `"0.6" has no unit`, "write 60%", 3, 0},
	{KindRatio, "1", `"1" has no unit`, "write 100% or 1%", 1, 0},
	{KindRatio, "%60", `"%60" has the percent sign before the number`, "write 60%", 0, 1},
	{KindRatio, "5x", "5x is a factor; expected a share such as 60%", "use one of %", 0, 2},
	{KindFactor, "5", `"5" has no unit`, "write 5x", 1, 0},
	{KindFactor, "0x10", `"0x10" is hexadecimal`, "write the number in decimal", 1, 3},
	{KindBytes, "10", `"10" has no unit`, "write 10 GB", 2, 0},
	{KindBytes, "10 GBB", `"10 GBB": unknown unit "GBB"`, "use one of B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB", 3, 3},
	{KindBytes, "10 gb", `"10 gb": "gb" means bits, not bytes`, "write 10 GB, or for bits 1.25 GB", 3, 2},
	{KindBytes, "5 Mb", `"5 Mb": "Mb" means bits, not bytes`, "write 5 MB, or for bits 0.625 MB", 2, 2},
	{KindBytes, "5 furlongs", `"5 furlongs": unknown unit "furlongs"`, "use one of B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB", 2, 8},
	{KindBytes, "1,5 GB", `"1,5 GB" has a decimal comma`, "write 1.5 GB", 0, 3},
	{KindBytes, "1,500 GB", `"1,500 GB" has a comma that may group thousands or mark decimals`, "write 1500 GB or 1.5 GB", 0, 5},
	{KindBytes, "10 00 GB", `"10 00 GB" has a space inside the number`, "write the digits without spaces, or in groups of three", 3, 5},
	{KindBytes, "1.500 GB", `"1.500 GB" has a point that may group thousands or mark decimals`, "write 1500 GB or 1.5 GB", 0, 5},
	{KindCount, "1.125", `"1.125" has a point that may group thousands or mark decimals`, "write 1125 or 1.1250", 0, 5},
	{KindPerSecond, "12.250/min", `"12.250/min" has a point that may group thousands or mark decimals`, "write 12250/min or 12.25/min", 0, 6},
	{KindSeconds, "-1.125 s", `"-1.125 s" has a point that may group thousands or mark decimals`, "write -1125 s or -1.1250 s", 1, 5},
	{KindBandwidth, "5 mb/s", `"5 mb/s": unknown unit "mb/s"; case matters`, "write 5 Mb/s or 5 MB/s", 2, 4},
	{KindCount, "2,5 million", `"2,5 million" has a decimal comma`, "write 2.5 million", 0, 3},
	{KindCount, "1,5e3", `"1,5e3" has a decimal comma`, "write 1.5e3", 0, 5},
	{KindCount, "5 lakh", `"5 lakh": unknown number word "lakh"`, "write 500000", 2, 4},
	{KindMoneyPerMonth, "$2m/month", `"$2m/month": unknown number word "m"`, "write $2000000/month", 2, 1},
	{KindMoney, "2 mio EUR", `"2 mio EUR": unknown number word "mio"`, "write €2000000", 2, 3},
	{KindCount, "5 dozen", `"5 dozen": unknown number word "dozen"`, "write the number in digits", 2, 5},
	{KindCount, "5 users", `"5 users": unknown unit "users"`, "write a bare number; k, M, thousand, million or billion may follow the number", 2, 5},
	{KindCount, "1,2,3", `"1,2,3" has commas in the number`, "write digits with at most one decimal point, such as 1234.5", 0, 5},
	{KindMoneyPerMonth, "1500 kr/month", `"1500 kr/month": "kr" stands for several currencies`, "write NOK, SEK, DKK or ISK", 0, 13},
	{KindMoney, "5 krn", `"5 krn": unknown currency "krn"`, "write an ISO 4217 code such as USD, or one of $ € ₺ £ ¥", 2, 3},
	{KindBytes, "8 to 12 GB", `"8 to 12 GB" is an interval; one value is expected`, "write one value, such as 10 GB", 2, 8},
	{KindBytes, "$5", "$5 is an amount of money; expected a size such as 10 GB", "use one of B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB", 0, 2},
	{KindBytes, "€5 GB", `"€5 GB" has a currency; expected a size such as 10 GB`, "write 5 GB", 0, 3},
	{KindMoneyPerByte, "$5/M", `"$5/M": unknown unit "/M"`, "use one of /B, /kB, /MB, /GB, /TB, /PB, /KiB, /MiB, /GiB, /TiB, /PiB", 2, 2},
	{KindBytesPerMonth, "5 foo/month", `"5 foo/month": unknown unit "foo/month"`, "write a volume per month such as 10 GB/month", 2, 9},
	{KindSeconds, "10 GB", "10 GB is a size; expected a duration such as 200 ms", "use one of us, ms, s, min, h, days", 0, 5},
	{KindSeconds, "5 secnods", `"5 secnods": unknown unit "secnods"`, `did you mean "seconds"?`, 2, 7},
	{KindSeconds, "10", `"10" has no unit`, "write 10 ms", 2, 0},
	{KindMonths, "36", `"36" has no unit`, "write 36 months", 2, 0},
	{KindMonths, "3 yaers", `"3 yaers": unknown unit "yaers"`, `did you mean "years"?`, 2, 5},
	{KindCores, "2 GB", "2 GB is a size; expected a CPU quantity such as 500m", "use one of m, vCPU, cores", 0, 4},
	{KindPerSecond, "10", `"10" has no unit`, "write 10/min", 2, 0},
	{KindCountPerMonth, "10/s", "10/s is an event rate; expected a number per month such as 500/month", "use one of /month, /quarter, /year", 0, 4},
	{KindBytesPerMonth, "10 GB", `"10 GB" has no period`, "write 10 GB/month, 10 GB/quarter or 10 GB/year", 5, 0},
	{KindBandwidth, "5", `"5" has no unit`, "write 5 Gbps", 1, 0},
	{KindMoney, "3700", `"3700" has no currency`, "write $3700", 0, 0},
	{KindMoney, "₺48.200,50", `"₺48.200,50" has a decimal comma`, "write ₺48200.50", 3, 9},
	{KindMoney, "₺48.200", `"₺48.200" has a point that may group thousands or mark decimals`, "write ₺48200 or ₺48.20", 3, 6},
	{KindMoney, "$1.125", `"$1.125" has a point that may group thousands or mark decimals`, "write $1125 or $1.1250", 1, 5},
	{KindMoney, "$1,5", `"$1,5" has a decimal comma`, "write $1.5", 1, 3},
	{KindMoney, "$12,34,567", `"$12,34,567" has commas in the number`, "write $1234567", 1, 9},
	{KindMoney, "3700 usd", `"3700 usd": unknown currency "usd"`, `did you mean "USD"?`, 5, 3},
	{KindMoney, "$5 USD", `"$5 USD" has two currencies`, "write the currency once", 3, 3},
	{KindMoney, "$200/month", "$200/month is a price per month; expected an amount of money such as $3,700", "write an amount of money such as $3,700", 0, 10},
	{KindMoneyPerMonth, "$200", `"$200" has no unit`, "write $200/month", 4, 0},
	{KindMoneyPerMonth, "200/month", `"200/month" has no currency`, "write $200/month", 0, 0},
	{KindMoneyPerByte, "0.09", `"0.09" has no unit`, "write $0.09/GB", 4, 0},
	{KindMoneyPerByte, "$0.09", `"$0.09" has no unit`, "write $0.09/GB", 5, 0},
	{KindMoneyPerByteMonth, "$0.2/GB", `"$0.2/GB" has no period`, "", 7, 0},
	{KindGrowth, "50%", `"50%" has no period`, "write 50%/month, 50%/quarter or 50%/year", 3, 0},
	{KindGrowth, "50", `"50" has no unit`, "write 50%/quarter", 2, 0},
	{KindGrowth, "0.5", `"0.5" has no unit`, "write 50%/quarter or 0.5%/quarter", 3, 0},
	{KindCount, "60%", "60% is a share; expected a bare number", "write a bare number", 0, 3},
	{KindCount, "$10", "$10 is an amount of money; expected a bare number", "write a bare number", 0, 3},
	{KindCount, "010", `"010" has leading zeros`, "write 10", 0, 3},
	{KindCount, ".5", `".5" has no digit before the decimal point`, "write 0.5", 0, 2},
	{KindCount, "5.", `"5." has no digit after the decimal point`, "write 5", 0, 2},
	{KindCount, "1_000", `"1_000" has a separator in the number`, "write 1000", 0, 5},
	{KindCount, "1.000.000", `"1.000.000" has more than one decimal point`, "write 1000000", 0, 9},
	{KindCount, "nan", `"nan" does not start with a number`, "write a bare number", 0, 3},
	{KindCount, "-inf", `"-inf" does not start with a number`, "write a bare number", 0, 4},
	{KindCount, "1e400", `"1e400" is too large or too small to compute with`, "check the exponent and the unit", 0, 5},
	{KindCount, "1e-400", `"1e-400" is too large or too small to compute with`, "check the exponent and the unit", 0, 6},
	{KindBytes, "1e240 PB", `"1e240 PB" is too large or too small to compute with`, "check the exponent and the unit", 0, 5},
	{KindCount, "  ", "the text is empty", "write a bare number", 2, 0},
	{KindNone, "5", `"5": no quantity is expected here`, "leave it out", 0, 1},
}

func TestParseRefused(t *testing.T) {
	for _, c := range refused {
		v, err := Parse(c.kind, c.text, Options{})
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("Parse(%s, %q) = %+v, %v; want an *Error", c.kind.Name(), c.text, v, err)
			continue
		}
		if c.hint == "" { // long list; the message is enough
			e.Hint = ""
		}
		if diff := cmp.Diff(&Error{c.text, c.offset, c.len, c.message, c.hint}, e); diff != "" {
			t.Errorf("Parse(%s, %q):\n%s", c.kind.Name(), c.text, diff)
		}
		if c.kind == KindMoney || c.kind == KindMoneyPerMonth || e.Hint == "check the exponent and the unit" || looksGroupedByPoint(strings.Trim(c.text, "-/mins GB")) {
			continue // the pattern knows neither ranges, currencies nor doubtful points
		}
		if ok, _ := regexp.MatchString(c.kind.Pattern(), c.text); ok {
			t.Errorf("pattern of %s matches %q", c.kind.Name(), c.text)
		}
	}
}

// A hint that shows a text to write must show a legal one.
func TestExamplesAreLegal(t *testing.T) {
	for k := KindCount; k <= KindGrowth; k++ {
		v, err := Parse(k, k.Example(), Options{})
		if err != nil {
			t.Errorf("%s: %v", k.Name(), err)
		}
		if got := Format(k, v); got != k.Example() {
			t.Errorf("Format(%s) = %q, want its example %q", k.Name(), got, k.Example())
		}
	}
	if _, err := Parse(KindCount, "1"+string(make([]byte, 300)), Options{}); err == nil {
		t.Error("a text over 200 bytes must be refused")
	}
	if got := Kind(99).Name(); got != "none" {
		t.Errorf("a kind outside the table is %q", got)
	}
}

func TestHoursPerMonth(t *testing.T) {
	v, err := Parse(KindMoneyPerMonth, "$0.10/hour", Options{HoursPerMonth: 720})
	if err != nil || !near(v.Number, 72) {
		t.Errorf("got %v, %v; want 72", v, err)
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		kind      Kind
		text      string
		low, high float64
	}{
		{KindGrowth, "40% to 60%/quarter", 0.4, 0.6}, {KindBytes, "8 GB to 12 GB", 8e9, 12e9}, {KindBytes, "8 to 12 GB", 8e9, 12e9},
		{KindBytes, "900 MB to 1.2 GB", 9e8, 1.2e9}, {KindMoneyPerByte, "$0.08 to $0.10/GB", 8e-11, 1e-10}, {KindCount, "100 to 200", 100, 200},
		{KindBytesPerMonth, "8 GB to 12 GB/month", 8e9, 12e9}, {KindMoneyPerByteMonth, "$0.08/GB to $0.10/GB-month", 8e-11, 1e-10},
		{KindMoneyPerMonth, "100 to 200 EUR/month", 100, 200}, {KindCores, "200 to 500m", 0.2, 0.5}, {KindRatio, "-5\u00a0to\u00a05%", -0.05, 0.05},
		{KindMoney, "100 to $200", 100, 200}, {KindGrowth, "3%/month to 60%/year", 0.03, 0.6},
	} {
		low, high, ok, err := ParseInterval(c.kind, c.text, Options{})
		if err != nil || !ok || !near(low.Number, c.low) || !near(high.Number, c.high) || low.Currency != high.Currency {
			t.Errorf("ParseInterval(%q) = %v, %v, %v, %v", c.text, low, high, ok, err)
		}
	}
	for _, c := range []struct {
		kind        Kind
		text        string
		offset, len int
	}{
		{KindBytes, "8 to 12", 7, 0}, {KindBytes, "8 XB to 12 GB", 2, 2}, {KindBytes, "12 to 8 GB", 0, 10}, {KindMoney, "$5 to €6", 0, 10},
		{KindBytes, "1 to 2 to 3 GB", 7, 7}, {KindBytes, " to 3 GB", 1, 0},
	} {
		_, _, ok, err := ParseInterval(c.kind, c.text, Options{})
		e, isError := err.(*Error)
		if !ok || !isError {
			t.Errorf("ParseInterval(%q): ok %v, error %v", c.text, ok, err)
		} else if e.Offset != c.offset || e.Length != c.len || e.Text != c.text {
			t.Errorf("ParseInterval(%q): %v at %d+%d, want %d+%d", c.text, e, e.Offset, e.Length, c.offset, c.len)
		}
	}
	if _, _, ok, err := ParseInterval(KindBytes, "12 GB", Options{}); ok || err != nil {
		t.Error("a single value is not an interval")
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		v    Value
		want string
	}{
		{KindBytes, Value{Number: 80e9}, "80 GB"}, {KindBytes, Value{Number: 512 << 20}, "512 MiB"}, {KindBytes, Value{}, "0 B"}, {KindBytes, Value{Number: 1.5e9}, "1.5 GB"},
		{KindRatio, Value{Number: 0.6}, "60%"}, {KindFactor, Value{Number: 5}, "5x"}, {KindSeconds, Value{Number: 0.2}, "200 ms"},
		{KindSeconds, Value{Number: 100}, "100 s"}, {KindSeconds, Value{Number: 86400}, "1 day"}, {KindSeconds, Value{Number: 172800}, "2 days"},
		{KindMonths, Value{Number: 36}, "36 months"}, {KindMonths, Value{Number: 1}, "1 month"}, {KindCores, Value{Number: 0.5}, "500m"}, {KindCores, Value{Number: 2}, "2"},
		{KindPerSecond, Value{Number: 10.0 / 60}, "10/min"}, {KindPerSecond, Value{Number: 1000}, "1000/s"},
		{KindMoney, Value{Number: 3700, Currency: "USD"}, "$3,700"}, {KindMoney, Value{Number: -1234567.5, Currency: "EUR"}, "-€1,234,567.50"},
		{KindMoney, Value{Number: 3700, Currency: "CHF"}, "3,700 CHF"}, {KindMoney, Value{Number: 1.125, Currency: "USD"}, "$1.1250"}, {KindMoney, Value{Number: 5}, "5"},
		{KindMoneyPerMonth, Value{Number: 200, Currency: "USD"}, "$200/month"}, {KindMoneyPerByte, Value{Number: 9e-11, Currency: "USD"}, "$0.09/GB"},
		{KindMoneyPerByteMonth, Value{Number: 2e-10, Currency: "USD"}, "$0.20/GB-month"}, {KindBandwidth, Value{Number: 5e9}, "5 Gbps"}, {KindBandwidth, Value{Number: 1e9}, "1 Gbps"},
		{KindGrowth, Value{Number: 0.5, Per: 3}, "50%/quarter"}, {KindGrowth, Value{Number: 0.21, Per: 2}, "10%/month"}, {KindBytesPerMonth, Value{Number: 1e10}, "10 GB/month"},
	} {
		if got := Format(c.kind, c.v); got != c.want {
			t.Errorf("Format(%s, %+v) = %q, want %q", c.kind.Name(), c.v, got, c.want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		values  []float64
		divisor float64
		suffix  string
	}{
		{KindBytes, []float64{1e9, 8e10}, 1e9, "GB"}, {KindBytes, []float64{1e9, -2e12, math.NaN(), math.Inf(1)}, 1e12, "TB"}, {KindBytes, nil, 1, "B"},
		{KindSeconds, []float64{0.2}, 1e-3, "ms"}, {KindRatio, []float64{0.002}, 0.01, "%"}, {KindMoney, []float64{5}, 1, ""}, {KindGrowth, []float64{5}, 0.01, "%"},
		{KindPerSecond, []float64{0.5}, 1 / 60.0, "/min"}, {KindNone, []float64{5}, 1, ""},
	} {
		if d, s := Scale(c.kind, c.values); d != c.divisor || s != c.suffix {
			t.Errorf("Scale(%s, %v) = %v %q, want %v %q", c.kind.Name(), c.values, d, s, c.divisor, c.suffix)
		}
	}
}

func TestMonthlyFactor(t *testing.T) {
	for _, g := range []Growth{{0.5, 3}, {1, 12}, {-0.05, 12}, {0, 1}, {-1, 12}} {
		if got := math.Pow(g.MonthlyFactor(), g.Per); !near(got, 1+g.Rate) {
			t.Errorf("%+v compounds to %v over its period", g, got)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ text, hint string }{
		{"2024-1", "write a month as 2024-01"}, {"2024-13", "write a month as 2024-01"}, {"2024-03-15", "write 2024-03"}, {"", "write a month as 2024-01"}, {"2024-00", "write a month as 2024-01"},
	} {
		if _, err := ParseDate(c.text); err == nil || err.(*Error).Hint != c.hint {
			t.Errorf("ParseDate(%q): %v", c.text, err)
		}
	}
	d, err := ParseDate("2024-11")
	if err != nil || d.Add(3) != (Date{2025, 2}) || d.Add(-11) != (Date{2023, 12}) || d.Add(0).String() != "2024-11" {
		t.Errorf("%v %v", d, err)
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"repicas", "replicas"}, {"erplicas", "replicas"}, {"ndoes", "nodes"}, {"xyz", ""}, {"", ""}, {"nod", ""},
	} {
		if got := Nearest(c.word, []string{"replicas", "nodes", "modes"}); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

func TestNiceStep(t *testing.T) {
	for _, c := range []struct {
		raw         float64
		step, whole float64
	}{
		{1, 1, 1}, {1.01, 2, 2}, {2.1, 2.5, 5}, {3, 5, 5}, {5.1, 10, 10}, {0.3, 0.5, 1}, {23, 25, 25}, {0.07, 0.1, 1}, {180, 200, 200},
	} {
		if got, whole := NiceStep(c.raw, false), NiceStep(c.raw, true); !near(got, c.step) || !near(whole, c.whole) {
			t.Errorf("%g: %g and %g, want %g and %g", c.raw, got, whole, c.step, c.whole)
		}
	}
}
