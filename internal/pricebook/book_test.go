package pricebook

import (
	"bytes"
	"strings"
	"testing"
)

func parse(t *testing.T, name, text string) *Book {
	t.Helper()
	b, faults := Parse(name, []byte(text))
	if b == nil {
		t.Fatal(faults)
	}
	return b
}

func why(t *testing.T, name, text string) string {
	t.Helper()
	b, faults := Parse(name, []byte(text))
	if b != nil {
		t.Fatalf("accepted %+v", b.Prices)
	}
	var all []string
	for _, d := range faults {
		all = append(all, d.Pos.String()+": "+d.Message+" ("+d.Hint+")")
	}
	return strings.Join(all, "\n")
}

const yamlBook = `name: ours
note: asked for by phone
provider: hetzner
region: fsn1
currency: EUR
unit: hour
as_of: 2026-10-01
prices:
  - {sku: cx23, price: 0.0088, cpu: 2, memory: 4 GB}
  - {sku: cx23, price: 5.49, unit: month, as_of: 2026-09-01}
  - {sku: traffic, unit: GB, price: 0, to: 20000}
  - {sku: traffic, unit: GB, price: 0.001, from: 20000}
`

func TestYAML(t *testing.T) {
	b := parse(t, "book.yaml", yamlBook)
	if b.Name != "ours" || b.Note != "asked for by phone" || len(b.Prices) != 4 {
		t.Fatalf("%+v", b)
	}
	p := b.Prices[0]
	if p.SKU != "cx23" || p.Amount != 0.0088 || p.Currency != "EUR" || p.Provider != "hetzner" || p.Memory != 4e9 || p.Line != 9 {
		t.Errorf("%+v", p)
	}
	for _, c := range []struct{ from, to, want string }{
		{"currency: EUR", "curency: EUR", `book.yaml:5: unknown key "curency" (did you mean "currency"?)`},
		{"price: 0.0088", "price: .nan", `book.yaml:9: price ".nan" is no number`},
		{"price: 0.0088", "price: 1, price: 2", `book.yaml:9: the key "price" stands twice`},
		{"price: 0.0088, ", "", "book.yaml:9: cx23 has no price"},
		{"price: 0.0088", "price: [1]", "book.yaml:9: price is no text and no number"},
		{"memory: 4 GB", "memory: 4 apples", `book.yaml:9: memory "4 apples" is no size`},
		{"from: 20000", "from: 30000", "leave a gap from 20000 to 30000"},
		{"prices:", "price_list:", "a book has a list of prices"},
		{"name: ours", "name: [", "book.yaml:"},
		{"provider: hetzner\n", "", "cx23 has no provider"},
	} {
		if got := why(t, "book.yaml", strings.Replace(yamlBook, c.from, c.to, 1)); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s\nwant %s", c.to, got, c.want)
		}
	}
	if got := why(t, "book.yaml", "- 1\n"); !strings.Contains(got, "a book is a mapping") {
		t.Error(got)
	}
}

func TestCSVBook(t *testing.T) {
	const text = "# ours\nprovider,sku,unit,price,currency,as_of,term,upfront\nx,a,hour,1,USD,2026-01-01,,\nx,a,hour,0.3,USD,2026-01-01,1 year,2628\n"
	b := parse(t, "book.csv", text)
	if b.Name != "ours" || len(b.Prices) != 2 || b.Prices[1].Line != 4 {
		t.Fatalf("%+v", b)
	}
	near(t, "effective", b.Prices[1].Effective(), 0.6)
	near(t, "upfront", b.Prices[1].UpfrontShare(), 0.5)
	for _, c := range []struct{ from, to, want string }{
		{"upfront\n", "upfrnt\n", `book.csv:1: unknown column "upfrnt" (did you mean "upfront"?)`},
		{"currency", "sku", `two columns "sku"`},
		{"hour,1,", "hour,1e400,", `book.csv:3: price "1e400" is no number`},
		{"1 year", "on demand", "book.csv:4: a: on demand has nothing upfront"},
		{"1 year,2628", ",", "book.csv:4: a second price of a, on demand, on 2026-01-01; the first is on line 3"},
		{"x,a,hour,1,USD,2026-01-01,,", "x,a", "book.csv:3: 2 cells, but there are 8 columns"},
		{"x,a,hour,1", "x,=a,hour,1", "book.csv:3: the sku begins as a formula does"},
	} {
		if got := why(t, "book.csv", strings.Replace(text, c.from, c.to, 1)); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s\nwant %s", c.to, got, c.want)
		}
	}
	for _, empty := range []string{"", "# only a note\n", "provider,sku,unit,price,currency,as_of\n", "\xff\xfe"} {
		_ = why(t, "book.csv", empty)
	}
}

