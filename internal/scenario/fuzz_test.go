package scenario

import (
	"testing"
)

// FuzzDecode holds for all texts: no panic, every diagnostic inside its text,
// every number finite.
func FuzzDecode(f *testing.F) {
	for _, file := range files(f, testdata+"/*/*.yaml", "../../scenarios/*.yaml") {
		f.Add(read(f, file), "drivers.users.growth", "40%/quarter")
	}
	f.Add([]byte("name: \"a\\nb\"\nload: |\n  x\n"), "prices.egress[0].price", "{p5: $1/GB}")
	f.Add([]byte("? a\n: b\n&x y: *x\n"), "claims.a.given.b.c", "&a [*a]")
	f.Add([]byte("correlations: {a: {between: [load.peak, load.peak], rank: 99%}}\n"), "correlations.a.between", "[load.peak, drivers.users.now]")
	f.Add([]byte("risks: {a: {level: low, overrun: 5%, from: month 9, to: month 1}}\n"), "drivers.users.volatility", "1%/month to 20%/year")
	for _, form := range []string{
		"{beta: [2, 5]}", "{beta: [0, -1, 1%/year, 2%/year]}", "{discrete: [{value: 1%/year, weight: 3}, 2%/year]}", "{discrete: [{weight: -1}]}",
		"{sample: growth.csv}", "{sample: {file: growth.csv, column: rate, unit: '%/quarter'}}", "{sample: {}}",
	} {
		f.Add(read(f, testdata+"/ok/minimal.yaml"), "drivers.users.growth", form)
	}
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		decoded := decode("x.yaml", text)
		checkFile(t, decoded)
		render(t, decoded)
		checkFile(t, decode("x.yaml", text, Override{path, value}))
		decoded.Locate(path)
		decoded.Written(path)
	})
}