func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"": "on demand", "On-Demand": "on demand", "spot": "spot", "1 year": "1 year", "3 Years": "3 years", "36 months": "3 years", "18 months": "18 months",
		"savings plan 1 year": "savings plan 1 year", "reserved_3y": "3 years", "1 month": "1 month", "20 years": "20 years",
	} {
		got, err := ParseTerm(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
		if again, err := ParseTerm(got.String()); err != nil || again != got {
			t.Errorf("%q is read back as %q, %v", got, again, err)
		}
	}
	for _, text := range []string{"0 years", "-1 year", "21 years", "241 months", "year", "1 fortnight", "savings plan", "99999999999999999999 years"} {
		if got, err := ParseTerm(text); err == nil {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		text, provider, unit string
		times                float64
	}{
		{"Hrs", "aws", "hour", 1}, {"1 Hour", "azure", "hour", 1}, {"GB-Mo", "aws", "GiB-month", 1}, {"GB", "aws", "GiB", 1}, {"1 GB", "azure", "GB", 1},
		{"100 GB/Month", "azure", "GB-month", 100}, {"10K", "azure", "request", 1e4}, {"1M", "azure", "request", 1e6}, {"1M requests", "aws", "request", 1e6},
		{"10k_requests", "aws", "request", 1e4}, {"1/Month", "azure", "month", 1}, {"IOPS-Mo", "aws", "IOPS-Mo", 1}, {"gb_month", "gcp", "GB-month", 1}, {"", "x", "", 1},
	} {
		if unit, times := unitOf(c.text, c.provider); unit != c.unit || times != c.times {
			t.Errorf("%q: %q × %g, want %q × %g", c.text, unit, times, c.unit, c.times)
		}
	}
}

func TestNewestAndRate(t *testing.T) {
	b := parse(t, "b.csv", `provider,region,sku,unit,price,currency,as_of
x,north,a,hour,1,USD,2026-01-01
x,north,a,hour,2,USD,2026-06-01
x,south,a,hour,3,USD,2026-01-01
x,north,b,GB,4,USD,2025-01-01
`)
	if p, err := b.Rate("a", "north"); err != nil || p.Amount != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	for _, c := range []struct{ sku, region, want string }{
		{"a", "", "the book has several prices of a: x north, x south"},
		{"b", "", "the book has no price by the hour or month of b"},
		{"c", "north", "the book has no price by the hour or month of c in north"},
	} {
		if _, err := b.Rate(c.sku, c.region); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	if got := b.Oldest(); got != "2025-01-01" {
		t.Error(got)
	}
	if got := strings.Join(b.SKUs(), " "); got != "a b" {
		t.Error(got)
	}
	if got := b.Select(&Filter{SKUs: []string{"b"}}); len(got.Prices) != 1 || got.Prices[0].SKU != "b" {
		t.Errorf("%+v", got)
	}
}

// The book of the program is marked, dated, and has what its commands show.
func TestBuiltIn(t *testing.T) {
	b := BuiltIn()
	if b.Name != Illustrative || !strings.Contains(b.Note, "no offer of any provider") {
		t.Errorf("%q, %q", b.Name, b.Note)
	}
	for i := range b.Prices {
		if p := &b.Prices[i]; p.Provider != "example" || p.Source != "illustrative" || p.AsOf == "" {
			t.Errorf("%+v is not marked", p)
		}
	}
	for _, region := range []string{"virginia", "frankfurt", "singapore", "istanbul"} {
		small, err := b.Rate("small", region)
		large, err2 := b.Rate("xxlarge", region)
		if err != nil || err2 != nil || large.Amount/small.Amount < 15.999 || large.Amount/small.Amount > 16.001 {
			t.Errorf("%s: %v, %v", region, err, err2)
		}
	}
	if len(b.Newest().Prices) != len(b.Prices) {
		t.Error("it has a price twice")
	}
	var text bytes.Buffer
	if err := b.WriteCSV(&text); err != nil {
		t.Fatal(err)
	}
	if again := parse(t, "b.csv", text.String()); len(again.Prices) != len(b.Prices) || again.Note != b.Note {
		t.Errorf("%d prices are read back of %d", len(again.Prices), len(b.Prices))
	}
}

func FuzzParse(f *testing.F) {
	f.Add(true, []byte(yamlBook))
	f.Add(false, []byte("provider,sku,unit,price,currency,as_of\nx,a,hour,1,USD,2026-01-01\n"))
	f.Fuzz(func(t *testing.T, yaml bool, text []byte) {
		name := "b.csv"
		if yaml {
			name = "b.yaml"
		}
		b, faults := Parse(name, text)
		if (b == nil) != faults.HasErrors() {
			t.Fatalf("book %v, faults %v", b, faults)
		}
		if b == nil {
			return
		}
		var written bytes.Buffer
		if err := b.WriteCSV(&written); err != nil {
			t.Fatal(err)
		}
		if again, faults := Parse("again.csv", written.Bytes()); again == nil || len(again.Prices) != len(b.Prices) {
			t.Fatalf("%v\n%s", faults, written.Bytes())
		}
	})
}
